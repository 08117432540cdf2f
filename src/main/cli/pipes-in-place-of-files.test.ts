import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../test/exhaustive'
import { type GallerySite } from '../../../test/site/gallery-site'
import { makePng } from '../../../test/site/pictures.mjs'
import { type CliRun, openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(async () => {
  bench = openTestCli()
  site = await bench.serve({ pages: 1, images: 1 })
})
afterEach(() => bench.close())

/** How the run ends; one that hangs is killed and fails the test. */
async function endOf(run: CliRun) {
  const killer = setTimeout(() => run.child.kill('SIGKILL'), 15_000)
  const end = await run.ended
  clearTimeout(killer)
  expect({ signal: end.signal, err: end.err }).toEqual({ signal: null, err: end.err })
  return end
}

function makePipe(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  execFileSync('mkfifo', [path])
}

const galleryFolder = () => join(bench.target, 'Gallery 1 [1]')
const get = () => endOf(bench.start(['get', site.page('1'), '-o', bench.target]))

describe.skipIf(process.platform === 'win32')('a named pipe does not hang the program', () => {
  it('in the place of files that a download does not need: it still ends well', async () => {
    const names = [
      'logs/galleon.log',
      'control.json',
      'window-state.json',
      'recipes/mine.json',
      'galleon.db.damaged',
      'galleon.db.part',
      'config.json.part',
    ]
    // All at once: none of them keeps the program from the others, and each start takes most of a second.
    for (const name of names) makePipe(join(bench.data, name))
    expect((await get()).code).toBe(0)
    expect(readFileSync(join(galleryFolder(), '001 1-1.png'))).toEqual(makePng('/i/1-1.png'))
  })

  it.each([['config.json'], ['galleon.db']])(
    'in the place of %s: that is an error which names it',
    async (name) => {
      makePipe(join(bench.data, name))
      const { code, err } = await get()
      expect(code).not.toBe(0)
      expect(err).toContain(join(bench.data, name))
    },
  )

  it('in the place of the lock: that is an error', async () => {
    makePipe(join(bench.data, 'engine.lock'))
    expect((await get()).code).not.toBe(0)
  })

  it('in the place of a gallery.json, which is then not that of the gallery', async () => {
    makePipe(join(galleryFolder(), 'gallery.json'))
    expect((await get()).code).toBe(0)
    expect(bench.images()).toEqual(['Gallery 1 [1] (2)/001 1-1.png'])
  })

  it('in the place of a gallery.json that is verified', async () => {
    makePipe(join(galleryFolder(), 'gallery.json'))
    const { code, err } = await endOf(bench.start(['verify', galleryFolder()]))
    expect({ code, err }).toEqual({ code: 32, err: expect.stringContaining('nothing to verify') })
  })

  it('in the place of the file of folders of the desktop', async () => {
    makePipe(join(bench.root, '.config', 'user-dirs.dirs'))
    expect((await endOf(bench.start(['list']))).code).toBe(0)
  })
})

describe('a gallery.json that is not read whole into memory', () => {
  it.skipIf(process.platform === 'win32')('a link to a device without an end', async () => {
    mkdirSync(galleryFolder())
    symlinkSync('/dev/zero', join(galleryFolder(), 'gallery.json'))
    expect((await get()).code).toBe(0)
    expect(bench.images()).toEqual(['Gallery 1 [1] (2)/001 1-1.png'])
  })

  it.runIf(isExhaustive)('two gigabytes of nothing', async () => {
    mkdirSync(galleryFolder())
    writeFileSync(join(galleryFolder(), 'gallery.json'), '')
    truncateSync(join(galleryFolder(), 'gallery.json'), 2 * 1024 ** 3)
    expect((await get()).code).toBe(0)
    expect(bench.images()).toEqual(['Gallery 1 [1] (2)/001 1-1.png'])
  })

  it.runIf(isExhaustive).each([
    ['as it was written', (record: object) => JSON.stringify(record)],
    [
      'with its fields in another order',
      (record: object) => JSON.stringify(Object.fromEntries(Object.entries(record).reverse())),
    ],
    ['with a byte order mark', (record: object) => `\uFEFF${JSON.stringify(record, null, 2)}`],
  ])('one of this gallery with 100,000 pictures is recognised %s', async (_, written) => {
    await bench.get(site.page('1'))
    const path = join(galleryFolder(), 'gallery.json')
    const record = JSON.parse(readFileSync(path, 'utf8')) as { readonly files: readonly object[] }
    const files = Array.from({ length: 100_000 }, () => record.files[0])
    writeFileSync(path, written({ ...record, files }))
    rmSync(bench.data, { recursive: true })
    expect((await bench.get(site.page('1'))).code).toBe(0)
    expect(bench.images()).toEqual(['Gallery 1 [1]/001 1-1.png'])
  })
})
