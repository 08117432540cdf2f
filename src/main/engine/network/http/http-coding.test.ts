import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { get, openTestHttp, type TestHttp, text } from '../../../../../test/test-http'

let bench: TestHttp

beforeEach(() => {
  bench = openTestHttp()
})
afterEach(() => bench.close())

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
  const server = await bench.serve((e) => e.reply(200, { 'Content-Encoding': coding }, coded))
  expect(await get(bench.client(), server)).toMatchObject({ body: text })
  await get(bench.client(), server, '/', { wants: 'page' })
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
  const server = await bench.serve((e) => e.reply(200, { 'Content-Encoding': coding }, body))
  expect(await get(bench.client(), server)).toMatchObject({ kind: 'decode' })
})

it('counts a coded body that is cut on its way as truncated, not as damaged', async () => {
  const coded = gzipSync(text)
  const server = await bench.serve(async (e) => {
    await e.head(200, { 'Content-Encoding': 'gzip', 'Content-Length': coded.length })
    await e.raw(coded.subarray(0, 20))
    e.end()
  })
  expect(await get(bench.client(), server)).toMatchObject({ kind: 'truncated' })
})

it('stops a bomb at the limit of decoded bytes', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  const server = await bench.serve((e) => e.reply(200, { 'Content-Encoding': 'gzip' }, bomb))
  const http = bench.client({ decodedBodyLimitBytes: 1024 * 1024 })
  expect(await get(http, server)).toMatchObject({ kind: 'too-large' })
})

it('refuses a length beyond the limit before a byte of it', async () => {
  const server = await bench.serve((e) => e.head(200, { 'Content-Length': 1_000_000 }))
  const http = bench.client({ decodedBodyLimitBytes: 1024 })
  expect(await get(http, server)).toMatchObject({ kind: 'too-large' })
  await server.quiet()
})
