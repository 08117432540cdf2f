import { createServer, type LookupFunction, type Server } from 'node:net'
import { type Failure, FailureError } from '@shared/model/failure'
import { NetworkSettings } from '@shared/model/settings'
import { afterEach, expect, it } from 'vitest'
import { freeGrant } from '../../../../../test/free-grant'
import { type LoopbackProxy, startLoopbackProxy } from '../../../../../test/loopback-proxy'
import { type FaultyServer, type Handler, startFaultyServer } from '../../../../../test/site/faulty-server'
import { keys, loopbackCertificate, readCertificates } from '../../../../../test/test-http'
import { createCookieStore } from '../cookies/cookie-store'
import { createHttp, type HttpOptions } from '../http/http'
import { createLogins } from '../http/request'

const open: { close(): Promise<unknown> }[] = []

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

async function serve(handler: Handler, secure = false): Promise<FaultyServer> {
  const server = await startFaultyServer(handler, secure ? keys : undefined)
  open.push(server)
  return server
}

async function proxyTo(server: FaultyServer, more: { password?: string; together?: string } = {}) {
  const proxy: LoopbackProxy = await startLoopbackProxy({ to: server.port, ...more })
  open.push(proxy)
  return proxy
}

/** A server that answers whatever comes with these bytes. */
async function speaker(bytes: string | Uint8Array | null): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => bytes !== null && socket.end(bytes))
    sockets.add(socket)
  })
  const sockets = new Set<{ destroy(): void }>()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  open.push({
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  return `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
}

/** The request for a page that goes where nothing is private. */
const requestFor = (address: string) => ({
  address,
  wants: 'page' as const,
  context: {
    home: new URL(address),
    logins: createLogins(),
    cookies: createCookieStore({ now: Date.now, log: () => {} }).open(null),
    allowPrivate: new Set([new URL(address).host]),
    enter: () => Promise.resolve(freeGrant()),
  },
})

/** Why a request through the proxy fails. */
async function failureOf(proxy: string, address: string, more: Partial<HttpOptions> = {}): Promise<Failure> {
  const network = NetworkSettings.parse({ caFile: loopbackCertificate })
  const http = createHttp({
    network: () => network,
    proxy: () => proxy,
    userAgent: 'tests',
    clock: () => performance.now(),
    readCertificates,
    ...more,
  })
  open.push(http)
  const reason: unknown = await http
    .open(requestFor(address), new AbortController().signal)
    .catch((error: unknown) => error)
  if (!(reason instanceof FailureError)) throw reason
  return reason.failure
}

/** Fetches one after the other through a proxy: bodies, or kinds of failures. */
const get = (proxy: string, ...addresses: readonly string[]) => getWithin(15_000, proxy, ...addresses)

async function getWithin(connectTimeoutMs: number, proxy: string, ...addresses: readonly string[]) {
  const network = NetworkSettings.parse({ caFile: loopbackCertificate, connectTimeoutMs })
  const http = createHttp({
    network: () => network,
    proxy: () => proxy,
    userAgent: 'tests',
    clock: () => performance.now(),
    readCertificates,
  })
  open.push(http)
  const outcomes: string[] = []
  for (const address of addresses) {
    try {
      const reply = await http.open(requestFor(address), new AbortController().signal)
      const chunks: Uint8Array[] = []
      for await (const chunk of reply.body) chunks.push(chunk)
      outcomes.push(reply.status === 200 ? Buffer.concat(chunks).toString() : `status ${reply.status}`)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      outcomes.push(error.failure.kind)
    }
  }
  return outcomes
}

it.each(['http', 'socks5', 'socks5h'])(
  'fetches over http through a proxy of %s, names unresolved',
  async (scheme) => {
    const server = await serve((e) => e.reply(200, {}, `${e.headers['host']} ${e.target}`))
    const proxy = await proxyTo(server)
    const addresses = [
      'http://gallery.example/a?b=c',
      'http://gallery.example/d',
      'http://gallery.example:81/',
    ]
    expect(await get(`${scheme}://${proxy.host}`, ...addresses)).toEqual([
      'gallery.example /a?b=c',
      'gallery.example /d',
      'gallery.example:81 /',
    ])
    expect(new Set(proxy.targets)).toEqual(new Set(['gallery.example:80', 'gallery.example:81']))
    expect(server.requests.map(({ headers }) => headers['proxy-authorization'])).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  },
)

