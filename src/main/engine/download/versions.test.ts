import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, albumSite, shortfallsOf } from '../../../../test/site/album-site'
import { makePng, sha256 } from '../../../../test/site/pictures.mjs'
import type { Fault, Visit } from '../../../../test/site/site.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const files = () =>
  readRecord(bench.target, 'Post [7]')['files'] as readonly {
    readonly num: number
    readonly address: string
    readonly sha256?: string
    readonly version?: unknown
  }[]
const pictureAt = (path: string) => makePng(path, path.startsWith('/full/') ? 9000 : 1500)
const content = (path: string) => sha256(pictureAt(path))
const sizeOf = (path: string) => pictureAt(path).length
const failures = () => bench.events.flatMap((event) => (event.kind === 'failed' ? [event.failure] : []))

async function run(page: string, fault?: (visit: Visit) => Fault | null) {
  const site = await bench.serveSite(
    albumSite((path) => (path === '/post/7' ? albumPage('Post', page) : null), fault),
  )
  const id = bench.add(`${site.origin}/post/7`)
  return { site, id, task: await bench.until(id, 'done', 'failed') }
}

describe('an image whose largest version cannot be had', () => {
  const page = `<div class="files">${[1, 2, 3]
    .map((n) => `<p><a href="/full/${n}.png"><img src="/thumb/${n}.png"></a></p>`)
    .join('')}</div>`

  it.each([
    ['404', { kind: 'status', status: 404 }],
    ['403', { kind: 'status', status: 403 }],
    ['410', { kind: 'status', status: 410 }],
    ['a page', { kind: 'html' }],
  ] as const)(
    'is saved in the next one after %s, which counts and stands in the record',
    async (_, fault) => {
      const { task, site } = await run(page, ({ path }) => (path === '/full/2.png' ? fault : null))
      expect(task.progress.counts).toMatchObject({ saved: 3, failed: 0 })
      expect(shortfallsOf(task.progress.counts)).toEqual({ smaller: 1 })
      expect(files()[1]).toMatchObject({
        sha256: content('/thumb/2.png'),
        version: { alternative: 1, address: `${site.origin}/thumb/2.png`, shown: true },
      })
      expect(files()[0]).not.toHaveProperty('version')
    },
  )

  it('is fetched in the largest version by a retry of the task, which takes the shortfall back', async () => {
    let isGone = true
    const { id } = await run(page, ({ path }) =>
      isGone && path === '/full/2.png' ? { kind: 'status', status: 404 } : null,
    )
    isGone = false
    await bench.engine.commands.retryTasks([id])
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: 3, failed: 0 })
    expect(shortfallsOf(progress.counts)).toEqual({})
    expect(files()[1]).toMatchObject({ sha256: content('/full/2.png') })
    expect(files()[1]).not.toHaveProperty('version')
    expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(3)
  })

  it('stays as it is when a retry finds no larger one', async () => {
    const { id, site } = await run(page, ({ path }) =>
      path === '/full/2.png' ? { kind: 'status', status: 404 } : null,
    )
    const before = site.visits.filter(({ path }) => path === '/thumb/2.png').length
    await bench.engine.commands.retryTasks([id])
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: 3, failed: 0 })
    expect(shortfallsOf(progress.counts)).toEqual({ smaller: 1 })
    expect(site.visits.filter(({ path }) => path === '/thumb/2.png')).toHaveLength(before)
  })
})

