import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Settings } from '@shared/model/settings'
import { TaskId } from '@shared/model/units'
import { afterEach, expect, it } from 'vitest'
import { type FaultyServer, type Handler, startFaultyServer } from '../../../../../test/site/faulty-server'
import { openTestClient, readCertificates, type TestClient } from '../../../../../test/test-network'
import { createNetwork, type Network, type TaskClientOptions } from '../../network/network'
import type { CookieRows } from './cookie-store'

const fixture = (name: string) => join(import.meta.dirname, '../../../../../test/fixtures', name)
const { signal } = new AbortController()
const page = '<!doctype html><title>Gallery</title>'
let closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(handler: Handler, tls?: Parameters<typeof startFaultyServer>[1]): Promise<FaultyServer> {
  const server = await startFaultyServer(handler, tls)
  closing.push(() => server.close())
  return server
}

function openNetwork(cookieRows?: CookieRows): Network {
  const networkSettings = { longestBackoffMs: 0, retries: 1, caFile: fixture('loopback-cert.pem') }
  const network = createNetwork({
    settings: () => Settings.parse({ network: networkSettings }),
    now: () => Date.now(),
    monotonic: () => performance.now(),
    random: () => 0,
    userAgent: 'tests',
    log: () => {},
    readCertificates,
    ...(cookieRows === undefined ? {} : { cookieRows }),
  })
  closing.push(network.close)
  return network
}

/** A client of a task that was begun at the first server and may ask all of them. */
function clientTo(
  servers: readonly FaultyServer[],
  network = openNetwork(),
  more: Partial<TaskClientOptions> = {},
): TestClient {
  const names = servers.flatMap(({ host, port }) => [host, `localhost:${port}`])
  const home = servers[0]?.origin ?? ''
  const client = openTestClient(network, { allowPrivate: new Set(names), home, onWait: () => {}, ...more })
  closing.push(() => client.close())
  return client
}

const cookiesSent = (server: FaultyServer) => server.requests.map(({ headers }) => headers['cookie'])
const fetchPage = (client: TestClient, address: string, headers: Record<string, string> = {}) =>
  client.fetchPage({ address, headers }, signal)

it('sends on the next request what any reply has set, also a redirect and an error', async () => {
  const server = await serve((e) => {
    if (e.target === '/start') return e.reply(302, { Location: '/moved', 'Set-Cookie': 'redirect=1' })
    if (e.target === '/moved') return e.reply(500, { 'Set-Cookie': ['error=1', 'more=1'] })
    return e.reply(200, { 'Set-Cookie': 'last=1' }, page)
  })
  const client = clientTo([server])
  await expect(fetchPage(client, `${server.origin}/start`)).rejects.toThrow('500')
  await fetchPage(client, `${server.origin}/page`)
  await fetchPage(client, `${server.origin}/page`)
  expect(cookiesSent(server)).toEqual([
    undefined,
    'redirect=1',
    'redirect=1; error=1; more=1',
    'redirect=1; error=1; more=1',
    'redirect=1; error=1; more=1',
    'redirect=1; error=1; more=1; last=1',
  ])
})

it('ends a redirect to the same address once its cookie is sent', async () => {
  const server = await serve((e) =>
    e.headers['cookie'] === 'seen=1'
      ? e.reply(200, {}, page)
      : e.reply(302, { Location: '/', 'Set-Cookie': 'seen=1' }),
  )
  expect(await fetchPage(clientTo([server]), server.origin)).toMatchObject({ kind: 'page' })
  expect(server.requests).toHaveLength(2)
})

it('gives no cookie and nothing that the user entrusted to one site to another', async () => {
  const other = await serve((e) => e.reply(200, {}, page))
  const server = await serve((e) => {
    const Location = `http://localhost:${other.port}/next`
    return e.reply(302, { Location, 'Set-Cookie': 'secret=1; Path=/' })
  })
  const client = clientTo([server, other])
  const entrusted = {
    Authorization: 'Bearer x',
    Cookie: 'session=1',
    'X-Own': 'yes',
    'Accept-Language': 'en',
  }
  await fetchPage(client, server.origin, entrusted)
  // Not only on a redirect: also where an image or a next page lies elsewhere from the start.
  await fetchPage(client, `http://localhost:${other.port}/direct`, entrusted)
  expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer x', cookie: 'session=1' })
  for (const { headers } of other.requests) {
    expect(headers['cookie']).toBeUndefined()
    expect(headers['authorization']).toBeUndefined()
    expect(headers['x-own']).toBeUndefined()
    expect(headers['accept-language']).toBe('en')
  }
  expect(other.requests).toHaveLength(2)
})

