import { createHash } from 'node:crypto'
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from 'node:http2'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AskOptions, askPlain, plainLimits, plainRouteTo } from '../../../../../test/ask-plain'
import { isExhaustive } from '../../../../../test/exhaustive'
import {
  type FrameServer,
  type FrameServerOptions,
  type FrameStream,
  frames,
  numbers,
  settings,
  startFrameServer,
} from '../../../../../test/site/frame-server'
import { keys } from '../../../../../test/test-http'
import { PlainClient } from '../http1/plain-client'
import type { PlainExchange } from '../http1/plain-exchange'
import { NegotiatingClient } from './negotiating-client'

let client: NegotiatingClient
let servers: AsyncDisposable[]

beforeEach(() => {
  client = new NegotiatingClient(new PlainClient(() => performance.now()))
  servers = []
})
afterEach(async () => {
  client.close()
  for (const server of servers) await server[Symbol.asyncDispose]()
})

async function serve(
  handler: (stream: FrameStream) => void,
  options?: FrameServerOptions,
): Promise<FrameServer> {
  const server = await startFrameServer(handler, options)
  servers.push(server)
  return server
}

const ask = ({ port }: { readonly port: number }, path?: string, options?: AskOptions) =>
  askPlain(client, plainRouteTo(port, true, true), path, options)

const body = Buffer.from('a body')
/** Later than a host answers that is near. */
const far = (answer: () => void) => void setTimeout(answer, 30)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const patterned = (size: number, n: number) =>
  Buffer.from(Uint8Array.from({ length: size }, (_, at) => (at * 31 + n) % 251))

it('a huge body is not taken as a stream, but asked for over a connection of its own', async () => {
  const codes: Promise<number>[] = []
  const server = await serve((stream) => {
    codes.push(stream.wasReset)
    stream.head([['content-length', String(32 * 1024 * 1024)]])
  })
  const outcome = await ask(server)
  expect(outcome.kind === 'whole' && outcome.body.toString()).toBe('by HTTP/1.1')
  expect(await Promise.all(codes)).toEqual([cancelled])
  expect(server.requests).toEqual({ http2: 1, http1: 1 })
})

/** CANCEL (RFC 9113 §7). */
const cancelled = 8

