import { Settings } from '@shared/model/settings'
import { afterEach, expect, it } from 'vitest'
import { type FaultyServer, type Handler, startFaultyServer } from '../../../../test/site/faulty-server'
import { openTestClient, readCertificates, type TestClient } from '../../../../test/test-network'
import { createCookieStore } from '../network/cookies/cookie-store'
import { createNetwork, type Network, type TaskClientOptions } from '../network/network'
import { createPageMemory, type PageMemory, reusedMs } from './page-memory'

const { signal } = new AbortController()
const html = '<!doctype html><title>Gallery</title>'
let closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(handler: Handler): Promise<FaultyServer> {
  const server = await startFaultyServer(handler)
  closing.push(() => server.close())
  return server
}

function openNetwork(): Network {
  const network = createNetwork({
    settings: () => Settings.parse({ network: { longestBackoffMs: 0, retries: 1 } }),
    now: () => Date.now(),
    monotonic: () => performance.now(),
    random: () => 0,
    userAgent: 'tests',
    log: () => {},
    readCertificates,
  })
  closing.push(network.close)
  return network
}

function openClient(
  network: Network,
  server: FaultyServer,
  more: Partial<TaskClientOptions> = {},
): TestClient {
  const allowPrivate = new Set([server.host, `localhost:${server.port}`])
  const client = openTestClient(network, { allowPrivate, home: server.origin, onWait: () => {}, ...more })
  closing.push(() => client.close())
  return client
}

it('a page that one client has read is not asked for by another one, its redirect and its cookies hold', async () => {
  const server = await serve((e) => {
    if (e.target === '/start') return e.reply(302, { Location: '/page', 'Set-Cookie': 'way=1' })
    return e.reply(200, { 'Set-Cookie': 'page=1', 'Content-Type': 'text/html' }, html)
  })
  const network = openNetwork()
  const address = `${server.origin}/start`
  const first = await openClient(network, server).fetchPage({ address }, signal)
  const other = openClient(network, server)
  expect(await other.fetchPage({ address }, signal)).toEqual(first)
  expect(first).toMatchObject({ kind: 'page', page: { address: `${server.origin}/page` } })
  expect(server.requests).toHaveLength(2)
  await other.fetchPage({ address: `${server.origin}/next` }, signal)
  expect(server.requests[2]?.headers['cookie']).toBe('way=1; page=1')
})

it('a page on its way is waited for; when it fails or is stopped the other client asks itself', async () => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  let failures = 0
  const server = await serve(async (e) => {
    if (e.target === '/slow') await gate
    if (e.target === '/bad' && failures++ === 0) return e.reply(404, {}, 'gone')
    return e.reply(200, { 'Content-Type': 'text/html' }, html)
  })
  const network = openNetwork()
  const clients = [1, 2, 3].map(() => openClient(network, server))
  const read = (path: string) =>
    clients.map((client) => client.fetchPage({ address: `${server.origin}${path}` }, signal))
  const slow = read('/slow')
  release()
  await Promise.all(slow)
  expect(server.requests).toHaveLength(1)

  const ends = await Promise.allSettled(read('/bad'))
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  expect(server.requests).toHaveLength(3)

  const stopped = new AbortController()
  const [one, two] = clients as [TestClient, TestClient]
  const address = `${server.origin}/stopped`
  const asked = one.fetchPage({ address }, stopped.signal)
  const waiting = two.fetchPage({ address }, signal)
  stopped.abort('pause')
  await expect(asked).rejects.toBe('pause')
  expect(await waiting).toMatchObject({ kind: 'page' })
})

it.each([
  ['a retry', { fresh: true }],
  ['another header', { headers: { 'X-Other': '1' } }],
  ['another Referer', { referer: { address: 'http://example.org/', rule: 'full' as const } }],
  ['a Cookie of the user', { headers: { Cookie: 'a=1' } }],
])('another request is made for %s', async (_what, request) => {
  const server = await serve((e) => e.reply(200, { 'Content-Type': 'text/html' }, html))
  const network = openNetwork()
  const address = `http://localhost:${server.port}/`
  await openClient(network, server).fetchPage({ address }, signal)
  await openClient(network, server).fetchPage({ address, ...request }, signal)
  expect(server.requests).toHaveLength(2)
})

it('a page of a private address is not handed out where that address may not be asked', async () => {
  const server = await serve((e) => e.reply(200, { 'Content-Type': 'text/html' }, html))
  const network = openNetwork()
  const address = `http://localhost:${server.port}/`
  await openClient(network, server).fetchPage({ address }, signal)
  const client = openClient(network, server, { allowPrivate: new Set() })
  await expect(client.fetchPage({ address }, signal)).rejects.toMatchObject({
    failure: { kind: 'blocked-address' },
  })
})

it('what is marked no-store, or has failed, is asked for again', async () => {
  const server = await serve((e) => {
    if (e.target === '/private') return e.reply(200, { 'Cache-Control': 'private, No-Store' }, html)
    return e.reply(404, {}, html)
  })
  const network = openNetwork()
  for (let time = 0; time < 2; time++) {
    const client = openClient(network, server)
    await client.fetchPage({ address: `${server.origin}/private` }, signal)
    await expect(client.fetchPage({ address: `${server.origin}/gone` }, signal)).rejects.toThrow('404')
  }
  expect(server.requests).toHaveLength(4)
})

it('two pages that were fetched side by side are both handed out, though the first sets a cookie', async () => {
  const server = await serve((e) =>
    e.reply(200, { 'Set-Cookie': `sid=${e.target.slice(1)}`, 'Content-Type': 'text/html' }, html),
  )
  const network = openNetwork()
  const both = (client: TestClient) =>
    Promise.all(['/1', '/2'].map((path) => client.fetchPage({ address: server.origin + path }, signal)))
  await both(openClient(network, server))
  await both(openClient(network, server))
  expect(server.requests).toHaveLength(2)
})

/** Pages of so many bytes, read from a memory; returns how many were fetched. */
function reader(memory: PageMemory, size = 10) {
  let fetched = 0
  return async (name: string) => {
    const jar = createCookieStore({ now: () => 0, log: () => {} }).open(null)
    const url = new URL(`http://example.org/${name}`)
    const fetch: Parameters<PageMemory['read']>[0]['fetch'] = async (own) => {
      fetched += 1
      own.header(url, undefined)
      const page = { address: url.href, bytes: new Uint8Array(size), contentType: null }
      return { reply: { kind: 'page', page }, noStore: false }
    }
    await memory.read({ request: name, jar, cookie: () => null, fresh: false, fetch }, signal)
    return fetched
  }
}

it('is handed out for ten minutes', async () => {
  let now = 5
  const read = reader(
    createPageMemory(
      () => now,
      () => 0,
    ),
  )
  expect(await read('a')).toBe(1)
  now += reusedMs - 1
  expect(await read('a')).toBe(1)
  now += 1
  expect(await read('a')).toBe(2)
})

it('the last 64 pages are kept, and no more than 16 MiB of them', async () => {
  let generation = 0
  const newMemory = () =>
    createPageMemory(
      () => 0,
      () => generation,
    )
  const many = reader(newMemory())
  for (let page = 0; page < 65; page++) await many(String(page))
  expect(await many('1')).toBe(65)
  expect(await many('0')).toBe(66)
  const memory = newMemory()
  const large = reader(memory, 6 * 1024 * 1024)
  for (const page of ['a', 'b', 'c']) await large(page)
  expect(await large('b')).toBe(3)
  expect(await large('a')).toBe(4)
  generation += 1
  expect(await large('a')).toBe(5)
})
