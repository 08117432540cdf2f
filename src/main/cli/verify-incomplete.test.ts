import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../test/exhaustive'
import type { GallerySite } from '../../../test/site/gallery-site'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(() => {
  bench = openTestCli()
})
afterEach(() => bench.close())

const folder = (page: number) => join(bench.target, `Gallery ${page} [${page}]`)

/** Three of the four pictures of the one gallery are gone. */
async function downloadOneOfFour(): Promise<void> {
  site = await bench.serve({ pages: 1, images: 4 })
  for (const num of [2, 3, 4]) site.refuse(`/i/1-${num}.png`, 404)
  expect((await bench.get(site.page('1'))).code).toBe(4)
}

describe('galleon verify of an incomplete gallery', () => {
  it('says how many pictures are missing and which, with the command that asks for them', async () => {
    await downloadOneOfFour()
    const end = await bench.run('verify', bench.target)
    expect(end.code).toBe(4)
    expect(end.out).not.toContain('All is well')
    expect(end.err).toContain('3 images missing')
    for (const num of [2, 3, 4]) expect(end.err).toContain(`${site.origin}/i/1-${num}.png`)
    expect(end.err).toMatch(/retry .*\b1\b/)
    const json = await bench.run('verify', folder(1), '--json')
    expect(json.events().find(({ event }) => event === 'incomplete')).toMatchObject({
      task: 1,
      state: 'done',
      folder: folder(1),
      images: 3,
      pages: 0,
    })
    expect(json.events().at(-1)).toMatchObject({ exitCode: 4, missing: { images: 3, pages: 0, tasks: 1 } })
  })

  it('knows missing pictures from gallery.json alone when the list is gone', async () => {
    await downloadOneOfFour()
    rmSync(bench.data, { recursive: true })
    const end = await bench.run('verify', bench.target)
    expect(end.code).toBe(4)
    expect(end.out).not.toContain('All is well')
    expect(end.err).toContain('3 images missing')
    expect(end.err).toContain(`${site.origin}/i/1-2.png`)
    expect(existsSync(bench.data)).toBe(false)
  })

  it('says which pages of a range could not be read', async () => {
    site = await bench.serve({ pages: 3, images: 1 })
    site.refuse('/g/2.html', 403)
    await bench.get(site.page('[1-3]'))
    const end = await bench.run('verify', bench.target)
    expect(end.code).toBe(4)
    expect(end.err).toContain('1 page missing')
    expect(end.err).toContain(`${site.origin}/g/2.html`)
    // The galleries that are complete are.
    expect((await bench.run('verify', folder(1))).code).toBe(0)
  })

  it('knows from gallery.json that a further page of the gallery could not be read', async () => {
    const html = (page: number) =>
      `<title>Long</title><h1>Long</h1><div class="content"><p><img src="/i/${page}-1.png"></p>
       <p><img src="/i/${page}-2.png"></p></div>${page === 1 ? '<a rel="next" href="/g/2.html">Next</a>' : ''}`
    site = await bench.serve({ pages: 2, images: 2, html })
    site.refuse('/g/2.html', 403)
    expect((await bench.get(site.page('1'))).code).toBe(4)
    expect((await bench.run('verify', bench.target)).err).toContain('1 page missing')
    rmSync(bench.data, { recursive: true })
    const end = await bench.run('verify', bench.target)
    expect(end.code).toBe(4)
    expect(end.err).toContain('1 page missing')
  })

  it.each(isExhaustive ? ['resume', 'cancel'] : ['resume'])(
    'reports a download that was ended half-way, before %s',
    async (way) => {
      site = await bench.serve({ pages: 3, images: 2 })
      const release = site.hold('/i/2-2.png')
      const run = bench.start(['get', site.page('[1-3]'), '-o', bench.target])
      await site.asked('/i/2-2.png')
      await expect.poll(() => bench.images().length).toBe(5)
      run.child.kill('SIGINT')
      expect((await run.ended).code).toBe(130)
      release()
      if (way === 'cancel') await bench.run('cancel', '1')
      const end = await bench.run('verify', bench.target, '--json')
      expect(end.code).toBe(4)
      const state = way === 'cancel' ? 'cancelled' : 'paused'
      const found = end.events().filter(({ event }) => event === 'incomplete')
      expect(found).toContainEqual(expect.objectContaining({ task: 1, state }))
      expect(end.err).toContain(`Task 1 is ${state}`)
      expect((await bench.run(way === 'cancel' ? 'retry' : 'resume', '1')).code).toBe(0)
      expect((await bench.run('verify', bench.target)).code).toBe(0)
    },
  )

  it('is content with what the user has skipped, and with what another task has saved', async () => {
    await downloadOneOfFour()
    expect((await bench.run('skip', '1')).code).toBe(0)
    const skipped = await bench.run('verify', bench.target)
    expect(skipped).toMatchObject({ code: 0, err: '' })
    expect((await bench.run('skip', '1', '--undo')).code).toBe(0)
    expect((await bench.run('verify', bench.target)).code).toBe(4)
    for (const num of [2, 3, 4]) site.refuse(`/i/1-${num}.png`, 404, 0)
    expect((await bench.get(site.page('1'))).code).toBe(0)
    expect((await bench.run('verify', bench.target)).code).toBe(0)
  })

  it.runIf(isExhaustive)(
    'names galleries of the list that are gone from disk, also when nothing is left to check',
    async () => {
      site = await bench.serve({ pages: 2, images: 2 })
      await bench.get(site.page('[1-2]'))
      rmSync(folder(1), { recursive: true })
      const one = await bench.run('verify', bench.target, '--json')
      expect(one.code).toBe(4)
      const found = one.events().filter(({ event }) => event === 'incomplete')
      expect(found).toMatchObject([{ task: 1, folder: folder(1), images: 2 }])
      const itself = await bench.run('verify', folder(1))
      expect(itself.code).toBe(4)
      expect(itself.err).toContain(`Gone from disk: ${folder(1)}: 2 images missing`)
      expect(itself.err).toContain(site.page('[1-2]'))
      expect((await bench.run('verify', folder(2))).code).toBe(0)
      rmSync(folder(2), { recursive: true })
      const both = await bench.run('verify', bench.target)
      expect(both.code).toBe(4)
      expect(both.out).not.toContain('All is well')
      // Nothing is wrong with what neither disk nor list knows: there is nothing to verify.
      expect((await bench.run('verify', join(bench.target, 'elsewhere'))).code).toBe(32)
      await bench.get(site.page('[1-2]'))
      expect((await bench.run('verify', bench.target)).code).toBe(0)
      await bench.run('cancel', '1', '2', '--delete-files')
      expect((await bench.run('verify', bench.target)).code).toBe(32)
    },
  )

  it('reports a task that saved nothing at all', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.refuse('/g/1.html', 403)
    expect((await bench.get(site.page('1'))).code).toBe(4)
    const end = await bench.run('verify', bench.target)
    expect(end.code).toBe(4)
    expect(end.err).toContain(`${site.origin}/g/1.html`)
  })
})