describe('a host that offers HTTP/2', () => {
  it('gets all requests over one connection, and each its own bytes, with pauses and in rooms of every size', async () => {
    const sizes = [0, 1, 4095, 70_000, 300_000, 2_000_000]
    const bodies = sizes.map(patterned)
    const answer = (stream: ServerHttp2Stream, path: string) => {
      const bytes = bodies[Number(path.slice(1))] ?? body
      stream.respond({ 'content-length': bytes.length, etag: '"é"' })
      stream.end(bytes)
    }
    let sessions = 0
    const server: Http2SecureServer = createSecureServer({ ...keys, allowHTTP1: true })
      .on('session', () => (sessions += 1))
      .on('stream', (stream, headers) => far(() => answer(stream, String(headers[':path']))))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const rooms = [
      [1 << 20, 0],
      [4096, 0],
      [997, 3],
    ] as const
    await Promise.all(
      bodies.flatMap((expected, n) =>
        rooms.map(async ([roomBytes, pauses]) => {
          const outcome = await ask({ port }, `/${n}`, { roomBytes, pauses })
          expect(outcome).toMatchObject({ kind: 'whole', head: { status: 200, headers: { etag: '"é"' } } })
          expect(outcome.kind === 'whole' && sha256(outcome.body)).toBe(sha256(expected))
        }),
      ),
    )
    expect(sessions).toBe(1)
    client.close()
    await new Promise((resolve) => server.close(resolve))
  })

  it('is sent the fields of a request as HTTP/2 has them', async () => {
    const seen: Record<string, unknown>[] = []
    const server = createSecureServer(keys).on('stream', (stream, headers) => {
      seen.push(headers)
      far(() => {
        stream.respond({ 'content-length': 1 })
        stream.end('x')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const fields =
      'cookie: a=b; c=\xe9\r\nReferer: https://a.example/\r\nTE: gzip\r\nHTTP2-Settings: x\r\nKeep-Alive: 5\r\n'
    await ask({ port }, '/a?b', { fields })
    expect(Object.fromEntries(Object.entries(seen[0] ?? {}))).toEqual({
      ':method': 'GET',
      ':scheme': 'https',
      ':authority': '127.0.0.1',
      ':path': '/a?b',
      cookie: 'a=b; c=\xe9',
      referer: 'https://a.example/',
    })
    client.close()
    await new Promise((resolve) => server.close(resolve))
  })

  it.each([1, 2, 5])('gets no more than %i requests at once where it allows no more', async (most) => {
    // Answers when as many wait as may, or when no more come: a busy machine sends them one after another.
    const waiting: FrameStream[] = []
    let quiet: NodeJS.Timeout | undefined
    const answerAll = () => far(() => waiting.splice(0).forEach((stream) => stream.reply(body)))
    const server = await serve(
      (stream) => {
        clearTimeout(quiet)
        if (waiting.push(stream) === most) answerAll()
        else quiet = setTimeout(answerAll, 300)
      },
      { settings: [[settings.mostStreams, most]] },
    )
    const exchanges: PlainExchange[] = []
    const onExchange = (exchange: PlainExchange) => exchanges.push(exchange)
    // Until it is known that they help, no more are asked for than over HTTP/1.1.
    const [, ...others] = await Promise.all(Array.from({ length: 8 }, () => ask(server, '/', { onExchange })))
    expect(others.every(({ kind }) => kind === 'whole')).toBe(true)
    const streams: (number | null)[] = []
    await ask(server, '/', { onExchange: (exchange) => exchanges.push(exchange) })
    streams.push(exchanges.at(-1)?.streams ?? null)
    expect(streams).toEqual([most])
    expect(server.mostAtOnce).toBe(most)
    expect(server.protocols).toEqual(['h2'])
  })

  it.each([
    ['is near', 1, 14, 6],
    ['sends large replies', 6, 20, 200_000],
  ])(
    'and %s gets its further requests over HTTP/1.1, which is faster then',
    async (_what, count, afterMs, size) => {
      let now = 0
      client = new NegotiatingClient(new PlainClient(() => now))
      const streams: FrameStream[] = []
      const server = await serve((stream) => {
        streams.push(stream)
        if (streams.length < count) return
        now += afterMs
        for (const waiting of streams) waiting.reply(patterned(size, 1))
      })
      await Promise.all(Array.from({ length: count }, () => ask(server)))
      expect(server.requests.http2).toBe(count)
      const next = await ask(server)
      expect(next.kind === 'whole' && next.body.toString('latin1', 0, 20)).toBe('by HTTP/1.1')
    },
  )

  it('and chooses HTTP/1.1 is asked over that same connection', async () => {
    const server = await serve(() => {}, { protocols: ['http/1.1'] })
    const outcomes = await Promise.all([ask(server), ask(server)])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['whole', 'whole'])
    expect(server.protocols).toHaveLength(2)
    await ask(server)
    expect(server.protocols).toHaveLength(2)
  })

  it('is not asked over HTTP/2 where that is switched off', async () => {
    const server = await serve(() => {})
    const outcome = await askPlain(client, plainRouteTo(server.port, true, false))
    expect(outcome.kind === 'whole' && outcome.body.toString()).toBe('by HTTP/1.1')
  })
})

describe('a request that the server never looked at', () => {
  it.each<[string, (stream: FrameStream) => void]>([
    ['it refuses the stream', (stream) => stream.reset(7)],
    ['it goes away before it', (stream) => stream.goAway(stream.id - 2, 0)],
    ['it goes away before it, with an error', (stream) => stream.goAway(stream.id - 2, 11)],
  ])('is sent once more over a new connection when %s', async (_how, refuse) => {
    const server = await serve((stream) => {
      if (stream.connection === 1 && stream.nth === 2) refuse(stream)
      else far(() => stream.reply(body))
    })
    const outcomes = await Promise.all([ask(server, '/1'), ask(server, '/2')])
    expect(outcomes[1]?.kind).toBe('whole')
    expect(server.requests).toEqual({ http2: 3, http1: 0 })
    expect(server.protocols).toEqual(['h2', 'h2'])
  })

  it.each<[string, (stream: FrameStream) => void, number]>([
    ['it is refused twice', (stream) => stream.reset(7), 2],
    ['HTTP/1.1 is demanded', (stream) => stream.reset(13), 1],
  ])('goes over HTTP/1.1 when %s, and so do those that follow', async (_how, refuse, tries) => {
    const server = await serve(refuse)
    for (let round = 0; round < 2; round++) {
      const outcome = await ask(server)
      expect(outcome.kind === 'whole' && outcome.body.toString()).toBe('by HTTP/1.1')
    }
    expect(server.requests).toEqual({ http2: tries, http1: 2 })
  })

  it('goes over HTTP/1.1 where no stream at all is allowed', async () => {
    const server = await serve(() => {}, { settings: [[settings.mostStreams, 0]] })
    // What was sent before the settings came is answered by no one.
    const outcome = await ask(server, '/', { own: { ...plainLimits, headTimeoutMs: 300 } })
    expect(outcome).toMatchObject({ kind: 'failed', failure: 'timeout' })
    expect(await ask(server)).toMatchObject({ kind: 'whole' })
  })
})

describe('a request that the server may have looked at is sent once, and fails', () => {
  it('by a pushed reply', async () => {
    const server = await serve((stream) => stream.frame(frames.push, 4, numbers(2)))
    const outcome = await ask(server, '/', { own: { ...plainLimits, headTimeoutMs: 1000 } })
    // Node 20.18 reads nothing more of the connection, and does not say so.
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: expect.stringMatching(/^(?:protocol|timeout)$/),
    })
    expect(server.requests).toEqual({ http2: 1, http1: 0 })
  })

  it.each<[string, string, (stream: FrameStream) => void]>([
    ['no error', 'reset', (stream) => stream.reset(0)],
    ['a breach of the protocol', 'protocol', (stream) => stream.reset(1)],
    ['an error of its own', 'reset', (stream) => stream.reset(2)],
    ['flow control', 'protocol', (stream) => stream.reset(3)],
    ['late settings', 'reset', (stream) => stream.reset(4)],
    ['a closed stream', 'protocol', (stream) => stream.reset(5)],
    ['the size of a frame', 'protocol', (stream) => stream.reset(6)],
    ['cancel', 'reset', (stream) => stream.reset(8)],
    ['compression', 'protocol', (stream) => stream.reset(9)],
    ['a failed connect', 'reset', (stream) => stream.reset(10)],
    ['calm', 'reset', (stream) => stream.reset(11)],
    ['security', 'reset', (stream) => stream.reset(12)],
    ['an unknown code', 'reset', (stream) => stream.reset(4711)],
    ['its going away with an error', 'reset', (stream) => stream.goAway(stream.id, 2)],
    ['the end of the connection', 'reset', (stream) => stream.close()],
    ['a broken connection', 'reset', (stream) => stream.destroy()],
    ['a status that is none', 'protocol', (stream) => stream.head([[':status', '2']], true)],
    ['a field of HTTP/1.1', 'protocol', (stream) => stream.head([['connection', 'close']], true)],
    ['chunks', 'protocol', (stream) => stream.head([['transfer-encoding', 'chunked']])],
    ['a name in capitals', 'protocol', (stream) => stream.head([['Etag', '1']], true)],
    ['a length that is none', 'protocol', (stream) => stream.head([['content-length', '3x']])],
    [
      'two lengths',
      'protocol',
      (stream) =>
        stream.head([
          ['content-length', '3'],
          ['content-length', '3'],
        ]),
    ],
    ['a huge head', 'reset', (stream) => stream.head(Array.from({ length: 4000 }, () => ['x', '']))],
  ])('by %s, as %s', async (_how, failure, answer) => {
    const server = await serve(answer)
    expect(await ask(server)).toMatchObject({ kind: 'failed', failure })
    expect(server.requests).toEqual({ http2: 1, http1: 0 })
  })

  it.each<[string, string, (stream: FrameStream) => void]>([
    ['fewer bytes than announced', 'truncated', (stream) => stream.data(body, true)],
    ['an end of the stream in the middle', 'truncated', (stream) => stream.reset(0)],
    ['a broken stream', 'truncated', (stream) => stream.reset(2)],
    ['a refusal that comes too late', 'truncated', (stream) => stream.reset(7)],
    ['the end of the connection', 'truncated', (stream) => stream.close()],
    ['going away with an error', 'truncated', (stream) => stream.goAway(stream.id, 2)],
    ['more bytes than announced', 'truncated', (stream) => stream.data(Buffer.alloc(500))],
  ])('by %s in its body, as %s', async (_how, failure, answer) => {
    const server = await serve((stream) =>
      far(() => {
        stream.head([['content-length', '100']])
        stream.data(body)
        answer(stream)
      }),
    )
    const outcome = await ask(server)
    expect(outcome).toMatchObject({ kind: 'failed', failure })
    expect(outcome.kind === 'failed' && outcome.body.subarray(0, body.length).equals(body)).toBe(true)
    expect(server.requests).toEqual({ http2: 1, http1: 0 })
  })

  it.each<[string, Partial<typeof plainLimits>, (stream: FrameStream) => void]>([
    ['no head', { headTimeoutMs: 200 }, () => {}],
    // Then Node reads nothing more, and does not say so.
    ['a frame of no meaning', { headTimeoutMs: 200 }, (stream) => stream.frame(frames.window, 0, body)],
    ['a body without a head', { headTimeoutMs: 200 }, (stream) => stream.data(body, true)],
    [
      'a silent body',
      { idleTimeoutMs: 200 },
      (stream) => {
        stream.head([['content-length', '100']])
        stream.data(body)
      },
    ],
  ])('by %s in time; the next one gets a new connection', async (_what, own, answer) => {
    const server = await serve((stream) =>
      far(() => (stream.connection === 1 ? answer(stream) : stream.reply(body))),
    )
    expect(await ask(server, '/', { own: { ...plainLimits, ...own } })).toMatchObject({
      kind: 'failed',
      failure: 'timeout',
    })
    expect(await ask(server)).toMatchObject({ kind: 'whole' })
    expect(server.protocols).toEqual(['h2', 'h2'])
  })
})

it.each<[string, (stream: FrameStream) => void]>([
  ['before its head', (stream) => stream.reset(2)],
  [
    'in its body',
    (stream) => {
      stream.head([['content-length', '100']])
      stream.reset(2)
    },
  ],
])('what fails three times in a row %s goes over HTTP/1.1 from then on', async (_where, fail) => {
  const server = await serve((stream) => far(() => (stream.nth === 2 ? stream.reply(body) : fail(stream))))
  const kinds: string[] = []
  for (let round = 0; round < 6; round++) kinds.push((await ask(server)).kind)
  expect(kinds).toEqual(['failed', 'whole', 'failed', 'failed', 'failed', 'whole'])
  expect(server.requests).toEqual({ http2: 5, http1: 1 })
})

describe('a connection', () => {
  it('that cannot be made fails all that wait for it', async () => {
    const server = await serve(() => {})
    const untrusted = { ...plainRouteTo(server.port, true, true), secureContext: undefined }
    const outcomes = await Promise.all([askPlain(client, untrusted), askPlain(client, untrusted)])
    expect(outcomes).toMatchObject([
      { kind: 'failed', failure: 'tls' },
      { kind: 'failed', failure: 'tls' },
    ])
    await server[Symbol.asyncDispose]()
    expect(await ask(server)).toMatchObject({ kind: 'failed', failure: 'refused' })
  })

  it('is not made when nothing waits for it any more', async () => {
    const server = await serve((stream) => far(() => stream.reply(body)))
    void ask(server, '/', { onExchange: (exchange) => exchange.abort() })
    await expect.poll(() => server.openSockets).toBe(0)
    expect((await ask(server)).kind).toBe('whole')
  })

  it('keeps its other streams when one is given up, which is reset at once', async () => {
    const resets: Promise<number>[] = []
    const server = await serve((stream) => {
      if (stream.nth === 1) resets.push(stream.wasReset)
      else setTimeout(() => stream.reply(body), 100)
    })
    let given: PlainExchange | null = null
    void ask(server, '/', { onExchange: (exchange) => (given = exchange) })
    const other = ask(server)
    await expect.poll(() => resets.length).toBe(1)
    await sleep(10)
    given!.abort()
    expect(await resets[0]).toBe(8)
    expect((await other).kind).toBe('whole')
    expect(server.protocols).toEqual(['h2'])
  })

  it('is closed when it has to rest, and not before its streams have ended', async () => {
    const server = await serve((stream) => far(() => stream.reply(body)))
    const running = ask(server)
    await expect.poll(() => server.requests.http2).toBe(1)
    client.rest()
    expect((await running).kind).toBe('whole')
    client.rest()
    await expect.poll(() => server.openSockets).toBe(0)
    expect((await ask(server)).kind).toBe('whole')
  })

  it('whose server goes away in the middle lets what it has looked at come to its end', async () => {
    const server = await serve((stream) =>
      far(() => {
        if (stream.connection === 1 && stream.nth === 1) stream.goAway(2 ** 31 - 1, 0)
        stream.reply(patterned(100_000, stream.nth))
      }),
    )
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => ask(server)))
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'whole'))
    await ask(server)
    expect(server.protocols).toEqual(['h2', 'h2'])
    expect(server.requests.http2).toBe(6)
  })

  it('loses no stream to replies that the server never ends', async () => {
    const server = await serve(
      (stream) =>
        far(() => {
          stream.head([['content-length', String(body.length)]])
          stream.data(body)
        }),
      { settings: [[settings.mostStreams, 1]] },
    )
    expect((await ask(server)).kind).toBe('whole')
    expect((await ask(server)).kind).toBe('whole')
    expect(server.protocols).toEqual(['h2'])
  })
})

