import { FailureError } from '@shared/model/failure'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { chunked, createGate, type Exchange, type Handler } from '../../../../../test/site/faulty-server'
import { get, openTestHttp, read, request, signal, type TestHttp, text } from '../../../../../test/test-http'
import type { Reply } from './http'

let bench: TestHttp

beforeEach(() => {
  bench = openTestHttp()
})
afterEach(() => bench.close())

it('brings a body whole and uses its connection again', async () => {
  const server = await bench.serve((e) => e.reply(200, { 'Content-Type': 'image/png' }, text))
  const http = bench.client()
  for (const _time of [1, 2, 3]) expect(await get(http, server)).toMatchObject({ body: text })
  expect(server.connections).toBe(1)
})

it.each<[string, Handler, string]>([
  ['closes before the head', (e) => e.end(), 'reset'],
  ['resets before the head', (e) => e.reset(), 'reset'],
  ['does not speak HTTP', (e) => void e.raw('HELLO\r\n\r\n'), 'protocol'],
  ['announces a negative length', (e) => e.head(200, { 'Content-Length': -5 }), 'protocol'],
  [
    'announces two lengths',
    (e) => e.raw('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabc'),
    'protocol',
  ],
  ['sends a head without end', (e) => e.raw(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(64 * 1024)}`), 'protocol'],
  [
    'sends interim replies without end',
    (e) => e.raw('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50)),
    'protocol',
  ],
  ['never answers', () => {}, 'timeout'],
  ['sends half a head', (e) => e.raw('HTTP/1.1 200 OK\r\nX-Half'), 'timeout'],
  [
    'goes silent in the body',
    async (e) => {
      await e.head(200, { 'Content-Length': 100 })
      await e.raw('abc')
    },
    'timeout',
  ],
  [
    'ends before its length',
    async (e) => {
      await e.head(200, { 'Content-Length': 100 })
      await e.raw('abc')
      e.end()
    },
    'truncated',
  ],
  [
    'ends without the last chunk',
    async (e) => {
      await e.head(200, { 'Transfer-Encoding': 'chunked' })
      await e.raw(chunked(Buffer.from(text), false))
      e.end()
    },
    'truncated',
  ],
  [
    'sends a chunk of no size',
    async (e) => {
      await e.head(200, { 'Transfer-Encoding': 'chunked' })
      await e.raw('3\r\nabc\r\nZZ\r\n')
    },
    'protocol',
  ],
])('fails when the server %s', async (_what, handler, kind) => {
  const server = await bench.serve(handler)
  // Who answers late on a busy machine must not be taken for one who is silent.
  const patienceMs = kind === 'timeout' ? 300 : 15_000
  const http = bench.client({ headersTimeoutMs: patienceMs, idleTimeoutMs: patienceMs })
  expect(await get(http, server)).toMatchObject({ kind })
  await server.quiet()
})

it('does not take a reset for the orderly close that would end a body', async () => {
  const readSome = createGate()
  const server = await bench.serve(async (e) => {
    await e.head(200, { Connection: 'close' })
    await e.raw(text)
    await readSome.opened
    e.reset()
  })
  const reply = await bench.client().open(request(`${server.origin}/`, [server]).wanted, signal)
  const reading = (async () => {
    for await (const _chunk of reply.body) readSome.open()
  })()
  await expect(reading).rejects.toMatchObject({ failure: { kind: 'reset' } })
})

it('takes a body that is ended by an orderly close', async () => {
  const server = await bench.serve(async (e) => {
    await e.raw(`HTTP/1.0 200 OK\r\n\r\n${text}`)
    e.end()
  })
  const outcome = await get(bench.client(), server)
  expect(outcome).toMatchObject({ body: text, reply: { length: null, endsByClosing: true } })
})

it('skips a few interim replies', async () => {
  const server = await bench.serve(async (e) => {
    await e.raw('HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n'.repeat(3))
    await e.reply(200, {}, text)
  })
  expect(await get(bench.client(), server)).toMatchObject({ body: text })
})

it('gives up a body that drips below the least rate', async () => {
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Length': 1000 })
    const timer = setInterval(() => void e.raw('x'), 20)
    await e.closed
    clearInterval(timer)
  })
  const http = bench.client({ leastBytesPerSecond: 1000, leastRateWindowMs: 1000, idleTimeoutMs: 15_000 })
  expect(await get(http, server)).toMatchObject({ kind: 'too-slow' })
})

it.each(['page', 'image'] as const)('bounds the whole head of a %s, however it drips', async (wants) => {
  const server = await bench.serve(async (e) => {
    await e.raw('HTTP/1.1 200 OK\r\nX-Drip: ')
    const timer = setInterval(() => void e.raw('x'), 20)
    await e.closed
    clearInterval(timer)
  })
  expect(await get(bench.client({ headersTimeoutMs: 300 }), server, '/', { wants })).toMatchObject({
    kind: 'timeout',
    detail: 'no reply within 300 ms',
  })
})

it('slows the sender down while nothing reads, without a timeout', async () => {
  const gate = createGate()
  const body = Buffer.alloc(16 * 1024 * 1024, 'x')
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Length': body.length })
    await e.raw(body)
    gate.open()
  })
  const http = bench.client({ idleTimeoutMs: 200, leastBytesPerSecond: 1_000_000, leastRateWindowMs: 1000 })
  const { wanted } = request(`${server.origin}/`, [server])
  const reply = await http.open(wanted, signal)
  let sent = false
  void gate.opened.then(() => (sent = true))
  // Longer than every limit of the body: they must not run while the reader is the slow side.
  await new Promise((resolve) => setTimeout(resolve, 1300))
  expect(sent).toBe(false)
  expect((await read(reply)).length).toBe(body.length)
})

it.each([
  ['ends in good order', (e: Exchange) => e.end(), 'whole'],
  ['is reset', (e: Exchange) => e.reset(), 'reset'],
] as const)(
  'survives that a connection %s while a body that is ended by closing is not read',
  async (_, end, outcome) => {
    // A little more than is taken in while nothing reads, so that nothing is left to be read when the end comes.
    const body = Buffer.alloc(256 * 1024 + 10, 'x')
    const ended = createGate()
    const server = await bench.serve(async (e) => {
      await e.raw(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n`)
      await e.raw(body)
      await ended.opened
      end(e)
    })
    const http = bench.client()
    const { wanted } = request(`${server.origin}/`, [server])
    const reply = await http.open(wanted, signal)
    ended.open()
    // Turns in which the end arrives here; a connection that is still open for us shows no sign of it.
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
    const read = await reading(reply)
    expect(read).toEqual(outcome === 'whole' ? { bytes: body.length } : { failure: outcome })
  },
)

async function reading(reply: Reply) {
  let bytes = 0
  try {
    for await (const chunk of reply.body) bytes += chunk.length
    return { bytes }
  } catch (error) {
    return { failure: error instanceof FailureError ? error.failure.kind : error }
  }
}

it('takes limits of more milliseconds than a timer can keep for long ones', async () => {
  const long = 2 ** 31
  const server = await bench.serve(async (e) => {
    // Long enough for a timer that fires at once.
    await new Promise((resolve) => setTimeout(resolve, 50))
    await e.head(200, { 'Content-Length': text.length })
    await new Promise((resolve) => setTimeout(resolve, 50))
    await e.raw(text)
  })
  const http = bench.client({
    connectTimeoutMs: long,
    headersTimeoutMs: 10 * long,
    idleTimeoutMs: Number.MAX_SAFE_INTEGER,
    leastRateWindowMs: Number.MAX_SAFE_INTEGER,
  })
  expect(await get(http, server)).toMatchObject({ body: text })
})
