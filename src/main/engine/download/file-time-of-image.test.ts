import { writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { large, picture } from '../../../../test/test-network'
import { openSavingForEach, type TestSaving } from '../../../../test/test-saving'
import { parseFileTime } from '../network/http-date'
import { keptPart, type ResumeInfo } from './saving/resume'

let bench: TestSaving

openSavingForEach((opened) => {
  bench = opened
})

const lastModified = 'Tue, 05 Mar 2013 10:11:12 GMT'
const time = Date.UTC(2013, 2, 5, 10, 11, 12)
const timeOf = async (file = '001 a.png') => (await stat(join(bench.folder, file))).mtimeMs

describe('the time of a saved file', () => {
  it.each([
    ['small', picture],
    ['large', large],
  ])('of a %s image is that of Last-Modified', async (_size, body) => {
    const server = await bench.serve((e) => e.file(body, { lastModified }))
    expect(await bench.save(server)).toMatchObject({ kind: 'saved', lastModified })
    expect(await timeOf()).toBe(time)
  })

  it('is that of the download when the option is off, or the server does not send it', async () => {
    const begun = Date.now() - 2000
    const server = await bench.serve((e) =>
      e.file(picture, e.target === '/a.png' ? { lastModified } : { etag: '"1"' }),
    )
    await bench.save(server, {}, { mtime: false })
    await bench.save(server, { name: '002 b.png', address: `${server.origin}/b.png` })
    expect(await timeOf()).toBeGreaterThan(begun)
    expect(await timeOf('002 b.png')).toBeGreaterThan(begun)
  })

  it.each(['"v1"', null])('survives a broken connection, with the entity tag %s', async (etag) => {
    const date = new Date().toUTCString()
    const server = await bench.serve(async (e) => {
      if (e.nth === 1 && e.headers['range'] === undefined) {
        const fields = { 'Last-Modified': lastModified, Date: date, 'Content-Length': large.length }
        await e.head(200, etag === null ? fields : { ...fields, ETag: etag })
        await e.raw(large.subarray(0, 1_500_000))
        return e.reset()
      }
      // A reply to If-Range may leave Last-Modified out (RFC 9110 section 15.3.7).
      const from = Number(/\d+/.exec(e.headers['range'] ?? '')?.[0] ?? 0)
      await e.head(206, {
        'Content-Range': `bytes ${from}-${large.length - 1}/${large.length}`,
        'Content-Length': large.length - from,
        ...(etag === null ? {} : { ETag: etag }),
      })
      await e.raw(large.subarray(from))
    })
    expect(await bench.save(server)).toMatchObject({ kind: 'saved' })
    expect(server.requests.map(({ headers }) => headers['range'] !== undefined)).toEqual([false, true])
    expect(await timeOf()).toBe(time)
  })

  it('is set when the program ended between the last byte and the name', async () => {
    const server = await bench.serve((e) => e.reply(500))
    const whole = await bench.serve((e) => e.file(large, { etag: '"v1"', lastModified }))
    const saved = bench.addImage(whole, { name: 'x.png' })
    await bench.saveImage(saved)
    const part = { ...(keptPart(bench.row(saved)) as ResumeInfo), address: `${server.origin}/a.png` }
    const image = bench.addImage(server, { part })
    writeFileSync(bench.partPath(image), large)
    expect(await bench.saveImage(image)).toMatchObject({ kind: 'saved' })
    expect(server.requests).toEqual([])
    expect(await timeOf()).toBe(time)
  })

  it('of one that replaces a bad file is that of Last-Modified', async () => {
    writeFileSync(join(bench.folder, '001 a.png'), 'bad')
    const server = await bench.serve((e) => e.file(picture, { lastModified }))
    const repair = { file: '001 a.png', bytes: 3, sha256: null, type: 'image/png' }
    await bench.save(server, { repair })
    expect(await bench.files()).toEqual(['001 a.png'])
    expect(await timeOf()).toBe(time)
  })

  it('of a file that was there already stays as it is', async () => {
    writeFileSync(join(bench.folder, '001 a.png'), picture)
    const before = await timeOf()
    const server = await bench.serve((e) => e.file(picture, { lastModified }))
    expect(await bench.save(server)).toMatchObject({ kind: 'found' })
    expect(await timeOf()).toBe(before)
  })
})

it.each<[string, number | null]>([
  [lastModified, time],
  ['Tuesday, 05-Mar-13 10:11:12 GMT', time],
  ['Tue Mar  5 10:11:12 2013', time],
  ['Thu, 01 Jan 1970 00:00:00 GMT', null],
  ['Mon, 31 Dec 1601 10:11:12 GMT', null],
  ['Fri, 05 Mar 2100 10:11:12 GMT', null],
  ['2013-03-05T10:11:12Z', null],
  ['Tue, 05 Mar 2013 10:11:12 +0100', null],
  [`${lastModified}, ${lastModified}`, null],
  ['', null],
])('the time %j of a site means %j', (text, expected) => {
  expect(parseFileTime(text, Date.UTC(2026, 0, 1))).toBe(expected)
})
