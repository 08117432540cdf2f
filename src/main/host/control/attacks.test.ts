import { chmodSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { commands } from '@shared/contract/commands'
import type { Batch } from '@shared/contract/deltas'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../test/exhaustive'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'
import { wildValues } from '../../../../test/wild-values'
import { connectControl } from './control-client'
import { endpointOf, readControlFile } from './control-file'
import { type Control, mostUnauthenticated, serveControl } from './control-server'
import { longestLine } from './json-lines'

// What other programs of this machine can do to the control socket of the process that holds a data folder.

let bench: TestEngine
let control: Control
let logged: { level: string; text: string }[]
const sockets: Socket[] = []

beforeEach(async () => {
  bench = await openTestEngine()
  logged = []
  control = await serveControl(bench.engine, bench.data, 'terminal', (level, text) => {
    logged.push({ level, text })
  })
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await control.close()
  await bench.close()
})

/** A bare connection: what it receives, and when it is closed. */
function speak(): { socket: Socket; closed: Promise<string> } {
  const socket = connect(endpointOf(bench.data))
  sockets.push(socket)
  let received = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text
  })
  socket.on('error', () => {})
  return { socket, closed: new Promise((resolve) => socket.on('close', () => resolve(received))) }
}

const token = () => readControlFile(bench.data)?.token
const greeting = () => `${JSON.stringify({ token: token() })}\n`

/** That the owner still serves those who are welcome. */
async function expectUnharmed(): Promise<void> {
  const remote = await connectControl(bench.data)
  await expect(remote.invoke('listRecipes', undefined)).resolves.not.toEqual([])
  remote.close()
  expect(logged.filter(({ level }) => level === 'error')).toEqual([])
}

