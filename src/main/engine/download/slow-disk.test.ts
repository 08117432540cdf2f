import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isExhaustive } from '../../../../test/exhaustive'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

const mebibyte = 1024 ** 2
const idleTimeoutMs = 400

/** What the engine keeps of a transfer whose disk hangs: slots of a thread. What sockets hold is up to the system: up to 36 MiB. */
const keptBytes = 5 * mebibyte

const canStall = process.platform !== 'win32'

/**
 * Makes every operation with files of this process wait, as on a disk that hangs: all threads that do them open a pipe
 * that no process writes to. What was asked of the disk before still ends.
 */
function stallDisk(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-pipes-'))
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4)
  const pipes = Array.from({ length: threads }, (_, index) => join(folder, `pipe-${index}`))
  execFileSync('mkfifo', pipes)
  const readers = pipes.map((pipe) => open(pipe, 'r'))
  let isStalled = true
  return async () => {
    if (!isStalled) return
    isStalled = false
    const writers = pipes.map((pipe) => openSync(pipe, 'r+'))
    for (const reader of readers) await (await reader).close()
    for (const writer of writers) closeSync(writer)
    rmSync(folder, { recursive: true })
  }
}

describe.runIf(canStall)('a disk that hangs', () => {
  const picture = makePng('large', 64 * mebibyte)
  const firstBytes = mebibyte
  let bench: TestEngine
  let server: Server
  let resume: () => void
  let sent = 0
  let asked = 0
  let isOpen = false
  let release: () => Promise<void>

  beforeEach(async () => {
    sent = 0
    asked = 0
    const gate = new Promise<void>((resolve) => {
      resume = resolve
    })
    server = createServer((request, response) => {
      if (request.url?.endsWith('.png')) void send(response, gate)
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>One</h1><img src="/i/1.png">')
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    bench = await openTestEngine({
      overrides: { settings: { network: { idleTimeoutMs } } },
    })
    release = async () => {}
  })

  afterEach(async () => {
    await release()
    await bench.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  /** Sends the picture as fast as it is taken. */
  async function send(response: ServerResponse, gate: Promise<void>): Promise<void> {
    asked += 1
    isOpen = true
    response.on('close', () => {
      isOpen = false
    })
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': picture.length })
    const step = 64 * 1024
    for (let at = 0; at < picture.length && !response.destroyed; at += step) {
      if (at === firstBytes) await gate
      const isTaken = response.write(picture.subarray(at, at + step))
      sent = at + step
      if (!isTaken) await drained(response)
    }
    response.end()
  }

  /** Resolves when more is taken, or nothing will be any more. */
  function drained(response: ServerResponse): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        response.off('drain', end).off('close', end)
        resolve()
      }
      response.on('drain', end).on('close', end)
    })
  }

  /** A transfer in its middle, whose next bytes find a disk that hangs. */
  async function stallInTheMiddle() {
    const id = bench.add(`http://127.0.0.1:${(server.address() as AddressInfo).port}/g/1.html`)
    // The picture's own: the probe of the folder, `.galleon-probe.part`, comes before anything is asked for.
    const isPartial = (name: string) => /\.png\b.*\.part$/.test(name)
    await vi.waitFor(() => expect(bench.files().some(isPartial)).toBe(true), 10_000)
    release = stallDisk()
    resume()
    await vi.waitFor(() => expect(sent).toBeGreaterThan(firstBytes), 10_000)
    return id
  }

  it.runIf(isExhaustive)(
    'lets the site wait, in bounded memory, and is not taken for a silent site',
    async () => {
      const id = await stallInTheMiddle()
      let received = 0
      bench.engine.onDelta((delta) => {
        if (delta.kind === 'watched')
          received = Math.max(received, ...delta.active.map((one) => one.received))
      })
      void bench.engine.commands.watchTask(id)
      await wait(3 * idleTimeoutMs)
      expect(received).toBeGreaterThan(firstBytes)
      expect(received).toBeLessThan(firstBytes + keptBytes)
      expect(sent).toBeLessThan(picture.length)
      await release()
      expect((await bench.until(id, 'done', 'failed', 'paused')).progress.counts).toMatchObject({ saved: 1 })
      expect(asked).toBe(1)
      expect(bench.events.filter(({ kind }) => kind === 'retrying')).toEqual([])
    },
  )

  it('keeps no connection when its task is cancelled, and nothing when it answers again', async () => {
    const id = await stallInTheMiddle()
    const cancelled = bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: true })
    await vi.waitFor(() => expect(isOpen).toBe(false), 10_000)
    await release()
    await cancelled
    expect(bench.engine.task(id)?.state.kind).toBe('cancelled')
    expect(bench.files()).toEqual([])
  })
})
