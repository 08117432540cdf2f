import { getEventListeners } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { type Failure, FailureError } from '@shared/failure'
import { NetworkSettings } from '@shared/settings'
import { afterEach, expect, it } from 'vitest'
import {
  chunked,
  createGate,
  type Exchange,
  type FaultyServer,
  type Handler,
  startFaultyServer,
} from '../../../../test/faulty-server'
import { createCookieJar } from './cookies/cookie-jar'
import { createHttp, type Http, type HttpOptions, type HttpRequest, type Reply } from './http'

const fixture = (name: string) => join(import.meta.dirname, '../../../../test/fixtures', name)
const text = 'a body that is long enough to be cut in the middle'
const open: { close(): Promise<void> }[] = []
const { signal } = new AbortController()

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

async function serve(handler: Handler, tls?: Parameters<typeof startFaultyServer>[1]): Promise<FaultyServer> {
  const server = await startFaultyServer(handler, tls)
  open.push(server)
  return server
}

function client(network: Partial<NetworkSettings> = {}, options: Partial<HttpOptions> = {}): Http {
  const settings = NetworkSettings.parse(network)
  const http = createHttp({ network: () => settings, proxy: () => '', userAgent: 'tests', ...options })
  open.push(http)
  return http
}

/** A request that may ask the servers and counts the permits that are out. */
function request(address: string, servers: readonly FaultyServer[], more: Partial<HttpRequest> = {}) {
  const permits = { out: 0, hosts: [] as string[] }
  const wanted: HttpRequest = {
    address,
    wants: 'image',
    home: new URL(address),
    cookies: createCookieJar({ saved: null, now: Date.now, onChange: () => {} }),
    allowPrivate: new Set(servers.map(({ host }) => host)),
    enter: (url) => {
      permits.out += 1
      permits.hosts.push(url.host)
      return Promise.resolve({ [Symbol.dispose]: () => (permits.out -= 1) })
    },
    ...more,
  }
  return { wanted, permits }
}

async function read(reply: Reply): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of reply.body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

/** Fetches the whole body, or tells the failure. */
async function get(http: Http, server: FaultyServer, path = '/', more: Partial<HttpRequest> = {}) {
  const { wanted, permits } = request(server.origin + path, [server], more)
  let outcome: { reply: Reply; body: string } | Failure
  try {
    const reply = await http.open(wanted, signal)
    outcome = { reply, body: await read(reply) }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    outcome = error.failure
  }
  // A turn for the permit to come back.
  await new Promise((resolve) => setImmediate(resolve))
  expect(permits.out).toBe(0)
  return outcome
}

it('brings a body whole and uses its connection again', async () => {
  const server = await serve((e) => e.reply(200, { 'Content-Type': 'image/png' }, text))
  const http = client()
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
  const server = await serve(handler)
  const http = client({ headersTimeoutMs: 300, idleTimeoutMs: 300 })
  expect(await get(http, server)).toMatchObject({ kind })
  await server.quiet()
})

it('does not take a reset for the orderly close that would end a body', async () => {
  const readSome = createGate()
  const server = await serve(async (e) => {
    await e.head(200, { Connection: 'close' })
    await e.raw(text)
    await readSome.opened
    e.reset()
  })
  const reply = await client().open(request(`${server.origin}/`, [server]).wanted, signal)
  const reading = (async () => {
    for await (const _chunk of reply.body) readSome.open()
  })()
  await expect(reading).rejects.toMatchObject({ failure: { kind: 'reset' } })
})

it('takes a body that is ended by an orderly close', async () => {
  const server = await serve(async (e) => {
    await e.raw(`HTTP/1.0 200 OK\r\n\r\n${text}`)
    e.end()
  })
  const outcome = await get(client(), server)
  expect(outcome).toMatchObject({ body: text, reply: { length: null, endsByClosing: true } })
})

