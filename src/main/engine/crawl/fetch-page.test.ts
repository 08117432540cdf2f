import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Handler } from '../../../../test/site/faulty-server'
import { openTestNetwork, picture, signal, type TestNetwork } from '../../../../test/test-network'

let bench: TestNetwork

beforeEach(async () => {
  bench = await openTestNetwork()
})
afterEach(() => bench.close())

it('brings a page whole, with its final address and type', async () => {
  const html = '<!doctype html><title>Page</title>'.repeat(1000)
  const server = await bench.serve((e) =>
    e.target === '/'
      ? e.reply(302, { Location: '/page' })
      : e.reply(200, { 'Content-Type': 'text/html; charset=gbk' }, html),
  )
  const reply = await bench
    .clientTo(bench.open().network, [server])
    .fetchPage({ address: `${server.origin}/` }, signal)
  if (reply.kind !== 'page') throw new Error(reply.kind)
  expect(reply.page).toMatchObject({
    address: `${server.origin}/page`,
    contentType: 'text/html; charset=gbk',
  })
  expect(Buffer.from(reply.page.bytes).toString()).toBe(html)
})

it('recognizes an image without reading all of it', async () => {
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Length': 1_000_000_000, 'Content-Type': 'text/html' })
    await e.raw(picture)
  })
  const address = `${server.origin}/a.png`
  const reply = await bench.clientTo(bench.open().network, [server]).fetchPage({ address }, signal)
  expect(reply).toEqual({ kind: 'image', address })
  await server.quiet()
})

it.each<[string, Handler, string]>([
  ['something that is neither page nor image', (e) => e.reply(200, {}, Buffer.alloc(200, 1)), 'not-an-image'],
  ['an empty page', (e) => e.reply(200), 'empty'],
  ['a missing page', (e) => e.reply(404), 'not-found'],
  ['a page beyond the limit', (e) => e.reply(200, {}, ' '.repeat(5000)), 'too-large'],
])('fails for %s', async (_what, handler, kind) => {
  const server = await bench.serve(handler)
  const client = bench.clientTo(bench.open({ network: { retries: 0, pageLimitBytes: 4096 } }).network, [
    server,
  ])
  const failed = client.fetchPage({ address: `${server.origin}/` }, signal)
  await expect(failed).rejects.toMatchObject({ failure: { kind } })
})

it('reports a page with the Refresh field of its reply', async () => {
  const server = await bench.serve((e) =>
    e.reply(200, { Refresh: '0; url=/\xe5\x9b\xbe' }, '<title>moved</title>'),
  )
  const reply = await bench
    .clientTo(bench.open().network, [server])
    .fetchPage({ address: server.origin }, signal)
  expect(reply).toMatchObject({ page: { refresh: '0; url=/图' } })
})
