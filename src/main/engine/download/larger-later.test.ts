import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, albumSite, shortfallsOf, thumbnails } from '../../../../test/site/album-site'
import { makePicture, makePng, sha256 } from '../../../../test/site/pictures.mjs'
import type { Fault, SiteShape, Visit } from '../../../../test/site/site.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const names = ['a', 'b', 'c', 'd']

/** An album whose thumbnails lead to pages with pictures of this type. */
function site(type: 'png' | 'jpg', fault?: (visit: Visit) => Fault | null): SiteShape {
  const shape = albumSite((path) => {
    const [, kind, name = ''] = path.split('/')
    if (kind === 'album')
      return albumPage(
        'Regatta',
        thumbnails(names, (one) => `/view/${one}`),
      )
    if (kind !== 'view' || !names.includes(name)) return null
    const picture = `<img src="/full/${name}.${type}" width="800" height="600">`
    return albumPage(`IMG ${name}`, `<div id="photo">${picture}</div>`)
  }, fault)
  const jpeg = (path: string) => ({ type: 'image/jpeg', body: makePicture(path, 9000) })
  return { ...shape, content: (path) => (path.endsWith('.jpg') ? jpeg(path) : shape.content(path)) }
}

const pictures = () => bench.files().filter((file) => /\.(?:png|jpg)$/.test(file))
const content = (name: string, type: 'png' | 'jpg') =>
  type === 'png' ? makePng(`/full/${name}.png`, 9000) : makePicture(`/full/${name}.jpg`, 9000)
const small = (name: string) => makePng(`/thumb/${name}.png`, 1500)
const read = (file: string) => readFileSync(join(bench.target, file))
const hashes = () =>
  (readRecord(bench.target, 'Regatta [1]')['files'] as readonly { readonly sha256?: string }[]).map(
    (file) => file.sha256,
  )

/** Saves the thumbnails alone. */
async function saveThumbnails(origin: string) {
  const id = bench.add(`${origin}/album/1`, { options: { follow: false } })
  const { progress } = await bench.until(id, 'done', 'failed')
  expect(shortfallsOf(progress.counts)).toEqual({ 'thumbnails-only': 4 })
  expect(pictures()).toHaveLength(4)
  return id
}

const follow = (origin: string) => bench.until(bench.add(`${origin}/album/1`), 'done', 'failed')

describe('thumbnails that an earlier task saved', () => {
  it.each(['png', 'jpg'] as const)(
    'give way to the larger pictures (%s) of a task that follows their links',
    async (type) => {
      const { origin } = await bench.serveSite(site(type))
      const first = await saveThumbnails(origin)
      const { progress } = await follow(origin)
      expect(progress.counts).toMatchObject({ found: 4, saved: 4, skipped: 0, failed: 0 })
      expect(shortfallsOf(progress.counts)).toEqual({})
      expect(pictures().map(read)).toEqual(names.map((name) => content(name, type)))
      expect(pictures().filter((file) => !file.endsWith(`.${type}`))).toEqual([])
      expect(hashes()).toEqual(names.map((name) => sha256(content(name, type))))
      expect(shortfallsOf((await bench.until(first, 'done')).progress.counts)).toEqual({})
    },
  )

  it('stay, as a smaller version, where the larger picture cannot be had', async () => {
    const { origin } = await bench.serveSite(
      site('png', ({ path }) => (path === '/full/b.png' ? { kind: 'status', status: 404 } : null)),
    )
    const first = await saveThumbnails(origin)
    const { progress } = await follow(origin)
    expect(progress.counts).toMatchObject({ found: 4, saved: 3, skipped: 1, failed: 0 })
    expect(shortfallsOf(progress.counts)).toEqual({ smaller: 1 })
    const expected = names.map((name) => (name === 'b' ? small(name) : content(name, 'png')))
    expect(pictures().map(read)).toEqual(expected)
    expect(shortfallsOf((await bench.until(first, 'done')).progress.counts)).toEqual({ 'thumbnails-only': 1 })
  })

  it.each(['png', 'jpg'] as const)(
    'are kept beside the larger ones (%s) where the user edited them',
    async (type) => {
      const { origin } = await bench.serveSite(site(type))
      await saveThumbnails(origin)
      const mine = Buffer.alloc(small('b').length, 'mine')
      writeFileSync(join(bench.target, pictures()[1] ?? ''), mine)
      const { progress } = await follow(origin)
      expect(progress.counts).toMatchObject({ saved: 4, failed: 0 })
      const files = pictures().map(read)
      expect(files).toHaveLength(5)
      expect(files.some((file) => file.equals(mine))).toBe(true)
      for (const name of names) expect(files.some((file) => file.equals(content(name, type)))).toBe(true)
    },
  )

  it('stay replaced when the task that saved them is retried', async () => {
    const { origin, visits } = await bench.serveSite(site('png'))
    const first = await saveThumbnails(origin)
    await follow(origin)
    const before = visits.length
    await bench.engine.commands.retryTasks([first])
    await bench.until(first, 'done')
    expect(visits.slice(before).filter(({ path }) => path.startsWith('/thumb/'))).toEqual([])
    expect(pictures().map(read)).toEqual(names.map((name) => content(name, 'png')))
  })
})
