import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../test/exhaustive'
import { type GallerySite, startGallerySite } from '../../../test/site/gallery-site'
import { makePng } from '../../../test/site/pictures.mjs'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(async () => {
  bench = openTestCli()
  site = await startGallerySite({ pages: 3, images: 4, imageBytes: 4000 })
})

afterEach(async () => {
  await bench.close()
  await site.close()
})

interface Entry {
  file: string
  address: string
  bytes: number
  sha256: string
  type: string
}

const folder = (page: number) => join(bench.target, `Gallery ${page} [${page}]`)
const record = (page: number) =>
  JSON.parse(readFileSync(join(folder(page), 'gallery.json'), 'utf8')) as { files: Entry[] }
const place = (page: number, num: number) => join(folder(page), record(page).files[num - 1]?.file ?? '')
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

async function download(pages = '1-3'): Promise<void> {
  const end = await bench.run('get', `${site.origin}/g/[${pages}].html`, '-o', bench.target)
  expect(end.code).toBe(0)
}

/** Cuts one, empties one of its bytes' meaning, removes one; returns their paths. */
function harm(): { readonly cut: string; readonly html: string; readonly gone: string } {
  const [cut, html, gone] = [place(1, 1), place(2, 2), place(3, 3)]
  writeFileSync(cut, readFileSync(cut).subarray(0, 1500))
  writeFileSync(html, Buffer.alloc(readFileSync(html).length, '<p>'))
  rmSync(gone)
  return { cut, html, gone }
}

function allFit(pages: readonly number[]): boolean {
  return pages.every((page) =>
    record(page).files.every(({ file, sha256 }) => hashOf(join(folder(page), file)) === sha256),
  )
}

describe('galleon verify', () => {
  it('says that all is well, and needs no data folder for it', async () => {
    await download()
    rmSync(bench.data, { recursive: true })
    const end = await bench.run('verify', bench.target)
    expect(end.code).toBe(0)
    expect(end.out).toContain('12 images of 3 galleries are whole')
    expect(existsSync(bench.data)).toBe(false)
  })

  it('reports each bad file with its verdict and changes nothing', async () => {
    await download()
    const { cut, html, gone } = harm()
    const changed = place(1, 4)
    writeFileSync(changed, makePng('edited by hand', 5000))
    writeFileSync(join(folder(1), 'notes.txt'), 'mine')
    writeFileSync(join(folder(1), 'x.png.part'), 'half')
    const before = bench.files().map((name) => hashOf(join(bench.target, name)))
    const end = await bench.run('verify', bench.target, '--json')
    expect(end.code).toBe(4)
    const files = end.events().filter(({ event }) => event === 'file')
    expect(files.map(({ path, verdict }) => `${String(path)} ${String(verdict)}`).sort()).toEqual(
      [`${cut} wrong-size`, `${html} damaged`, `${gone} missing`, `${changed} changed`].sort(),
    )
    expect(end.events().at(-1)).toMatchObject({
      event: 'summary',
      files: 12,
      whole: 8,
      unknown: 1,
      leftovers: 1,
      verdicts: { missing: 1, 'wrong-size': 1, damaged: 1, changed: 1, unreadable: 0 },
      exitCode: 4,
    })
    expect(bench.files().map((name) => hashOf(join(bench.target, name)))).toEqual(before)
  })

  it('refuses a folder without a gallery and one that is not there', async () => {
    for (const path of [bench.target, join(bench.root, 'nowhere')]) {
      const end = await bench.run('verify', path)
      expect(end.code).toBe(32)
      expect(end.err).toContain(path)
    }
  })

  it('never follows a record out of its folder, nor a link', async () => {
    await download('1-1')
    const outside = bench.write('outside.png', 'precious')
    const { files, ...head } = record(1)
    const [first, second] = files
    if (!first || !second) throw new Error('two files')
    rmSync(join(folder(1), second.file))
    symlinkSync(outside, join(folder(1), second.file))
    symlinkSync(bench.target, join(bench.target, 'round and round'))
    const evil = ['../../outside.png', '/etc/passwd.png', '..\\x.png', '.hidden.png', 'notes.txt', 'a\0.png']
    const entries = evil.map((file, index) => ({ ...first, num: 10 + index, file }))
    writeFileSync(
      join(folder(1), 'gallery.json'),
      JSON.stringify({ ...head, files: [first, second, { ...first, num: 3 }, ...entries] }),
    )
    const end = await bench.run('verify', bench.target, '--repair', '--json')
    expect(end.code).toBe(4)
    expect(end.events().filter(({ event }) => event === 'record')).toHaveLength(evil.length + 1)
    expect(end.events().filter(({ event }) => event === 'file')).toMatchObject([{ verdict: 'unreadable' }])
    expect(readFileSync(outside, 'utf8')).toBe('precious')
    expect(site.count('/i/1-1.png')).toBe(1)
  })

  it('reports a record that is cut off or no record at all', async () => {
    await download('1-2')
    const path = join(folder(1), 'gallery.json')
    writeFileSync(path, readFileSync(path).subarray(0, -30))
    writeFileSync(join(folder(2), 'gallery.json'), '[]')
    const end = await bench.run('verify', bench.target, '--repair')
    expect(end.code).toBe(4)
    expect(end.err.match(/Bad record/g)).toHaveLength(2)
  })
})

