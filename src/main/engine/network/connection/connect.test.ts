import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freeGrant } from '../../../../../test/free-grant'
import {
  get,
  keys,
  loopbackCertificate,
  openTestHttp,
  read,
  request,
  signal,
  type TestHttp,
  text,
} from '../../../../../test/test-http'

let bench: TestHttp

beforeEach(() => {
  bench = openTestHttp()
})
afterEach(() => bench.close())

it('trusts the certificates of the named file, and no other', async () => {
  const server = await bench.serve((e) => e.reply(200, {}, text), keys)
  expect(await get(bench.client(), server)).toMatchObject({ kind: 'tls' })
  expect(await get(bench.client({ caFile: '/nowhere/ca.pem' }), server)).toMatchObject({ kind: 'tls' })
  const http = bench.client({ caFile: loopbackCertificate })
  for (const _time of [1, 2]) expect(await get(http, server)).toMatchObject({ body: text })
})

it('counts the handshake into the limit of connecting', async () => {
  const server = createServer((socket) => void socket.on('error', () => {}).resume())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const reported: string[] = []
  const grant = { ...freeGrant(), failed: (kind: string) => reported.push(kind) }
  const enter = () => Promise.resolve(grant)
  const { wanted } = request(`https://${host}/`, [], { allowPrivate: new Set([host]), enter })
  const failed = bench.client({ connectTimeoutMs: 200 }).open(wanted, signal)
  await expect(failed).rejects.toMatchObject({ failure: { kind: 'timeout' } })
  expect(reported, 'one failure of the host').toEqual(['timeout'])
  await new Promise((resolve) => server.close(resolve))
})

it('connects to the very address that was checked, and to none that became private', async () => {
  const server = await bench.serve((e) => e.reply(200, {}, text))
  const asked: string[] = []
  const http = bench.client(
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

it('sends plain requests to an HTTP proxy as they are, with its password', async () => {
  const proxy = await bench.serve((e) => e.reply(200, {}, `${e.target} ${e.headers['proxy-authorization']}`))
  const http = bench.client({}, { proxy: () => `http://me:pass@${proxy.host}` })
  const { wanted } = request('http://example.org/a?b', [])
  const basic = Buffer.from('me:pass').toString('base64')
  expect(await read(await http.open(wanted, signal))).toBe(`http://example.org/a?b Basic ${basic}`)
})

it('asks an HTTP proxy for a tunnel to https, and says when the proxy wants a password', async () => {
  const proxy = await bench.serve((e) => e.reply(407))
  const http = bench.client({}, { proxy: () => `http://${proxy.host}` })
  const failed = http.open(request('https://example.org/', []).wanted, signal)
  await expect(failed).rejects.toMatchObject({ failure: { kind: 'auth' } })
  expect(proxy.requests[0]).toMatchObject({ method: 'CONNECT', target: 'example.org:443' })
})
