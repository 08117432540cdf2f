import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../test/exhaustive'
import { type GallerySite, startGallerySite } from '../../../test/site/gallery-site'
import { type CliRun, openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite
let first: CliRun
let release: () => void

beforeEach(async () => {
  bench = openTestCli()
  site = await startGallerySite({ pages: 4, images: 2 })
  release = site.hold('/i/1-2.png')
  first = bench.start(['get', page(1), '-o', bench.target, '-v'])
  await first.until(/Saved: /)
  await site.asked('/i/1-2.png')
})

afterEach(async () => {
  release()
  await bench.close()
  await site.close()
})

const page = (number: number) => `${site.origin}/g/${number}.html`
const images = () => bench.files().filter((file) => file.endsWith('.png'))

describe('while one terminal downloads, another one', () => {
  it('hands its address over, follows it there, and both are on the list', async () => {
    const end = await bench.run('get', page(2), '-o', bench.target, '--json')
    expect(end.err).toMatch(/Another terminal \(process \d+\) is running: the download continues there\./)
    expect(end.events().filter(({ event }) => event === 'saved')).toHaveLength(2)
    expect(end.events().at(-1)).toEqual({
      event: 'summary',
      saved: 2,
      skipped: 0,
      failed: 0,
      incomplete: [],
      exitCode: 0,
    })
    const list = await bench.run('list')
    expect(list.out).toMatch(/ 1 {2}running/)
    expect(list.out).toMatch(/ 2 {2}done/)
    release()
    expect((await first.ended).code).toBe(0)
    expect(images()).toHaveLength(4)
  })

  it('on the same gallery waits for what is fetched there, and nothing lies twice', async () => {
    const second = bench.start(['get', page(1), '-o', bench.target, '--json'])
    await second.until(/"gallery"/)
    release()
    const end = await second.ended
    expect(end.events().at(-1)).toEqual({
      event: 'summary',
      saved: 0,
      skipped: 2,
      failed: 0,
      incomplete: [],
      exitCode: 0,
    })
    expect((await first.ended).code).toBe(0)
    expect(images()).toHaveLength(2)
    expect(site.count('/i/1-1.png') + site.count('/i/1-2.png')).toBe(2)
  })

  it.runIf(isExhaustive)('gets the failures and the exit code of its own task only', async () => {
    site.refuse('/g/3.html', 401)
    expect((await bench.run('get', page(3), '-o', bench.target)).code).toBe(16)
    release()
    expect((await first.ended).code).toBe(0)
  })

  it('pauses there what it is asked to', async () => {
    const end = await bench.run('pause', '1')
    expect(end).toMatchObject({ code: 0, err: '' })
    expect((await first.ended).code).toBe(130)
    expect((await bench.run('list')).out).toMatch(/ 1 {2}paused/)
  })

  it.runIf(isExhaustive)('ends the range of a task there, and what was found is saved', async () => {
    const open = site.hold('/g/2.html')
    const second = bench.start(['get', `${site.origin}/g/[2-4].html`, '-o', bench.target, '--per-site', '1'])
    await site.asked('/g/2.html')
    const end = await bench.run('stop', '2')
    expect(end).toMatchObject({ code: 0, err: '' })
    expect(end.out).toContain('No further pages are read: 2')
    open()
    const { code, out } = await second.ended
    expect(code).toBe(2)
    expect(out).toMatch(/^Incomplete: .*/m)
    expect(await bench.run('stop', '2')).toMatchObject({ code: 32 })
    const single = await bench.run('stop', '1')
    expect(single.err).toContain('task 1 has no range that could end before its last page')
  })

  it('reads a page through the other one', async () => {
    const end = await bench.run('probe', page(2), '--json')
    expect(end.events().filter(({ event }) => event === 'image')).toHaveLength(2)
    expect(end.code).toBe(0)
  })

  it('is refused what only an engine of its own could do', async () => {
    for (const option of [
      ['--limit-rate', '1M'],
      ['-c', bench.write('c.json', '{}')],
    ]) {
      const end = await bench.run('get', page(2), '-o', bench.target, ...option)
      expect(end.code).toBe(128)
      expect(end.err).toContain(`${option[0]} cannot be applied: another terminal (process `)
    }
  })

  it.skipIf(process.platform === 'win32')(
    'pauses its own task there at Ctrl-C and leaves the other alone',
    async () => {
      const stop = site.hold('/i/2-2.png')
      const second = bench.start(['get', page(2), '-o', bench.target])
      await site.asked('/i/2-2.png')
      await second.until(/Gallery: /)
      second.child.kill('SIGINT')
      expect((await second.ended).code).toBe(130)
      const list = await bench.run('list')
      expect(list.out).toMatch(/ 1 {2}running/)
      expect(list.out).toMatch(/ 2 {2}paused/)
      stop()
      release()
      expect((await first.ended).code).toBe(0)
    },
  )

  it
    .skipIf(process.platform === 'win32')
    .each(isExhaustive ? (['SIGKILL', 'SIGINT'] as const) : (['SIGKILL'] as const))(
    'continues its own task here when the first one ends by %s',
    async (signal) => {
      const stop = site.hold('/i/2-2.png')
      const second = bench.start(['get', page(2), '-o', bench.target])
      await site.asked('/i/2-2.png')
      await second.until(/Gallery: /)
      first.child.kill(signal)
      await first.ended
      await second.until(/The other process has ended: the download continues here\./)
      stop()
      expect((await second.ended).code).toBe(0)
      expect(images().filter((file) => / 2-\d\.png$/.test(file))).toHaveLength(2)
      const list = await bench.run('list')
      expect(list.out).toMatch(/ 1 {2}paused/)
      expect(list.out).toMatch(/ 2 {2}done/)
    },
  )

  it.runIf(isExhaustive)('with another data folder has an engine of its own', async () => {
    const other = openTestCli()
    try {
      const end = await other.run('get', page(2), '-o', join(other.root, 'own'))
      expect(end).toMatchObject({ code: 0, err: '' })
    } finally {
      await other.close()
    }
  })
})
