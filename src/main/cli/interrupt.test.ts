import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../test/exhaustive'
import { type GallerySite, startGallerySite } from '../../../test/site/gallery-site'
import { makePng } from '../../../test/site/pictures.mjs'
import { type CliRun, openTestCli, type TestCli } from '../../../test/test-cli'

const imageBytes = 400_000

let bench: TestCli
let site: GallerySite
let release: () => void

beforeEach(async () => {
  bench = openTestCli()
  site = await startGallerySite({ pages: 2, images: 4, imageBytes })
  release = site.hold('/i/2-3.png')
})

afterEach(async () => {
  release()
  await bench.close()
  await site.close()
})

const range = () => `${site.origin}/g/[1-2].html`
const finals = () => bench.files().filter((file) => file.endsWith('.png'))
const identity = (file: string) => {
  const { ino, mtimeMs } = statSync(join(bench.target, file))
  return `${file} ${ino} ${mtimeMs}`
}

/** A download of eight images of which one hangs and all others are saved. */
async function halfWay(...more: readonly string[]): Promise<CliRun> {
  const run = bench.start(['get', range(), '-o', bench.target, '-v', ...more])
  await run.until(/(?:Saved: [^]*){7}/)
  await site.asked('/i/2-3.png')
  return run
}

/** After the first run: finished files are the same files, every picture is whole, nothing was fetched twice. */
async function expectResumed(before: readonly string[]): Promise<void> {
  const end = await bench.run('resume', '1', '--json')
  expect(end.code).toBe(0)
  expect(end.events().at(-1)).toMatchObject({ failed: 0, exitCode: 0 })
  const after = finals().map(identity)
  expect(after).toHaveLength(8)
  for (const file of before) expect(after).toContain(file)
  for (const file of finals()) {
    const [, page, image] = /\d+ (\d)-(\d)\.png$/.exec(file) ?? []
    // Not toEqual: it takes seconds for buffers of this size.
    const isWhole = readFileSync(join(bench.target, file)).equals(
      makePng(`/i/${page}-${image}.png`, imageBytes),
    )
    expect(isWhole).toBe(true)
  }
  const twice = site.log.filter((path, index) => site.log.indexOf(path) !== index)
  expect(twice).toEqual(['/i/2-3.png'])
  expect(bench.files().filter((file) => file.endsWith('.part'))).toEqual([])
}

describe.skipIf(process.platform === 'win32')('a download that is interrupted', () => {
  it('by Ctrl-C pauses, says how to resume, ends with 130, and resumes there', async () => {
    const run = await halfWay()
    run.child.kill('SIGINT')
    const end = await run.ended
    expect(end).toMatchObject({ code: 130, signal: null })
    expect(end.err).toContain(`Paused. Resume with: galleon resume --data-dir ${bench.data} 1`)
    expect(finals()).toHaveLength(7)
    const before = finals().map(identity)
    expect((await bench.run('list')).out).toMatch(/ 1 {2}paused {7}7\/8 images/)
    release()
    await expectResumed(before)
  })

  it.runIf(isExhaustive).each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s pauses and ends with %i', async (signal, code) => {
    const run = await halfWay()
    run.child.kill(signal)
    expect(await run.ended).toMatchObject({ code, signal: null })
    expect((await bench.run('list')).out).toMatch(/ 1 {2}paused/)
  })

  it('gives programs a summary all the same', async () => {
    const run = await halfWay('--json')
    run.child.kill('SIGINT')
    const events = (await run.ended).events()
    expect(events.at(-1)).toEqual({
      event: 'summary',
      saved: 7,
      skipped: 0,
      failed: 0,
      incomplete: [],
      exitCode: 130,
    })
  })

  it('by kill -9 leaves no partial file under a final name, and resumes', async () => {
    const run = await halfWay()
    run.child.kill('SIGKILL')
    expect((await run.ended).signal).toBe('SIGKILL')
    for (const file of finals()) {
      expect(statSync(join(bench.target, file)).size).toBe(makePng('x', imageBytes).length)
    }
    const before = finals().map(identity)
    release()
    await expectResumed(before)
  })

  it('by a reader of its output who has left pauses quietly', async () => {
    const run = await halfWay()
    run.child.stdout.destroy()
    release()
    const { err } = await run.ended
    expect(err).not.toMatch(/EPIPE|error/i)
    const list = await bench.run('list')
    expect(list.out).toMatch(/ 1 {2}(paused|done)/)
  })

  it.runIf(isExhaustive)('resumes all that is paused when asked for all', async () => {
    const run = await halfWay()
    run.child.kill('SIGINT')
    await run.ended
    release()
    expect((await bench.run('resume', '--all')).code).toBe(0)
    expect(finals()).toHaveLength(8)
    const nothing = await bench.run('resume', '--all')
    expect(nothing).toMatchObject({ code: 0 })
    expect(nothing.out).toContain('nothing to resume')
  })

  it('can be cancelled then, with or without its finished files', async () => {
    const run = await halfWay()
    run.child.kill('SIGINT')
    await run.ended
    const cancelled = await bench.run('cancel', '1', '--delete-files')
    expect(cancelled.code).toBe(0)
    expect(cancelled.out).toMatch(/[1-8] files? (moved to the trash|deleted for good)/)
    expect(finals()).toEqual([])
    expect((await bench.run('list')).out).toMatch(/ 1 {2}cancelled/)
  })
})

