import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AskOptions, askPlain, plainLimits as limits, plainRouteTo } from '../../../../../test/ask-plain'
import type { FaultyServer } from '../../../../../test/site/faulty-server'
import { keys, openTestHttp, request, signal, type TestHttp } from '../../../../../test/test-http'
import { PlainClient } from './plain-client'

let bench: TestHttp
let client: PlainClient

beforeEach(() => {
  bench = openTestHttp()
  client = new PlainClient(() => performance.now())
})
afterEach(async () => {
  client.close()
  await bench.close()
})

const routeTo = ({ origin, port }: FaultyServer) => plainRouteTo(port, origin.startsWith('https'))

const ask = (server: FaultyServer, path?: string, options?: AskOptions) =>
  askPlain(client, routeTo(server), path, options)

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('a plain reply', () => {
  it('comes whole, of every size, in rooms of every size, with pauses, one after another on one connection', async () => {
    const sizes = [0, 1, 2, 4095, 4096, 4097, 65_000, 70_000, 300_000, 2_000_000]
    const bodies = sizes.map((size, n) =>
      Buffer.from(Uint8Array.from({ length: size }, (_, at) => (at * 31 + n) % 251)),
    )
    const server = await bench.serve(async ({ target, reply }) => {
      await reply(200, { etag: '"1"' }, bodies[Number(target.slice(1))])
    })
    for (const [n, expected] of bodies.entries()) {
      for (const [roomBytes, pauses] of [
        [1 << 20, 0],
        [4096, 0],
        [997, 3],
      ] as const) {
        const outcome = await ask(server, `/${n}`, { roomBytes, pauses })
        expect(outcome).toMatchObject({ kind: 'whole', head: { status: 200, length: sizes[n] } })
        expect(outcome.kind === 'whole' && sha256(outcome.body)).toBe(sha256(expected))
      }
    }
    expect(server.connections).toBe(1)
  })

  it('comes over TLS, whose sessions are resumed', async () => {
    const body = Buffer.alloc(400_000, 'tls ')
    const server = await bench.serve(async ({ reply }) => reply(200, { connection: 'close' }, body), keys)
    for (let round = 0; round < 3; round++) {
      const outcome = await ask(server)
      expect(outcome.kind === 'whole' && outcome.body.equals(body)).toBe(true)
    }
    expect(server.connections).toBe(3)
  })

  it.each([
    ['a head in pieces', ['HTTP/1.1 200 O', 'K\r\nContent-Le', 'ngth: 3\r\n\r', '\nabc']],
    ['a body in pieces', ['HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n', 'a', 'b', 'c']],
    ['no reason', ['HTTP/1.1 200 \r\nContent-Length: 3\r\n\r\nabc']],
    ['another status', ['HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nabc']],
  ])('may have %s', async (_what, pieces) => {
    const server = await bench.serve(async ({ raw }) => {
      for (const piece of pieces) {
        await raw(piece)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })
    const outcome = await ask(server)
    expect(outcome.kind === 'whole' && outcome.body.toString()).toBe('abc')
  })
})

describe('a connection without a request', () => {
  it('reads the next reply from its beginning, also after one that ended with nothing to do', async () => {
    const body = (n: number) => Buffer.alloc(90_000 + n, `${n} `)
    const server = await bench.serve(async ({ target, reply }) =>
      reply(200, {}, body(Number(target.slice(1)))),
    )
    for (let n = 0; n < 20; n++) {
      const outcome = await ask(server, `/${n}`, { roomBytes: 1 << 20 })
      // The bytes, not only their number: a stale place in the buffer shows nowhere else.
      expect(outcome.kind === 'whole' && sha256(outcome.body)).toBe(sha256(body(n)))
      await new Promise((resolve) => setTimeout(resolve, n % 3))
    }
    expect(server.connections).toBe(1)
  })

  it('is closed when bytes come that were not asked for, behind a reply or later', async () => {
    let sent = () => {}
    const isSent = new Promise<void>((resolve) => (sent = resolve))
    const late = await bench.serve(async ({ reply, raw }) => {
      await reply(200, {}, 'one')
      await new Promise((resolve) => setTimeout(resolve, 20))
      await raw('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother')
      sent()
    })
    const first = await ask(late)
    expect(first.kind === 'whole' && first.body.toString()).toBe('one')
    await isSent
    await new Promise((resolve) => setTimeout(resolve, 60))
    const second = await ask(late)
    expect(second.kind === 'whole' && second.body.toString()).toBe('one')
    const behind = await bench.serve(async ({ raw }) =>
      raw('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nonetwo'),
    )
    for (let round = 0; round < 2; round++) {
      const outcome = await ask(behind)
      expect(outcome.kind === 'whole' && outcome.body.toString()).toBe('one')
    }
    expect([late.connections, behind.connections]).toEqual([2, 2])
  })

  it('that the server has closed costs no failure', async () => {
    const server = await bench.serve(async ({ reply, nth, reset }) => {
      if (nth > 1) reset()
      else await reply(200, {}, 'one')
    })
    for (let round = 0; round < 3; round++) expect((await ask(server)).kind).toBe('whole')
  })
})

describe('what is not plain', () => {
  it.each([
    ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
    ['chunks beside a length', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['a coding', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc'],
    ['no length', 'HTTP/1.1 200 OK\r\n\r\nabc'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc'],
    ['a list of lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\nabc'],
    ['a length with a sign', 'HTTP/1.1 200 OK\r\nContent-Length: +3\r\n\r\nabc'],
    ['a hexadecimal length', 'HTTP/1.1 200 OK\r\nContent-Length: 0x3\r\n\r\nabc'],
    ['a huge length', 'HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999\r\n\r\nabc'],
    ['a folded line', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-A: a\r\n b\r\n\r\nabc'],
    ['a blank before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\nabc'],
    ['line ends without their other half', 'HTTP/1.1 200 OK\nContent-Length: 3\n\nabc'],
    ['a carriage return in a value', 'HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 3\r\n\r\nabc'],
    ['a NUL', 'HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 3\r\n\r\nabc'],
    ['an older version', 'HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc'],
    ['an interim reply', 'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc'],
    ['a status without a body', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n'],
    ['a protocol change', 'HTTP/1.1 200 OK\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabc'],
    ['another protocol', 'ICY 200 OK\r\n\r\n'],
    ['a long head', `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(5000)}`],
  ])('is handed over from its first byte on: %s', async (_what, bytes) => {
    const server = await bench.serve(async ({ raw, end }) => {
      await raw(bytes)
      end()
    })
    const outcome = await ask(server)
    expect(outcome.kind === 'unusual' && outcome.bytes.toString('latin1')).toBe(bytes)
  })
})

it('a body that is slow is left to another reader, with all that still comes', async () => {
  const body = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => (at * 31) % 251))
  const server = await bench.serve(async ({ head, raw, end }) => {
    await head(200, { 'Content-Length': body.length })
    await raw(body.subarray(0, 1000))
    await new Promise((resolve) => setTimeout(resolve, 2300))
    for (let at = 1000; at < body.length; at += 50_000)
      await raw(body.subarray(at, Math.min(at + 50_000, body.length)))
    end()
  })
  const outcome = await ask(server, '/', { mayBeSlow: true, roomBytes: 4096 })
  expect(outcome.kind === 'unusual' && sha256(outcome.bytes)).toBe(sha256(body))
})

describe('a reply that fails', () => {
  it.each([
    ['before its head', 'HTTP/1.1 200 O', 'reset'],
    ['in its body', 'HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nabc', 'truncated'],
  ])('by its end %s', async (_where, bytes, failure) => {
    const server = await bench.serve(async ({ raw, end }) => {
      await raw(bytes)
      end()
    })
    expect(await ask(server)).toMatchObject({ kind: 'failed', failure })
  })

  it.each([
    ['no head in time', '', { headTimeoutMs: 100 }],
    ['silence in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nabc', { idleTimeoutMs: 150 }],
  ])('by %s', async (_why, bytes, own) => {
    const server = await bench.serve(async ({ raw, closed }) => {
      if (bytes !== '') await raw(bytes)
      await closed
    })
    expect(await ask(server, '/', { own: { ...limits, ...own } })).toMatchObject({
      kind: 'failed',
      failure: 'timeout',
    })
  })

  it('by a certificate that is not trusted, or nothing that listens', async () => {
    const server = await bench.serve(({ reply }) => reply(200, {}, 'x'), keys)
    const route = { ...routeTo(server), secureContext: undefined }
    const failure = await new Promise((resolve) => {
      const never = () => Buffer.alloc(0)
      const reader = {
        head: () => null,
        slow: () => null,
        room: never,
        filled: () => true,
        end: () => {},
        unusual: () => ({ bytes: () => true, end: resolve }),
        failed: resolve,
      }
      client.send({ route, head: 'GET / HTTP/1.1\r\n\r\n', limits }, reader)
    })
    expect(failure).toMatchObject({ failure: { kind: 'tls' } })
    await server[Symbol.asyncDispose]()
    expect(await ask(server)).toMatchObject({ kind: 'failed', failure: 'refused' })
  })
})

/** A seeded generator of integers below a bound (LCG). */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const statusLines = [
  'HTTP/1.1 200 OK',
  'HTTP/1.1 206 Partial Content',
  'HTTP/1.1 404 Not Found',
  'HTTP/1.0 200 OK',
  'HTTP/1.1 204 No Content',
  'HTTP/1.1 200',
]
const goodFields = ['ETag: "\xe9"', 'X:y', 'Connection: keep-alive', 'Set-Cookie: a=b', 'Content-Length: 4']
const oddFields = [
  'Content-Length: 6',
  'content-length:\t4 ',
  'Content-Length: 4x',
  'Content-Length:',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: identity',
  'Content-Encoding: identity',
  'Connection: close',
  'Connection: keep-alive, x',
  'Connection: upgrade',
  'X y: 1',
  ': 2',
  'X',
  ' folded',
  'X:\x01',
]

/** The bytes of a reply, plain or nearly so. */
function randomReply(seed: number): string {
  const next = random(seed)
  const oneOf = (list: readonly string[]) => list[next(list.length)] ?? ''
  const lines = [next(8) === 0 ? oneOf(statusLines) : oneOf(statusLines.slice(0, 3))]
  for (let count = 1 + next(3); count > 0; count--) lines.push(oneOf(next(4) === 0 ? oddFields : goodFields))
  if (!lines.some((line) => /^content-length/i.test(line)) && next(10) > 0) lines.push('Content-Length: 4')
  const end = next(12) === 0 ? '\n' : '\r\n'
  return `${lines.join(end)}${end}${end}${'body and more'.slice(0, next(4) === 0 ? next(10) : 4)}`
}

describe('the verdict on random replies', () => {
  it('is that of the other lane, or is left to it', { timeout: 60_000 }, async () => {
    let bytes = ''
    const server = await bench.serve(async ({ raw, end }) => {
      await raw(Buffer.from(bytes, 'latin1'))
      end()
    })
    const other = bench.client()
    let plain = 0
    for (let seed = 1; seed <= 300; seed++) {
      bytes = randomReply(seed)
      const outcome = await ask(server)
      if (outcome.kind !== 'whole') continue
      plain += 1
      const { wanted } = request(`${server.origin}/`, [server])
      const reply = await other.open(wanted, signal)
      const chunks: Uint8Array[] = []
      for await (const chunk of reply.body) chunks.push(chunk)
      expect({ seed, status: reply.status, body: Buffer.concat(chunks).toString() }).toEqual({
        seed,
        status: outcome.head.status,
        body: outcome.body.toString(),
      })
      expect(reply.fields('etag')).toEqual([outcome.head.headers['etag'] ?? []].flat())
    }
    // Else the comparison would prove nothing.
    expect(plain).toBeGreaterThan(30)
  })
})