it('skips a few interim replies', async () => {
  const server = await serve(async (e) => {
    await e.raw('HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n'.repeat(3))
    await e.reply(200, {}, text)
  })
  expect(await get(client(), server)).toMatchObject({ body: text })
})

it('gives up a body that drips below the least rate', async () => {
  const server = await serve(async (e) => {
    await e.head(200, { 'Content-Length': 1000 })
    const timer = setInterval(() => void e.raw('x'), 20)
    await e.closed
    clearInterval(timer)
  })
  const http = client({ leastBytesPerSecond: 1000, leastRateWindowMs: 1000, idleTimeoutMs: 5000 })
  expect(await get(http, server)).toMatchObject({ kind: 'too-slow' })
})

it.each(['page', 'image'] as const)('bounds the whole head of a %s, however it drips', async (wants) => {
  const server = await serve(async (e) => {
    await e.raw('HTTP/1.1 200 OK\r\nX-Drip: ')
    const timer = setInterval(() => void e.raw('x'), 20)
    await e.closed
    clearInterval(timer)
  })
  expect(await get(client({ headersTimeoutMs: 300 }), server, '/', { wants })).toMatchObject({
    kind: 'timeout',
    detail: 'no reply within 300 ms',
  })
})

it('slows the sender down while nobody reads, and does not blame it', async () => {
  const gate = createGate()
  const body = Buffer.alloc(16 * 1024 * 1024, 'x')
  const server = await serve(async (e) => {
    await e.head(200, { 'Content-Length': body.length })
    await e.raw(body)
    gate.open()
  })
  const http = client({ idleTimeoutMs: 200, leastBytesPerSecond: 1_000_000, leastRateWindowMs: 1000 })
  const { wanted } = request(`${server.origin}/`, [server])
  const reply = await http.open(wanted, signal)
  let sent = false
  void gate.opened.then(() => (sent = true))
  // Longer than every limit of the body: they must not run while the reader is the one who is slow.
  await new Promise((resolve) => setTimeout(resolve, 1300))
  expect(sent).toBe(false)
  expect((await read(reply)).length).toBe(body.length)
})

it('repeats a request silently when a used connection turns out to be closed', async () => {
  const server = await serve((e) => (e.nth > 1 ? e.reset() : e.reply(200, {}, text)))
  const http = client()
  for (const _time of [1, 2, 3]) expect(await get(http, server)).toMatchObject({ body: text })
  expect(server.requests.map(({ nth }) => nth)).toEqual([1, 2, 1, 2, 1])
})

it('does not repeat a request whose reply had begun', async () => {
  const server = await serve((e) => (e.nth > 1 ? e.raw('HTTP/1.1 2').then(e.reset) : e.reply(200, {}, text)))
  const http = client()
  await get(http, server)
  expect(await get(http, server)).toMatchObject({ kind: 'reset' })
  expect(server.requests).toHaveLength(2)
})

it('refuses a port where nobody listens', async () => {
  const server = await startFaultyServer(() => {})
  await server.close()
  expect(await get(client(), server)).toMatchObject({ kind: 'refused' })
})

it.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['identity', (body: Buffer) => body],
  ['gzip, br', (body: Buffer) => brotliCompressSync(gzipSync(body))],
])('undoes the coding %s', async (coding, encode) => {
  const coded = encode(Buffer.from(text))
  const server = await serve((e) => e.reply(200, { 'Content-Encoding': coding }, coded))
  expect(await get(client(), server)).toMatchObject({ body: text })
  await get(client(), server, '/', { wants: 'page' })
  expect(server.requests[0]?.headers['accept-encoding']).toBe('identity')
  expect(server.requests[1]?.headers['accept-encoding']).toMatch(/^gzip, deflate, br/)
})

const wrongSum = gzipSync(text)
wrongSum[wrongSum.length - 8] = (wrongSum.at(-8) ?? 0) ^ 0xff

