import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import { Settings } from '@shared/model/settings'
import { expect, it } from 'vitest'
import { type FaultyServer, startFaultyServer } from '../../../../test/site/faulty-server'
import { makePng } from '../../../../test/site/pictures.mjs'
import { canMount, mountSmallDisk } from '../../../../test/small-disk'
import { closeTestNetwork, openTestClient, readCertificates } from '../../../../test/test-network'
import { createNetwork } from '../network/network'
import type { ResumeInfo } from './save-image'

const picture = makePng('picture', 1_500_000)

it.runIf(canMount)('fetches no body that does not fit, and fetches it when there is room', async () => {
  using disk = mountSmallDisk(2)
  await using server = await startFaultyServer((e) => e.file(picture, { etag: '"v1"' }))
  await using way = wayTo(disk.folder, server)
  writeFileSync(join(disk.folder, 'ballast'), Buffer.alloc(1_400_000))
  expect(await failureOf(way.save())).toMatchObject({ kind: 'disk-full', neededBytes: picture.length })
  expect(readdirSync(disk.folder)).toEqual(['ballast'])

  rmSync(join(disk.folder, 'ballast'))
  await expect(way.save()).resolves.toMatchObject({ kind: 'saved', file: 'a.png' })
})

it.runIf(canMount)('refuses a file that would take the room of one that is being written', async () => {
  using disk = mountSmallDisk(2)
  const head = { 'Content-Type': 'image/png', 'Content-Length': picture.length }
  await using server = await startFaultyServer(async (e) => {
    if (e.target !== '/slow') return e.file(picture)
    await e.head(200, head)
    await e.raw(picture.subarray(0, 300_000))
    await e.closed
  })
  await using way = wayTo(disk.folder, server)
  const stop = new AbortController()
  let slow: Promise<unknown> = Promise.resolve()
  await new Promise<void>((begun) => {
    slow = way.save('slow', stop.signal, begun).catch((reason: unknown) => reason)
  })
  expect(await failureOf(way.save('quick'))).toMatchObject({ kind: 'disk-full' })
  stop.abort('pause')
  expect(await slow).toBe('pause')
})

it.runIf(canMount)(
  'keeps the part of a body without a length when the disk is full and continues from there',
  async () => {
    using disk = mountSmallDisk(2)
    const head = { 'Content-Type': 'image/png', ETag: '"v1"', Connection: 'close' }
    await using server = await startFaultyServer(async (e) => {
      if (e.headers['range'] !== undefined) return e.file(picture, { etag: '"v1"' })
      await e.head(200, head)
      await e.raw(picture)
      e.end()
    })
    await using way = wayTo(disk.folder, server)
    writeFileSync(join(disk.folder, 'ballast'), Buffer.alloc(1_400_000))
    expect(await failureOf(way.save())).toMatchObject({ kind: 'disk-full' })
    expect(server.requests).toHaveLength(1)
    expect(readdirSync(disk.folder).some((name) => name.endsWith('.part'))).toBe(true)

    rmSync(join(disk.folder, 'ballast'))
    await expect(way.save()).resolves.toMatchObject({ kind: 'saved', file: 'a.png' })
    expect(server.requests[1]?.headers['range']).toMatch(/^bytes=[1-9]\d+-$/)
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    expect(hash(readFileSync(join(disk.folder, 'a.png')))).toBe(hash(picture))
  },
)

/** A client that saves into one folder and remembers its partial files. */
function wayTo(folder: string, server: FaultyServer) {
  const settings = Settings.parse({})
  const network = createNetwork({
    settings: () => settings,
    now: Date.now,
    monotonic: () => performance.now(),
    random: () => 0,
    userAgent: '',
    log: () => {},
    readCertificates,
  })
  const client = openTestClient(network, {
    allowPrivate: new Set([server.host]),
    home: server.origin,
    onWait: () => {},
  })
  const parts = new Map<string, ResumeInfo | null>()
  return {
    save: (path = '', signal = new AbortController().signal, received = () => {}) =>
      client.saveImage(
        {
          address: `${server.origin}/${path}`,
          folder,
          name: `${path || 'a'}.png`,
          part: parts.get(path) ?? null,
          savePart: (record) => void parts.set(path, record),
          received,
        },
        signal,
      ),
    [Symbol.asyncDispose]: () => closeTestNetwork(network),
  }
}

async function failureOf(saving: Promise<unknown>): Promise<unknown> {
  const error: unknown = await saving.catch((caught: unknown) => caught)
  return error instanceof FailureError ? error.failure : error
}