describe('a client that does not know the token', () => {
  it.each<[string, string | Buffer]>([
    ['says nothing of sense', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['guesses', '{"token":"0000"}\n{"id":1,"name":"snapshot"}\n'],
    ['has none', '{}\n'],
    ['asks at once', '{"id":1,"name":"snapshot"}\n'],
    ['gives another kind', '{"token":["a"]}\n'],
    ['gives a prototype', '{"__proto__":{"token":""}}\n'],
    ['sends bytes of no text', Buffer.concat([Buffer.alloc(1000, 0xff), Buffer.from('\n')])],
    ['sends zeros', Buffer.alloc(100_000)],
    ['sends deep brackets', `${'['.repeat(4000)}\n`],
    ['sends a line that never ends', 'x'.repeat(10_000)],
    ['sends empty lines', '\n'.repeat(1000)],
  ])('and %s is sent away without a word', async (_, said) => {
    const { socket, closed } = speak()
    socket.write(said)
    expect(await closed).toBe('')
    await expectUnharmed()
  })

  it('cannot fill the memory of the owner: a hello is short', async () => {
    const { socket, closed } = speak()
    const piece = Buffer.alloc(64 * 1024, 'x')
    let sent = 0
    const more = () => {
      while (!socket.destroyed && socket.write(piece)) sent += piece.length
    }
    socket.on('drain', more)
    more()
    await closed
    expect(sent).toBeLessThan(longestLine * 4)
    await expectUnharmed()
  })

  it('and sends nothing, or single bytes, is disconnected', async () => {
    await control.close()
    control = await serveControl(bench.engine, bench.data, 'terminal', () => {}, { helloTimeoutMs: 50 })
    const silent = speak()
    const slow = speak()
    const timer = setInterval(() => slow.socket.write('{'), 5)
    expect(await Promise.all([silent.closed, slow.closed])).toEqual(['', ''])
    clearInterval(timer)
    await expectUnharmed()
  })

  it('connects a thousand times at once and does not block other clients for long', async () => {
    await control.close()
    control = await serveControl(bench.engine, bench.data, 'terminal', () => {}, { helloTimeoutMs: 200 })
    const crowd = Array.from({ length: 1000 }, speak)
    await Promise.all(crowd.map(({ closed }) => closed))
    await expectUnharmed()
    expect(mostUnauthenticated).toBeLessThan(1000)
  })
})

describe('a client that knows the token', () => {
  it('may send thousands of wild commands and changes nothing', async () => {
    const names = Object.keys(commands)
    const wild = wildValues(20_260_802, names, true)
    const harmless =
      /^(list\w+|recipeFor|cancelPreview|snapshot|watchTask|groupProblems|tasksOfGallery|changeSettings|addTask|preview)$/
    const config = join(bench.data, 'config.json')
    const before = JSON.stringify(bench.engine.snapshot())
    let answers = 0
    let closed = 0
    const succeeded = new Set<string>()
    let client = await welcomed()
    const count = isExhaustive ? 10_000 : 2000
    for (let sent = 0; sent < count; sent += 1) {
      const name = wild.name()
      const input = refuseEffects(name, wild.value())
      const answer = await client.ask({ id: sent, name, input })
      if (answer === null) {
        closed += 1
        client = await welcomed()
        continue
      }
      answers += 1
      if (answer.ok) succeeded.add(String(name))
    }
    expect(answers + closed).toBe(count)
    expect(closed).toBeGreaterThan(count / 20)
    expect([...succeeded].filter((name) => !harmless.test(name))).toEqual([])
    expect(JSON.stringify(bench.engine.snapshot())).toBe(before)
    expect(() => readFileSync(config)).toThrow(/ENOENT/)
    expect(bench.files()).toEqual([])
    await expectUnharmed()
  }, 60_000)

  it('and stops in the middle of a line leaves nothing behind', async () => {
    const { socket } = speak()
    socket.write(`${greeting()}{"id":1,"name":"list`)
    await new Promise<void>((resolve) => socket.once('data', () => resolve()))
    socket.destroy()
    await expectUnharmed()
    expect(bench.engine.snapshot().tasks).toEqual([])
  })
})

describe('a client for which more waits than the memory limit', () => {
  const sayings: string[] = []
  beforeEach(async () => {
    await control.close()
    control = await serveControl(bench.engine, bench.data, 'terminal', (_, text) => sayings.push(text), {
      stuckMs: 200,
    })
    const folder = `${bench.target}${'/deep'.repeat(800)}`
    for (let number = 0; number < 5000; number++) {
      bench.add(`https://example.org/${number}`, { folder, startLater: true })
    }
  })

  const change = () =>
    bench.engine.commands.addTask({
      address: RangeAddress.parse('https://example.org/new'),
      recipe: null,
      folder: bench.target,
      options: {},
      startLater: true,
    })

  it.runIf(isExhaustive)('gets a long answer whole, and what changed meanwhile', async () => {
    const remote = await connectControl(bench.data)
    const batches: Batch[] = []
    remote.onBatch((batch) => batches.push(batch))
    const asked = remote.invoke('snapshot', undefined)
    const added = await change()
    expect((await asked).tasks.length).toBeGreaterThanOrEqual(5000)
    await expect.poll(() => JSON.stringify(batches)).toContain(`"id":${added}`)
    remote.close()
  })

  it.runIf(isExhaustive)('is disconnected when it reads nothing', async () => {
    const { socket, closed } = speak()
    socket.write(greeting())
    await new Promise<void>((resolve) => socket.once('data', () => resolve()))
    socket.pause()
    for (let id = 1; id <= 3; id++) socket.write(`{"id":${id},"name":"snapshot"}\n`)
    const timer = setInterval(() => void change(), 20)
    await expect
      .poll(() => sayings, { timeout: 10_000 })
      .toContain('a connection was ended: it reads nothing')
    clearInterval(timer)
    socket.resume()
    await closed
    await expectUnharmed()
  })
})

describe.skipIf(process.platform === 'win32')('a socket that cannot lie beside the data', () => {
  it('lies in a folder of this user alone', async () => {
    const far = join(bench.data, 'x'.repeat(100))
    mkdirSync(far)
    const farther = await serveControl(bench.engine, far, 'terminal', () => {})
    const { endpoint } = readControlFile(far) ?? { endpoint: '' }
    expect(endpoint.startsWith(bench.data)).toBe(false)
    expect(statSync(dirname(endpoint)).mode & 0o777).toBe(0o700)
    const remote = await connectControl(far)
    remote.close()
    await farther.close()
    rmSync(dirname(endpoint), { recursive: true })
  })

  it('is neither made nor used in a folder that another user may write to', async () => {
    const far = join(bench.data, 'y'.repeat(100))
    mkdirSync(far)
    const place = dirname(endpointOf(far))
    mkdirSync(place)
    chmodSync(place, 0o777)
    const warnings: string[] = []
    const farther = await serveControl(bench.engine, far, 'terminal', (_, text) => warnings.push(text))
    expect(warnings).toEqual(['other terminals cannot reach this process'])
    const said: string[] = []
    const trap = createServer((socket) => socket.on('data', (text) => said.push(String(text))))
    await new Promise<void>((resolve) => trap.listen(endpointOf(far), resolve))
    await expect(connectControl(far)).rejects.toMatchObject({ failure: { kind: 'held-elsewhere' } })
    expect(said).toEqual([])
    trap.close()
    await farther.close()
    rmSync(place, { recursive: true })
  })
})

/** A user of the terminal may name any folder; here nothing may be written, so such a request gets a wrong input. */
function refuseEffects(name: unknown, input: unknown): unknown {
  if (name !== 'addTask' && name !== 'preview' && name !== 'changeSettings') return input
  return typeof input === 'object' && input !== null ? { ...input, folder: 0 } : input
}

interface Client {
  /** null: the connection was closed. */
  ask(question: unknown): Promise<{ readonly ok: boolean } | null>
}

async function welcomed(): Promise<Client> {
  const { socket, closed } = speak()
  let rest = ''
  let onReply: ((message: { kind: string; answer?: { ok: boolean } } | null) => void) | null = null
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const message = JSON.parse(line) as { kind: string; answer?: { ok: boolean } }
      if (message.kind === 'welcome' || message.kind === 'answer') onReply?.(message)
    }
  })
  void closed.then(() => onReply?.(null))
  const next = () =>
    new Promise<{ kind: string; answer?: { ok: boolean } } | null>((resolve) => {
      onReply = resolve
    })
  const welcome = next()
  socket.write(greeting())
  await welcome
  return {
    async ask(question) {
      const answered = next()
      socket.write(`${JSON.stringify(question)}\n`)
      return (await answered)?.answer ?? null
    },
  }
}