describe('what is not plain', () => {
  const asHttp1 = (bytes: Buffer) => bytes.toString('latin1')

  it.each<[string, (stream: FrameStream) => void, string]>([
    [
      'no length',
      (stream) => {
        stream.head([['etag', '\xe9']])
        stream.data(body)
        stream.data(body, true)
      },
      'HTTP/1.1 200 \r\netag: \xe9\r\ntransfer-encoding: chunked\r\n\r\n6\r\na body\r\n6\r\na body\r\n0\r\n\r\n',
    ],
    [
      'no length, and trailers',
      (stream) => {
        stream.head([])
        stream.data(body)
        stream.trailers([['x', 'y']])
      },
      'HTTP/1.1 200 \r\ntransfer-encoding: chunked\r\n\r\n6\r\na body\r\n0\r\n\r\n',
    ],
    [
      'no length, and a reset that names no error',
      (stream) => {
        stream.head([])
        stream.data(body)
        stream.reset(0)
      },
      'HTTP/1.1 200 \r\ntransfer-encoding: chunked\r\n\r\n6\r\na body\r\n',
    ],
    [
      'a coding',
      (stream) => stream.reply(body, [['content-encoding', 'gzip']]),
      'HTTP/1.1 200 \r\ncontent-encoding: gzip\r\ncontent-length: 6\r\n\r\na body',
    ],
    ['no body', (stream) => stream.head([[':status', '204']], true), 'HTTP/1.1 204 \r\n\r\n'],
  ])('is handed over as HTTP/1.1 would write it: %s', async (_what, answer, expected) => {
    const server = await serve((stream) => far(() => answer(stream)))
    const outcome = await ask(server)
    expect(outcome.kind === 'unusual' && asHttp1(outcome.bytes)).toBe(expected)
  })

  it('but a reply that ends with its head has an empty body, and interim replies and trailers change nothing', async () => {
    const server = await serve((stream) =>
      far(() => {
        if (stream.nth === 1) {
          stream.head(
            [
              [':status', '302'],
              ['location', '/'],
            ],
            true,
          )
          return
        }
        stream.head([
          [':status', '103'],
          ['link', '</a>'],
        ])
        stream.head([
          ['content-length', '6'],
          // A field that could begin another one is none.
          ['x', 'a\r\nlocation: /'],
        ])
        stream.data(body)
        stream.trailers([['x', 'y']])
      }),
    )
    expect(await ask(server)).toMatchObject({ kind: 'whole', head: { status: 302, length: 0 } })
    const second = await ask(server)
    expect(second.kind === 'whole' && second.body.equals(body)).toBe(true)
    expect(second).toMatchObject({ head: { headers: { 'content-length': '6' } } })
    expect(second.kind === 'whole' && Object.keys(second.head.headers)).toEqual(['content-length'])
  })

  it.runIf(isExhaustive)(
    'a body that is slow is left to another reader, with all that still comes',
    async () => {
      const whole = patterned(60_000, 1)
      const server = await serve((stream) =>
        far(() => {
          stream.head([['content-length', String(whole.length)]])
          for (let at = 0; at < whole.length; at += 15_000)
            setTimeout(
              () => stream.data(whole.subarray(at, at + 15_000), at + 15_000 === whole.length),
              at / 20,
            )
        }),
      )
      const outcome = await ask(server, '/', { mayBeSlow: true })
      expect(outcome.kind === 'unusual' && sha256(outcome.bytes)).toBe(sha256(whole))
    },
  )
})