it.each([
  ['an unknown coding', 'x-rot13', Buffer.from(text)],
  ['a damaged body', 'gzip', wrongSum],
  ['a body that is not what its label says', 'gzip', Buffer.from(text)],
  ['a cut body', 'gzip', gzipSync(text).subarray(0, 30)],
  ['a cut body', 'br', brotliCompressSync(text).subarray(0, 20)],
  ['too many codings', 'gzip, gzip, gzip, gzip', gzipSync(text)],
])('fails as decode for %s (%s)', async (_what, coding, body) => {
  const server = await serve((e) => e.reply(200, { 'Content-Encoding': coding }, body))
  expect(await get(client(), server)).toMatchObject({ kind: 'decode' })
})

it('counts a coded body that is cut on its way as truncated, not as damaged', async () => {
  const coded = gzipSync(text)
  const server = await serve(async (e) => {
    await e.head(200, { 'Content-Encoding': 'gzip', 'Content-Length': coded.length })
    await e.raw(coded.subarray(0, 20))
    e.end()
  })
  expect(await get(client(), server)).toMatchObject({ kind: 'truncated' })
})

it('stops a bomb at the limit of decoded bytes', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  const server = await serve((e) => e.reply(200, { 'Content-Encoding': 'gzip' }, bomb))
  const http = client({ decodedBodyLimitBytes: 1024 * 1024 })
  expect(await get(http, server)).toMatchObject({ kind: 'too-large' })
})

it('refuses a length beyond the limit before a byte of it', async () => {
  const server = await serve((e) => e.head(200, { 'Content-Length': 1_000_000 }))
  const http = client({ decodedBodyLimitBytes: 1024 })
  expect(await get(http, server)).toMatchObject({ kind: 'too-large' })
  await server.quiet()
})

it.each([301, 302, 303, 307, 308])(
  'follows %i, relative and in raw UTF-8, entering every hop',
  async (status) => {
    const server = await serve((e) => {
      if (e.target === '/a/start') return e.reply(status, { Location: '../b/next' })
      if (e.target === '/b/next') return e.reply(status, { Location: Buffer.from('/图').toString('latin1') })
      return e.reply(200, {}, e.target)
    })
    const { wanted, permits } = request(`${server.origin}/a/start`, [server])
    const reply = await client().open(wanted, signal)
    expect(await read(reply)).toBe('/%E5%9B%BE')
    expect(reply.address).toBe(`${server.origin}/%E5%9B%BE`)
    expect(reply.redirects).toEqual([`${server.origin}/a/start`, `${server.origin}/b/next`])
    expect(permits.hosts).toEqual([server.host, server.host, server.host])
    expect(server.connections).toBe(1)
  },
)

it.each<[string, string, string]>([
  ['a loop', '/', 'too-many-redirects'],
  ['file:', 'file:///etc/hostname', 'blocked-scheme'],
  ['ftp:', 'ftp://127.0.0.1/', 'blocked-scheme'],
  ['javascript:', 'javascript:alert(1)', 'blocked-scheme'],
  ['no address', 'http://[::1', 'bad-url'],
  ['another port of this machine', 'http://127.0.0.1:9/', 'blocked-address'],
  ['a link-local address', 'http://169.254.169.254/latest/', 'blocked-address'],
  ['a decimal spelling', 'http://2130706433:9/', 'blocked-address'],
])('does not follow a redirect to %s', async (_what, location, kind) => {
  const server = await serve((e) => e.reply(302, { Location: location }))
  expect(await get(client(), server)).toMatchObject({ kind })
  expect(server.requests.length).toBe(kind === 'too-many-redirects' ? 21 : 1)
})

it('gives a redirect without an address to its caller', async () => {
  const server = await serve((e) => e.reply(302, {}, 'moved'))
  expect(await get(client(), server)).toMatchObject({ reply: { status: 302 }, body: 'moved' })
})

