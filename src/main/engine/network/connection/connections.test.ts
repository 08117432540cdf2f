import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startFaultyServer } from '../../../../../test/site/faulty-server'
import { get, openTestHttp, read, request, signal, type TestHttp, text } from '../../../../../test/test-http'

let bench: TestHttp

beforeEach(() => {
  bench = openTestHttp()
})
afterEach(() => bench.close())

it('repeats a request silently when a used connection turns out to be closed', async () => {
  const server = await bench.serve((e) => (e.nth > 1 ? e.reset() : e.reply(200, {}, text)))
  const http = bench.client()
  for (const _time of [1, 2, 3]) expect(await get(http, server)).toMatchObject({ body: text })
  expect(server.requests.map(({ nth }) => nth)).toEqual([1, 2, 1, 2, 1])
})

it('does not repeat a request whose reply had begun', async () => {
  const server = await bench.serve((e) =>
    e.nth > 1 ? e.raw('HTTP/1.1 2').then(e.reset) : e.reply(200, {}, text),
  )
  const http = bench.client()
  await get(http, server)
  expect(await get(http, server)).toMatchObject({ kind: 'reset' })
  expect(server.requests).toHaveLength(2)
})

it('refuses a port without a listener', async () => {
  const server = await startFaultyServer(() => {})
  await server.close()
  expect(await get(bench.client(), server)).toMatchObject({ kind: 'refused' })
})

it('closes the socket in the turn of an abort, wherever the request is', async () => {
  const server = await bench.serve(async (e) => {
    if (e.target === '/body') await e.head(200, { 'Content-Length': 100 })
  })
  const http = bench.client()
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
  const server = await bench.serve((e) => (e.target === '/cut' ? e.reset() : e.reply(200, {}, text)))
  const http = bench.client()
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
  const server = await bench.serve(async (e) => {
    if (e.target === '/large') await e.head(200, { 'Content-Length': 10_000_000 })
    else await e.reply(404, {}, text)
  })
  const http = bench.client()
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
  const server = await bench.serve((e) => e.reply(200, {}, text))
  const http = bench.client()
  await get(http, server)
  expect(server.openSockets).toBe(1)
  await http.close()
  await server.quiet()
})