describe('an image that another task saved in a smaller version', () => {
  const page = `<div class="files">${[1, 2, 3]
    .map((n) => `<p><a href="/full/${n}.png"><img src="/thumb/${n}.png"></a></p>`)
    .join('')}</div>`
  const pngs = () => bench.files().filter((file) => file.endsWith('.png'))
  const hide = ({ path }: Visit): Fault | null =>
    path === '/full/2.png' ? { kind: 'status', status: 404 } : null

  it('is tried again in its largest version, which takes the place of the smaller one for both tasks', async () => {
    let isGone = true
    const { id: first, site } = await run(page, (visit) => (isGone ? hide(visit) : null))
    isGone = false
    const { progress } = await bench.until(bench.add(`${site.origin}/post/7`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: 1, skipped: 2, failed: 0 })
    expect(shortfallsOf(progress.counts)).toEqual({})
    expect(pngs()).toHaveLength(3)
    expect(files()[1]).toMatchObject({ sha256: content('/full/2.png') })
    expect(files()[1]).not.toHaveProperty('version')
    expect(shortfallsOf((await bench.until(first, 'done')).progress.counts)).toEqual({})
    const before = site.visits.length
    await bench.engine.commands.retryTasks([first])
    await bench.until(first, 'done')
    expect(site.visits.slice(before).filter(({ path }) => path.startsWith('/full/'))).toEqual([])
  })

  it('stays as it is when there is still no larger one, and counts as smaller', async () => {
    const { site } = await run(page, hide)
    const asked = (path: string) => site.visits.filter((visit) => visit.path === path).length
    const thumbs = asked('/thumb/2.png')
    const id = bench.add(`${site.origin}/post/7`)
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: 0, skipped: 3, failed: 0 })
    expect(shortfallsOf(progress.counts)).toEqual({ smaller: 1 })
    expect([asked('/full/2.png'), asked('/thumb/2.png')]).toEqual([2, thumbs])
    expect(pngs()).toHaveLength(3)
    await bench.engine.commands.retryTasks([id])
    const again = await bench.until(id, 'done', 'failed')
    expect(again.progress.counts).toMatchObject({ saved: 0, skipped: 3, failed: 0 })
    expect(shortfallsOf(again.progress.counts)).toEqual({ smaller: 1 })
    expect([asked('/full/2.png'), asked('/thumb/2.png')]).toEqual([3, thumbs])
  })

  it('keeps what the user made of it', async () => {
    let isGone = true
    const { site } = await run(page, (visit) => (isGone ? hide(visit) : null))
    isGone = false
    const name = pngs()[1] ?? ''
    const mine = Buffer.alloc(sizeOf('/thumb/2.png'), 'mine')
    writeFileSync(join(bench.target, name), mine)
    const { progress } = await bench.until(bench.add(`${site.origin}/post/7`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: 1, skipped: 2 })
    expect(readFileSync(join(bench.target, name))).toEqual(pictureAt('/full/2.png'))
    expect(pngs().some((file) => readFileSync(join(bench.target, file)).equals(mine))).toBe(true)
  })
})

describe('an address that has expired', () => {
  /** Addresses are good for the pictures of one reading of the page, but for its last two. */
  it('is named again by its page, which is read once for all of its images', async () => {
    let reading = 0
    const pictures = () =>
      [1, 2, 3, 4].map(
        (n) => `<p><img src="/full/${n}.png?expires=${1_700_000_000 + reading}&sig=abcdef"></p>`,
      )
    const site = await bench.serveSite({
      content(path) {
        const [plain = '', query = ''] = path.split('?')
        if (plain === '/post/7') {
          reading++
          return { type: 'text/html', body: Buffer.from(albumPage('Post', pictures().join(''))) }
        }
        if (!query.startsWith('expires=1700000002')) return null
        return { type: 'image/png', body: makePng(plain, 9000) }
      },
      fault: ({ path }) => (path.includes('expires=1700000001') ? { kind: 'status', status: 403 } : null),
    })
    const task = await bench.until(bench.add(`${site.origin}/post/7`), 'done', 'failed')
    expect(task.progress.counts).toMatchObject({ saved: 4, failed: 0 })
    expect(reading).toBe(2)
    expect(files().map(({ address }) => new URL(address).search)).toEqual(
      Array.from({ length: 4 }, () => '?expires=1700000002&sig=abcdef'),
    )
    expect(failures()).toEqual([])
  })

  it('is named again by its page where the time stands in the path', async () => {
    const start = Math.floor(Date.now() / 1000)
    let reading = 0
    const site = await bench.serveSite({
      content(path) {
        if (path === '/post/7') {
          reading++
          const one = (n: number) => `<p><img src="/full/${start + reading}/${n}.png"></p>`
          return {
            type: 'text/html',
            body: Buffer.from(albumPage('Post', [1, 2, 3].map(one).join(''))),
          }
        }
        return { type: 'image/png', body: makePng(path, 9000) }
      },
      fault: ({ path }) => (path.startsWith(`/full/${start + 1}/`) ? { kind: 'status', status: 410 } : null),
    })
    const task = await bench.until(bench.add(`${site.origin}/post/7`), 'done', 'failed')
    expect(task.progress.counts).toMatchObject({ saved: 3, failed: 0 })
    expect(reading).toBe(2)
  })

  it('fails as it did when its page names no other one', async () => {
    const page = [1, 2].map((n) => `<p><img src="/full/${n}.png?sig=abcdef"></p>`).join('')
    const { task, site } = await run(page, ({ path }) =>
      path.startsWith('/full/') ? { kind: 'status', status: 403 } : null,
    )
    expect(task.progress.counts).toMatchObject({ saved: 0, failed: 2 })
    expect(site.visits.filter(({ path }) => path === '/post/7')).toHaveLength(2)
  })
})

