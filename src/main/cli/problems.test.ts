import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GallerySite } from '../../../test/site/gallery-site'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(() => {
  bench = openTestCli()
})

afterEach(() => bench.close())

describe('the end of a run', () => {
  it('shows what went wrong by cause and site, with what can be done and the command for it', async () => {
    site = await bench.serve({ pages: 1, images: 4 })
    for (const num of [1, 2, 3]) site.refuse(`/i/1-${num}.png`, 403)
    site.refuse('/i/1-4.png', 404)
    const { err, code } = await bench.get(site.page('1'))
    const { host } = new URL(site.origin)
    expect(code).toBe(4)
    expect(err).toContain('Problems of task 1:')
    expect(err).toContain(`${host} answered 403 to 3 images\n`)
    expect(err).toMatch(/galleon retry --data-dir \S+ 1 --kind forbidden --referer-page\n/)
    expect(err).toContain(`Not found at ${host}: 1 image (404)\n`)
  })

  it('does not show each of many failures alike, but for programs and with -v', async () => {
    site = await bench.serve({ pages: 1, images: 12 })
    for (let num = 1; num <= 12; num++) site.refuse(`/i/1-${num}.png`, 403)
    const end = await bench.get(site.page('1'), '--json')
    expect(end.err.match(/Not saved/g)).toHaveLength(5)
    expect(end.err).not.toMatch(/^(warn|error): /m)
    expect(end.events().filter(({ event }) => event === 'failed')).toHaveLength(12)
    expect(end.err).toContain(' answered 403 to 12 images')
    const verbose = await bench.run('retry', '1', '-v')
    expect(verbose.err.match(/Not saved/g)).toHaveLength(12)
    expect(verbose.err).toContain('12 of them again after a retry')
  })

  it('reports how many pictures were skipped by size', async () => {
    site = await bench.serve({ pages: 1, images: 3, imageBytes: 3000 })
    const { out } = await bench.get(site.page('1'), '--filesize-min', '10k')
    expect(out).toContain('Skipped of task 1 by size: 3 images')
  })

  it('says until when a site wants to be left alone', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.refuse('/i/1-1.png', 429, 1, { 'retry-after': '86400' })
    const { err } = await bench.get(site.page('1'))
    expect(err).toMatch(/Rate-limited by \S+ until .*\d:\d\d.* \(1 image\)\n/)
    expect(err).toMatch(/galleon retry .* 1 --kind rate-limited, after .*\d:\d\d/)
  })
})

describe('retry', () => {
  it('asks again for one cause alone, as if from the page that shows it', async () => {
    site = await bench.serve({ pages: 1, images: 3 })
    site.protect('/i/1-1.png', site.page('1'))
    site.refuse('/i/1-2.png', 404)
    await bench.get(site.page('1'), '--referer', 'https://elsewhere.example/')
    const asked = site.count('/i/1-2.png')
    const { code } = await bench.run('retry', '1', '--kind', 'forbidden', '--referer-page')
    expect(code).toBe(0)
    expect(bench.images()).toEqual(['Gallery 1 [1]/001 1-1.png', 'Gallery 1 [1]/003 1-3.png'])
    expect(site.count('/i/1-2.png')).toBe(asked)
  })

  it('says so when nothing failed for that cause, and refuses a cause that there is not', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.refuse('/i/1-1.png', 404)
    await bench.get(site.page('1'))
    const none = await bench.run('retry', '1', '--kind', 'tls')
    expect(none.out).toContain('Nothing of task 1 failed like that.')
    const wrong = await bench.run('retry', '1', '--kind', 'sadness')
    expect(wrong).toMatchObject({ code: 32, err: expect.stringContaining('not-found') })
  })
})

describe('skip', () => {
  it('skips what failed, so that the task has no problem any more, and takes it back', async () => {
    site = await bench.serve({ pages: 1, images: 3 })
    site.refuse('/i/1-1.png', 403)
    site.refuse('/i/1-2.png', 404)
    await bench.get(site.page('1'))
    expect((await bench.run('skip', '1', '--kind', 'not-found')).out).toBe('Task 1: 1 problem skipped\n')
    expect((await bench.run('list')).out).toMatch(/1\/2 images, .*, 1 problem /)
    await bench.run('skip', '1')
    expect((await bench.run('list')).out).not.toContain('problem')
    expect((await bench.run('skip', '1', '--undo')).out).toBe('Task 1: 2 problems again\n')
    expect((await bench.run('list')).out).toContain('1/3 images')
  })
})

describe('list', () => {
  it('shows the problems of a task, to the user and to programs', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    site.refuse('/i/1-2.png', 403)
    await bench.get(site.page('1'))
    const { out } = await bench.run('list', '1', '--problems')
    expect(out).toContain(' answered 403 to 1 image')
    expect(out).toContain('--kind forbidden --referer-page')
    const events = (await bench.run('list', '--problems', '--json')).events()
    expect(events.find(({ event }) => event === 'problems')).toMatchObject({
      task: 1,
      kind: 'forbidden',
      status: 403,
      host: new URL(site.origin).host,
      images: 1,
      pages: 0,
      next: expect.stringContaining('--referer-page'),
    })
  })
})