it('sends Referer without fragment and password, and a secret field only to the first host', async () => {
  const other = await serve((e) => e.reply(200, {}, 'other'))
  const server = await serve((e) => e.reply(302, { Location: `${other.origin}/x` }))
  const { wanted } = request(`${server.origin}/`, [server, other], {
    referer: 'http://user:secret@example.org/page?a=1#part',
    headers: { Authorization: 'Bearer t', Cookie: 'a=1', 'X-Own': 'yes', Host: 'evil', Range: 'bytes=1-' },
  })
  await read(await client().open(wanted, signal))
  const [first, second] = [server.requests[0]?.headers, other.requests[0]?.headers]
  expect(first).toMatchObject({
    referer: 'http://example.org/page?a=1',
    authorization: 'Bearer t',
    cookie: 'a=1',
  })
  expect(first).toMatchObject({ host: server.host, 'x-own': 'yes', 'user-agent': 'tests' })
  expect(first?.['range']).toBeUndefined()
  expect(second).toMatchObject({ referer: 'http://example.org/page?a=1', 'x-own': 'yes' })
  expect(second).not.toHaveProperty('authorization')
  expect(second).not.toHaveProperty('cookie')
})

const keys = {
  key: readFileSync(fixture('loopback-key.pem')),
  cert: readFileSync(fixture('loopback-cert.pem')),
}

it('trusts the certificates of the named file, and no other', async () => {
  const server = await serve((e) => e.reply(200, {}, text), keys)
  expect(await get(client(), server)).toMatchObject({ kind: 'tls' })
  expect(await get(client({ caFile: '/nowhere/ca.pem' }), server)).toMatchObject({ kind: 'tls' })
  const http = client({ caFile: fixture('loopback-cert.pem') })
  for (const _time of [1, 2]) expect(await get(http, server)).toMatchObject({ body: text })
})

it('sends no Referer from https to http', async () => {
  const plain = await serve((e) => e.reply(200, {}, text))
  const server = await serve((e) => e.reply(302, { Location: `${plain.origin}/` }), keys)
  const { wanted } = request(`${server.origin}/`, [server, plain], { referer: `${server.origin}/page` })
  await read(await client({ caFile: fixture('loopback-cert.pem') }).open(wanted, signal))
  expect(server.requests[0]?.headers['referer']).toBe(`${server.origin}/page`)
  expect(plain.requests[0]?.headers).not.toHaveProperty('referer')
})

it('counts the handshake into the limit of connecting', async () => {
  const server = createServer((socket) => void socket.on('error', () => {}).resume())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const { wanted } = request(`https://${host}/`, [], { allowPrivate: new Set([host]) })
  const failed = client({ connectTimeoutMs: 200 }).open(wanted, signal)
  await expect(failed).rejects.toMatchObject({ failure: { kind: 'timeout' } })
  await new Promise((resolve) => server.close(resolve))
})

it('connects to the very address that was checked, and to none that became private', async () => {
  const server = await serve((e) => e.reply(200, {}, text))
  const asked: string[] = []
  const http = client(
    {},
    {
      lookup: (host, _options, callback) => {
        asked.push(host)
        callback(null, [{ address: '127.0.0.1', family: 4 }])
      },
    },
  )
  const address = `http://rebound.example.org:${server.port}/`
  const refused = http.open(request(address, []).wanted, signal)
  await expect(refused).rejects.toMatchObject({ failure: { kind: 'blocked-address' } })
  expect(server.connections).toBe(0)
  const allowPrivate = new Set([`rebound.example.org:${server.port}`])
  await read(await http.open(request(address, [], { allowPrivate }).wanted, signal))
  expect(asked).toEqual(['rebound.example.org', 'rebound.example.org'])
  // The open connection of one who may is not lent to one who may not.
  const again = http.open(request(address, []).wanted, signal)
  await expect(again).rejects.toMatchObject({ failure: { kind: 'blocked-address' } })
})