it('gives another port of the same host neither Authorization nor the Cookie of the user', async () => {
  const other = await serve((e) => e.reply(200, {}, page))
  const server = await serve((e) => e.reply(302, { Location: other.origin, 'Set-Cookie': 'a=1' }))
  await fetchPage(clientTo([server, other]), server.origin, { Authorization: 'Bearer x', Cookie: 'b=2' })
  expect(other.requests[0]?.headers).toMatchObject({ cookie: 'a=1' })
  expect(other.requests[0]?.headers['authorization']).toBeUndefined()
})

it('sends neither Referer nor what is Secure or entrusted from https to http', async () => {
  const plain = await serve((e) => e.reply(200, {}, page))
  const tls = {
    key: readFileSync(fixture('loopback-key.pem')),
    cert: readFileSync(fixture('loopback-cert.pem')),
  }
  const secure = await serve((e) => {
    const fields = { 'Set-Cookie': ['locked=1; Secure; Path=/', 'open=1; Path=/'] }
    if (e.target === '/again') return e.reply(200, fields, page)
    return e.reply(302, { Location: plain.origin, ...fields })
  }, tls)
  const client = clientTo([secure, plain])
  const headers = { Referer: `${secure.origin}/page`, Authorization: 'Bearer x' }
  await fetchPage(client, `${secure.origin}/start`, headers)
  await fetchPage(client, `${secure.origin}/again`, headers)
  expect(plain.requests[0]?.headers).toMatchObject({ cookie: 'open=1' })
  expect(plain.requests[0]?.headers['referer']).toBeUndefined()
  expect(plain.requests[0]?.headers['authorization']).toBeUndefined()
  expect(secure.requests[1]?.headers).toMatchObject({ cookie: 'locked=1; open=1', authorization: 'Bearer x' })
})

it('keeps the cookies of two tasks apart', async () => {
  const server = await serve((e) => e.reply(200, { 'Set-Cookie': 'a=1' }, page))
  const network = openNetwork()
  const [one, other] = [
    clientTo([server], network, { task: TaskId.parse(1) }),
    clientTo([server], network, { task: TaskId.parse(2) }),
  ]
  // Each address once: a page that was read is not asked for again.
  for (const [n, client] of [one, other, one].entries()) await fetchPage(client, `${server.origin}/${n}`)
  expect(cookiesSent(server)).toEqual([undefined, undefined, 'a=1'])
})

it('has saved the cookies of a page before it is given, and nothing when nothing changed', async () => {
  const saved: (string | null)[] = []
  const server = await serve((e) => e.reply(200, { 'Set-Cookie': 'a=1' }, page))
  const rows: CookieRows = {
    cookies: () => saved.at(-1) ?? null,
    saveCookies: (_task, text) => saved.push(text),
  }
  const task = TaskId.parse(1)
  const client = clientTo([server], openNetwork(rows), { task })
  await fetchPage(client, server.origin)
  expect(saved).toHaveLength(1)
  for (let count = 0; count < 20; count += 1) await fetchPage(client, server.origin)
  client.close()
  expect(saved).toHaveLength(1)
  const later = clientTo([server], openNetwork(rows), { task })
  await fetchPage(later, server.origin)
  expect(cookiesSent(server).at(-1)).toBe('a=1')
})

it('continues to ask a site that floods it with cookies, sending no more than the bounds', async () => {
  const flood = Array.from({ length: 500 }, (_, number) => `c${number}=${'x'.repeat(20)}`)
  const server = await serve((e) => e.reply(200, { 'Set-Cookie': flood }, page))
  const client = clientTo([server])
  await fetchPage(client, server.origin)
  await fetchPage(client, server.origin)
  expect(cookiesSent(server)[1]?.split('; ')).toHaveLength(180)
})