describe('galleon verify --repair', () => {
  it('fetches exactly what is bad, with its page as Referer, and reads no page again', async () => {
    await download()
    const { cut, html, gone } = harm()
    const asked = site.log.length
    const end = await bench.run('verify', bench.target, '--repair')
    expect(end.code).toBe(0)
    expect(site.log.slice(asked).sort()).toEqual(['/i/1-1.png', '/i/2-2.png', '/i/3-3.png'])
    expect(site.referers('/i/2-2.png').at(-1)).toBe(`${site.origin}/g/2.html`)
    for (const path of [cut, html, gone]) expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG')
    expect(allFit([1, 2, 3])).toBe(true)
    expect(bench.files()).toHaveLength(15)
    expect((await bench.run('list')).out).toContain('12/12 images')
  })

  it('keeps a picture that the user may have edited: beside the new one, or where it is with --keep-changed', async () => {
    await download('1-1')
    const path = place(1, 2)
    const edited = makePng('edited by hand', 5000)
    writeFileSync(path, edited)
    const kept = await bench.run('verify', bench.target, '--repair', '--keep-changed')
    expect(kept.code).toBe(4)
    expect(readFileSync(path)).toEqual(edited)
    const all = await bench.run('verify', folder(1), '--repair')
    expect(all.code).toBe(0)
    expect(allFit([1])).toBe(true)
    expect(readFileSync(path.replace('.png', ' (old).png'))).toEqual(edited)
  })

  it.runIf(isExhaustive)(
    'keeps a damaged file when the site does not have it any more, and says so again the next time',
    async () => {
      await download('1-1')
      const path = place(1, 3)
      writeFileSync(path, readFileSync(path).subarray(0, 1000))
      const half = readFileSync(path)
      site.refuse('/i/1-3.png', 404)
      const before = record(1)
      const repairAgain = async () => {
        expect((await bench.run('verify', bench.target, '--repair')).code).toBe(4)
        expect(readFileSync(path)).toEqual(half)
        expect(record(1).files).toEqual(before.files)
      }
      await repairAgain()
      await repairAgain()
      site.refuse('/i/1-3.png', 200, 0)
      expect((await bench.run('verify', bench.target, '--repair')).code).toBe(0)
      expect(allFit([1])).toBe(true)
    },
  )

  it('repairs through the process that holds the data folder', async () => {
    await download('1-1')
    const path = place(1, 1)
    rmSync(path)
    const release = site.hold('/g/3.html')
    const other = bench.start(['get', `${site.origin}/g/3.html`, '-o', bench.target])
    await site.asked('/g/3.html')
    const end = await bench.run('verify', folder(1), '--repair')
    release()
    expect(end.code).toBe(0)
    expect(end.err).toContain('Another terminal')
    expect(existsSync(path)).toBe(true)
    expect((await other.ended).code).toBe(0)
  })

  it('adopts galleries that the records do not know, where settings allow their private host', async () => {
    await download('1-2')
    rmSync(bench.data, { recursive: true })
    cpSync(folder(1), join(bench.target, 'copied'), { recursive: true })
    const names = record(1).files.map(({ file }) => file)
    for (const name of names.slice(0, 3)) rmSync(join(bench.target, 'copied', name))
    const refused = await bench.run('verify', bench.target, '--repair')
    expect(refused.code).toBe(4)
    expect(refused.err).toContain('private')
    expect(site.count('/i/1-1.png')).toBe(1)

    mkdirSync(bench.data, { recursive: true })
    const host = new URL(site.origin).host
    writeFileSync(join(bench.data, 'config.json'), JSON.stringify({ network: { allowPrivate: [host] } }))
    const end = await bench.run('verify', bench.target, '--repair')
    expect(end.code).toBe(0)
    expect(site.count('/g/1.html')).toBe(1)
    expect(site.count('/i/1-1.png')).toBe(2)
    expect(readdirSync(join(bench.target, 'copied')).sort()).toEqual(readdirSync(folder(1)).sort())
    // One task for it, however often it was tried.
    expect((await bench.run('list')).out.trim().split('\n')).toHaveLength(1)
  })
})

describe('a repair', () => {
  it.runIf(isExhaustive)('that is killed comes to the same end when it is begun again', async () => {
    await download('1-1')
    const [cut, gone] = [place(1, 1), place(1, 2)]
    const half = readFileSync(cut).subarray(0, 1500)
    writeFileSync(cut, half)
    rmSync(gone)
    const release = site.hold('/i/1-1.png')
    const run = bench.start(['verify', bench.target, '--repair'])
    await run.until(/Fetching 2 images again/)
    while (site.count('/i/1-1.png') < 2) await site.asked('/i/1-1.png').then(() => new Promise(setImmediate))
    run.child.kill('SIGKILL')
    await run.ended
    // The bad file is where it was, whatever came of its replacement.
    expect(readFileSync(cut)).toEqual(half)
    release()
    const end = await bench.run('verify', bench.target, '--repair')
    expect(end.code).toBe(0)
    expect(allFit([1])).toBe(true)
    expect(bench.files().filter((name) => !/\/00\d 1-\d\.png$|gallery\.json$/.test(name))).toEqual([])
  })

  it('keeps another picture that the site serves by now, says so, and records it', async () => {
    await download('1-1')
    const path = place(1, 1)
    const entry = record(1).files[0]
    // What was saved is said to have been another picture.
    const text = readFileSync(join(folder(1), 'gallery.json'), 'utf8')
    writeFileSync(join(folder(1), 'gallery.json'), text.replace(entry?.sha256 ?? '', 'a'.repeat(64)))
    rmSync(path)
    const end = await bench.run('verify', bench.target, '--repair', '--json')
    expect(end.code).toBe(0)
    expect(end.events().filter(({ event }) => event === 'other-content')).toMatchObject([{ path }])
    expect(record(1).files[0]).toEqual(entry)
    expect((await bench.run('verify', bench.target)).code).toBe(0)
  })
})