describe('a download that is cancelled with its files', () => {
  it.runIf(isExhaustive)('keeps those that were changed since, and names them', async () => {
    const run = await halfWay()
    run.child.kill('SIGINT')
    await run.ended
    const [file] = finals()
    const path = join(bench.target, file as string)
    writeFileSync(path, 'my drawing')
    const { code, out } = await bench.run('cancel', '1', '--delete-files')
    expect(code).toBe(0)
    expect(out).toContain('1 file kept: changed since the download')
    expect(out).toContain(`  ${path}`)
    expect(readFileSync(path, 'utf8')).toBe('my drawing')
    expect(finals()).toEqual([file])
  })
})

describe('a download with problems', () => {
  it('is asked for again by retry, and nothing else of it', async () => {
    release()
    site.refuse('/i/1-2.png', 403, 2)
    expect((await bench.run('get', range(), '-o', bench.target)).code).toBe(4)
    const before = finals().map(identity)
    expect(before).toHaveLength(7)
    const end = await bench.run('retry', '1', '--json')
    expect(end.events().at(-1)).toMatchObject({ saved: 1, failed: 0, exitCode: 0 })
    for (const file of before) expect(finals().map(identity)).toContain(file)
    expect(site.count('/i/1-2.png')).toBe(3)
    expect(site.count('/i/1-1.png')).toBe(1)
  })
})

describe.runIf(isExhaustive && process.platform !== 'win32')('a download of pages that all fail', () => {
  it('ends with 130 and says how to continue, whatever its threads are doing', async () => {
    const empty = await bench.serve({ pages: 5000, images: 0 })
    const args = [
      ['get', empty.page('[1-5000]'), '-y', '-o', bench.target],
      ...Array.from({ length: 4 }, () => ['resume', '1']),
    ]
    for (const [round, words] of args.entries()) {
      const run = bench.start(words)
      // Each round later, so that the signal comes at different instants of the work.
      await run.until(new RegExp(`(?:Not saved[^]*){${1 + (round % 3)}}`))
      run.child.kill('SIGINT')
      const end = await run.ended
      expect(end).toMatchObject({ code: 130, signal: null })
      expect(end.err).toMatch(/galleon.* resume .*1\n$/)
    }
  })
})

describe.skipIf(process.platform === 'win32')('a second signal', () => {
  it.each(isExhaustive ? (['SIGINT', 'SIGTERM', 'SIGHUP'] as const) : (['SIGINT'] as const))(
    '%s ends a program whose main thread is busy',
    async (signal) => {
      // Busy for ever as soon as a signal has come: no listener of this program can run any more.
      const busy = `import { writeSync } from 'node:fs'
        const block = () => { writeSync(1, 'busy\\n'); for (;;); }
        for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => setImmediate(block))`
      const address = `data:text/javascript,${encodeURIComponent(busy)}`
      const run = bench.start(['get', range(), '-o', bench.target], {
        env: { NODE_OPTIONS: `--import ${address}` },
      })
      await site.asked('/i/2-3.png')
      run.child.kill(signal)
      await run.until(/busy/)
      run.child.kill(signal)
      expect((await run.ended).signal).toBe(signal)
    },
  )
})