it.each(['http', 'socks5'])(
  'fetches over https through a tunnel of %s, on one kept connection',
  async (scheme) => {
    const server = await serve((e) => e.reply(200, {}, e.target), true)
    const proxy = await proxyTo(server)
    const origin = `https://127.0.0.1:${server.port}`
    expect(await get(`${scheme}://${proxy.host}`, `${origin}/a`, `${origin}/b`)).toEqual(['/a', '/b'])
    expect(proxy.targets).toEqual([`127.0.0.1:${server.port}`])
  },
)

it.each(['http', 'socks5'])(
  'trusts a host behind a tunnel of %s no more than one without',
  async (scheme) => {
    const server = await serve((e) => e.reply(200), true)
    const proxy = await proxyTo(server)
    expect(await get(`${scheme}://${proxy.host}`, 'https://gallery.example/')).toEqual(['tls'])
    expect(server.requests).toEqual([])
  },
)

it.each(['http', 'socks5'])(
  'gives name and password to a proxy of %s, and never to the site',
  async (scheme) => {
    const server = await serve((e) => e.reply(200, {}, 'in'))
    const proxy = await proxyTo(server, { password: 'me @home:p:w' })
    const word = 'me%20%40home:p%3Aw'
    expect(await get(`${scheme}://${word}@${proxy.host}`, 'http://gallery.example/')).toEqual(['in'])
    expect(server.requests[0]?.headers['proxy-authorization']).toBeUndefined()
    expect(server.requests[0]?.headers['authorization']).toBeUndefined()
  },
)

it.each<[string, string, string, string]>([
  ['a plain request without a password', 'http://', 'http://gallery.example/', 'auth'],
  ['a plain request with a wrong one', 'http://me:no@', 'http://gallery.example/', 'auth'],
  ['a tunnel without a password', 'http://', 'https://gallery.example/', 'auth'],
  ['a tunnel with a wrong one', 'http://me:no@', 'https://gallery.example/', 'auth'],
  ['SOCKS without a password', 'socks5://', 'http://gallery.example/', 'auth'],
  ['SOCKS with a wrong one', 'socks5://me:no@', 'http://gallery.example/', 'auth'],
])('fails when the proxy wants a password: %s', async (_what, way, address, outcome) => {
  const server = await serve((e) => e.reply(200))
  const proxy = await proxyTo(server, { password: 'me:pass' })
  expect(await get(`${way}${proxy.host}`, address)).toEqual([outcome])
  expect(server.requests).toEqual([])
})

it.each(['http', 'socks5'])(
  'reads what comes in one packet with the grant of a proxy of %s',
  async (scheme) => {
    const server = await serve(() => {}, true)
    // No TLS: what is read off must be exactly the grant, so that this is seen as the first bytes of the tunnel.
    const proxy = await proxyTo(server, { together: 'HTTP/1.1 400 Bad Request\r\n\r\n' })
    expect(await get(`${scheme}://${proxy.host}`, `https://127.0.0.1:${server.port}/`)).toEqual(['tls'])
  },
)