describe('a placeholder', () => {
  const page = [1, 2, 3].map((n) => `<p><img src="/full/${n}.png"></p>`).join('')

  it('to which a removed picture redirects is a failure, and no file', async () => {
    const { task } = await run(page, ({ path }) =>
      path === '/full/2.png' || path === '/full/3.png'
        ? { kind: 'redirect', to: '/thumb/removed.png' }
        : null,
    )
    expect(task.progress.counts).toMatchObject({ saved: 1, skipped: 0, failed: 2 })
    expect(failures().map(({ kind }) => kind)).toEqual(['not-found', 'not-found'])
    expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(1)
  })

  it('that is known by its second answer alone is a failure of the first picture too', async () => {
    const { task } = await run(page, ({ path }) =>
      path === '/full/2.png' || path === '/full/3.png' ? { kind: 'redirect', to: '/thumb/z.png' } : null,
    )
    expect(task.progress.counts).toMatchObject({
      found: 3,
      saved: 1,
      skipped: 0,
      failed: 2,
      bytes: sizeOf('/full/1.png'),
    })
    expect(failures().map(({ kind }) => kind)).toEqual(['not-found', 'not-found'])
    expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(1)
    expect(files().filter((file) => file.sha256 !== undefined)).toHaveLength(1)
    expect(bench.events.filter(({ kind }) => kind === 'withdrawn')).toHaveLength(1)
  })

  it('that is known by its second answer alone gives way to the smaller versions of both pictures', async () => {
    const linked = [1, 2, 3]
      .map((n) => `<p><a href="/full/${n}.png"><img src="/thumb/${n}.png"></a></p>`)
      .join('')
    const { task } = await run(linked, ({ path }) =>
      path === '/full/2.png' || path === '/full/3.png' ? { kind: 'redirect', to: '/thumb/z.png' } : null,
    )
    const bytes = sizeOf('/full/1.png') + sizeOf('/thumb/2.png') + sizeOf('/thumb/3.png')
    expect(task.progress.counts).toMatchObject({ found: 3, saved: 3, failed: 0, bytes })
    expect(shortfallsOf(task.progress.counts)).toEqual({ smaller: 2 })
    const contents = files().map((file) => file.sha256)
    expect(contents).toEqual([content('/full/1.png'), content('/thumb/2.png'), content('/thumb/3.png')])
    expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(3)
  })

  it('gives way to the smaller version of the page', async () => {
    const linked = [1, 2, 3]
      .map((n) => `<p><a href="/full/${n}.png"><img src="/thumb/${n}.png"></a></p>`)
      .join('')
    const { task } = await run(linked, ({ path }) =>
      path === '/full/2.png' ? { kind: 'redirect', to: '/thumb/hotlink.png' } : null,
    )
    expect(task.progress.counts).toMatchObject({ saved: 3, failed: 0 })
    expect(files()[1]).toMatchObject({ sha256: content('/thumb/2.png') })
  })
})

describe('a picture inside its page', () => {
  it('is read from the page, checked and named like any other', async () => {
    const bytes = [1, 2, 3].map((n) => makePng(`inside ${n}`, 12_000))
    const { task, site } = await run(
      bytes.map((one) => `<p><img src="data:image/png;base64,${one.toString('base64')}"></p>`).join(''),
    )
    expect(task.progress.counts).toMatchObject({ saved: 3, failed: 0 })
    expect(files().map((file) => file.sha256)).toEqual(bytes.map((one) => sha256(one)))
    expect(site.visits.filter(({ path }) => path === '/post/7')).toHaveLength(1)
  })
})
