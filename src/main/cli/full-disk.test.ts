import { closeSync, mkdirSync, openSync, readdirSync, symlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../test/exhaustive'
import { type GallerySite, startGallerySite } from '../../../test/site/gallery-site'
import { canMount, mountSmallDisk, type SmallDisk } from '../../../test/small-disk'
import { openTestCli, type TestCli } from '../../../test/test-cli'

const mebibyte = 1024 ** 2

let bench: TestCli
let site: GallerySite
let disk: SmallDisk

const finals = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.png'))

/** Writes until the disk takes no more; answers why. */
function fill(path: string): unknown {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(4096)
  try {
    for (;;) writeSync(file, block)
  } catch (error) {
    return codeOf(error)
  } finally {
    closeSync(file)
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null)

describe.runIf(canMount)('a full disk', () => {
  beforeEach(async () => {
    bench = openTestCli()
    site = await startGallerySite({ pages: 1, images: 12, imageBytes: mebibyte / 2 })
    disk = mountSmallDisk(4)
  })

  afterEach(async () => {
    await bench.close()
    await site.close()
    disk[Symbol.dispose]()
  })

  it('ends the run with 128 and 4, also after other problems, and says how to resume', async () => {
    site.refuse('/i/1-1.png', 404)
    const end = await bench.run('get', `${site.origin}/g/1.html`, '-o', disk.folder)
    expect(end.code).toBe(128 | 4)
    expect(end.err.match(/The disk is full/g)).toHaveLength(1)
    expect(end.err).toMatch(/Resume with: galleon resume .*1, or into another folder with -o FOLDER/)
  })

  it('lets a task continue in another folder, with what its gallery has', async () => {
    await bench.run('get', `${site.origin}/g/1.html`, '-o', disk.folder)
    const saved = finals(disk.folder)
    const end = await bench.run('resume', '1', '-o', bench.target)
    expect([end.code, finals(bench.target).length, finals(disk.folder).length]).toEqual([0, 12, 0])
    for (const name of saved) expect(site.count(`/i/${name.slice(name.lastIndexOf(' ') + 1)}`)).toBe(1)
  })

  it.runIf(isExhaustive)('stays with --wait until there is space, and brings all', async () => {
    const run = bench.start(['get', `${site.origin}/g/1.html`, '-o', disk.folder, '--wait'])
    await run.until(/It resumes automatically when this is resolved/)
    disk.resize(32)
    expect(await run.ended).toMatchObject({ code: 0 })
    expect(finals(disk.folder)).toHaveLength(12)
  })

  it('asks nothing of the site when the folder cannot be written to', async () => {
    disk.setReadOnly(true)
    const end = await bench.run('get', `${site.origin}/g/1.html`, '-o', disk.folder)
    expect([end.code, site.log]).toEqual([128 | 4, []])
    expect(end.err.match(/cannot be written to/g)).toHaveLength(1)
  })

  it('says that the data folder cannot be written to', async () => {
    symlinkSync(join(disk.mountPoint, 'data'), bench.data)
    disk.setReadOnly(true)
    const end = await bench.run('get', `${site.origin}/g/1.html`, '-o', bench.target)
    expect((end.code ?? 0) & 128).toBe(128)
    expect(end.err).not.toMatch(/\n\s+at /)
  })

  describe('that holds the data folder', () => {
    const reading = [
      ['list'],
      ['list', '1', '--problems'],
      ['recipes'],
      ['diagnostics'],
      ['verify'],
      ['probe'],
    ] as const

    beforeEach(async () => {
      site.refuse('/i/1-1.png', 404)
      mkdirSync(join(disk.mountPoint, 'data'))
      symlinkSync(join(disk.mountPoint, 'data'), bench.data)
      await bench.run('get', `${site.origin}/g/1.html`, '-o', bench.target)
    })

    async function expectReadable(): Promise<void> {
      const before = readdirSync(join(disk.mountPoint, 'data'))
      for (const command of reading) {
        const more =
          command[0] === 'verify' ? [bench.target] : command[0] === 'probe' ? [`${site.origin}/g/1.html`] : []
        const end = await bench.run(...command, ...more)
        expect([command, end.code, end.err.includes('unexpected')]).toEqual([
          command,
          command[0] === 'verify' ? 4 : 0,
          false,
        ])
        expect(command[0] !== 'list' || end.out.includes('11/12 images')).toBe(true)
      }
      expect(readdirSync(join(disk.mountPoint, 'data'))).toEqual(before)
    }

    it.each([
      ['get', () => ['get', `${site.origin}/g/1.html`, '-o', bench.target]],
      ['remove', () => ['remove', '1']],
    ] as const)('is named by %s, which has to write', async (_name, command) => {
      expect(fill(join(disk.mountPoint, 'filler'))).toBe('ENOSPC')
      const end = await bench.run(...command())
      expect((end.code ?? 0) & 128).toBe(128)
      expect(end.err).toMatch(/[Dd]isk .*is full/)
      expect(end.err).not.toContain('unexpected')
    })

    it('is no reason for a command that only reads to fail', async () => {
      expect(fill(join(disk.mountPoint, 'filler'))).toBe('ENOSPC')
      await expectReadable()
    })

    it('is no reason either when it is read-only', async () => {
      disk.setReadOnly(true)
      await expectReadable()
      const end = await bench.run('list')
      expect(end.err).toContain('The data folder cannot be written')
    })
  })
})