it('closes the socket in the turn of an abort, wherever the request is', async () => {
  const server = await serve(async (e) => {
    if (e.target === '/body') await e.head(200, { 'Content-Length': 100 })
  })
  const http = client()
  for (const path of ['/head', '/body']) {
    const controller = new AbortController()
    const { wanted, permits } = request(server.origin + path, [server])
    const reading = http.open(wanted, controller.signal).then(read)
    reading.catch(() => {})
    await server.requested(path === '/head' ? 1 : 2)
    if (path === '/body') await new Promise((resolve) => setTimeout(resolve, 50))
    controller.abort('pause')
    await expect(reading).rejects.toBe('pause')
    await server.quiet()
    expect(permits.out).toBe(0)
  }
})

it('leaves no listener on the signal after a thousand requests', async () => {
  const server = await serve((e) => (e.target === '/cut' ? e.reset() : e.reply(200, {}, text)))
  const http = client()
  const controller = new AbortController()
  for (let n = 0; n < 1000; n += 1) {
    const { wanted } = request(`${server.origin}${n % 10 === 0 ? '/cut' : '/'}`, [server])
    const reply = await http.open(wanted, controller.signal).catch(() => null)
    if (n % 3 === 0) reply?.discard()
    else if (reply !== null) await read(reply)
  }
  await new Promise((resolve) => setImmediate(resolve))
  expect(getEventListeners(controller.signal, 'abort').length).toBeLessThanOrEqual(1)
})

it('keeps the connection of a small body that is not wanted, and cuts a large one', async () => {
  const server = await serve(async (e) => {
    if (e.target === '/large') await e.head(200, { 'Content-Length': 10_000_000 })
    else await e.reply(404, {}, text)
  })
  const http = client()
  for (const path of ['/a', '/b', '/large']) {
    const { wanted, permits } = request(server.origin + path, [server])
    const reply = await http.open(wanted, signal)
    reply.discard()
    reply.discard()
    // Its body may still be on the way; the permit comes back when it has come.
    while (permits.out > 0) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(server.connections).toBe(1)
  await server.quiet()
})

it('closes idle connections when it is closed', async () => {
  const server = await serve((e) => e.reply(200, {}, text))
  const http = client()
  await get(http, server)
  expect(server.openSockets).toBe(1)
  await http.close()
  await server.quiet()
})

it('sends plain requests to an HTTP proxy as they are, with its password', async () => {
  const proxy = await serve((e) => e.reply(200, {}, `${e.target} ${e.headers['proxy-authorization']}`))
  const http = client({}, { proxy: () => `http://me:pass@${proxy.host}` })
  const { wanted } = request('http://example.org/a?b', [])
  const basic = Buffer.from('me:pass').toString('base64')
  expect(await read(await http.open(wanted, signal))).toBe(`http://example.org/a?b Basic ${basic}`)
})

it('asks an HTTP proxy for a tunnel to https, and says when the proxy wants a password', async () => {
  const proxy = await serve((e) => e.reply(407))
  const http = client({}, { proxy: () => `http://${proxy.host}` })
  const failed = http.open(request('https://example.org/', []).wanted, signal)
  await expect(failed).rejects.toMatchObject({ failure: { kind: 'auth' } })
  expect(proxy.requests[0]).toMatchObject({ method: 'CONNECT', target: 'example.org:443' })
})

it.each([
  ['ends in good order', (e: Exchange) => e.end(), 'whole'],
  ['is reset', (e: Exchange) => e.reset(), 'reset'],
] as const)(
  'survives that a connection %s while nobody reads a body that is ended by closing',
  async (_, end, outcome) => {
    // A little more than is taken in while nobody reads, so that nothing is left to be read when the end comes.
    const body = Buffer.alloc(256 * 1024 + 10, 'x')
    const ended = createGate()
    const server = await serve(async (e) => {
      await e.raw(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n`)
      await e.raw(body)
      await ended.opened
      end(e)
    })
    const http = client()
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