it.each<[string, string, string | Uint8Array | null, string]>([
  ['refuses the tunnel', 'http', 'HTTP/1.1 403 Forbidden\r\n\r\n', 'refused'],
  ['speaks no HTTP', 'http', 'HELLO\r\n\r\n', 'proxy'],
  ['sends a head without end', 'http', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`, 'proxy'],
  ['closes in its head', 'http', 'HTTP/1.1 200 OK\r\n', 'proxy'],
  ['says nothing', 'http', null, 'timeout'],
  ['speaks no SOCKS', 'socks5', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'proxy'],
  ['speaks SOCKS4', 'socks5', Uint8Array.from([0, 90, 0, 0, 0, 0, 0, 0]), 'proxy'],
  ['closes in its greeting', 'socks5', Uint8Array.from([5]), 'proxy'],
  ['says nothing', 'socks5', null, 'proxy'],
])('fails when the proxy %s (%s)', async (_what, scheme, bytes, kind) => {
  // Who answers late on a busy machine must not be taken for one who is silent.
  const patienceMs = bytes === null ? 500 : 15_000
  const proxy = `${scheme}://${await speaker(bytes)}`
  expect(await getWithin(patienceMs, proxy, 'https://gallery.example/')).toEqual([kind])
})

it.each([
  ['http', 'http://gallery.example/'],
  ['http', 'https://gallery.example/'],
  ['https', 'http://gallery.example/'],
  ['socks5', 'http://gallery.example/'],
  ['socks5h', 'https://gallery.example/'],
])('names the proxy when nothing listens at its address (%s, for %s)', async (scheme, address) => {
  const server = await startFaultyServer(() => {})
  await server.close()
  const reason = await failureOf(`${scheme}://me:secret@${server.host}`, address)
  expect(reason).toMatchObject({ kind: 'proxy', detail: expect.stringContaining(server.host) })
  expect(reason.detail).toContain('ECONNREFUSED')
  expect(reason.detail).not.toContain('secret')
})

it('names the proxy when its own name is unknown', async () => {
  const lookup: LookupFunction = (hostname, _options, callback) => {
    callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' }), '', 4)
  }
  for (const address of ['http://gallery.example/', 'https://gallery.example/']) {
    const reason = await failureOf('http://proxy.example:3128', address, { lookup })
    expect(reason).toMatchObject({ kind: 'proxy', detail: expect.stringContaining('proxy.example:3128') })
    expect(reason.detail).toContain('ENOTFOUND')
  }
})

it('names the proxy whose certificate is not trusted', async () => {
  const server = await serve((e) => e.reply(200), true)
  const network = NetworkSettings.parse({ connectTimeoutMs: 15_000 })
  for (const address of ['http://gallery.example/', 'https://gallery.example/']) {
    const reason = await failureOf(`https://${server.host}`, address, { network: () => network })
    expect(reason).toMatchObject({ kind: 'proxy', detail: expect.stringContaining(server.host) })
  }
})

it('names the proxy that asks for a password', async () => {
  const server = await serve((e) => e.reply(200))
  const proxy = await proxyTo(server, { password: 'me:pass' })
  for (const [scheme, address] of [
    ['http', 'http://gallery.example/'],
    ['http', 'https://gallery.example/'],
    ['socks5', 'http://gallery.example/'],
  ] as const) {
    const reason = await failureOf(`${scheme}://${proxy.host}`, address)
    expect(reason).toMatchObject({ kind: 'auth', status: 407, detail: expect.stringContaining(proxy.host) })
  }
})

it('names the proxy that was asked, although the setting was cleared while it answered', async () => {
  let setting = ''
  const server = await serve((e) => {
    setting = ''
    return e.reply(407)
  })
  setting = `http://${server.host}`
  const reason = await failureOf(setting, 'http://gallery.example/', { proxy: () => setting })
  expect(reason).toMatchObject({ kind: 'auth', status: 407, detail: expect.stringContaining(server.host) })
})

it('blames the site, not the proxy, when the proxy cannot reach it', async () => {
  const proxy = await speaker('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  expect(await failureOf(`http://${proxy}`, 'https://gallery.example/')).toMatchObject({
    kind: 'refused',
    detail: `the proxy ${proxy} answered 502 to CONNECT gallery.example:443`,
  })
})
