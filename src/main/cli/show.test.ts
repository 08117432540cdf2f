import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite, startGallerySite } from '../../../test/site/gallery-site'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(async () => {
  bench = openTestCli()
  site = await startGallerySite({ pages: 3, images: 3 })
})

afterEach(async () => {
  await bench.close()
  await site.close()
})

const range = (pages: string) => `${site.origin}/g/${pages}.html`

describe('probe', () => {
  it('shows what would be taken and why not the rest, and saves nothing', async () => {
    const end = await bench.run('probe', range('[1-3]'))
    expect(end.code).toBe(0)
    expect(end.out).toContain(`Pages       3: ${range('1')}, ${range('2')}, ${range('3')}`)
    expect(end.out).toContain('Images      3\n')
    for (const image of [1, 2, 3]) expect(end.out).toContain(`\n  ${site.origin}/i/1-${image}.png\n`)
    expect(end.out).toMatch(/Skipped {5}1\n.*\/i\/logo\.png {2}\(.+\)\n/)
    expect(site.log.filter((path) => path.startsWith('/i/'))).toEqual([])
    expect(bench.files()).toEqual([])
  })

  it('gives programs the same', async () => {
    const end = await bench.run('probe', range('[1-3]'), '--json')
    const events = end.events()
    expect(events.filter(({ event }) => event === 'image').map(({ url }) => url)).toEqual(
      [1, 2, 3].map((image) => `${site.origin}/i/1-${image}.png`),
    )
    expect(events).toContainEqual({
      event: 'left-out',
      url: `${site.origin}/i/logo.png`,
      reason: expect.any(String),
    })
    expect(events.at(-1)).toEqual({
      event: 'summary',
      saved: 0,
      skipped: 0,
      failed: 0,
      incomplete: [],
      exitCode: 0,
    })
  })

  it('of a page that is not there fails with its reason', async () => {
    const end = await bench.run('probe', `${site.origin}/nowhere`, '--json')
    expect(end.code).toBe(4)
    expect(end.events()).toEqual([
      {
        event: 'failed',
        url: `${site.origin}/nowhere`,
        failure: { kind: 'not-found', message: expect.any(String) },
      },
      { event: 'summary', saved: 0, skipped: 0, failed: 1, incomplete: [], exitCode: 4 },
    ])
  })

  it('of a page without pictures fails as no-images', async () => {
    await site.close()
    site = await startGallerySite({
      pages: 1,
      images: 0,
      html: () => '<title>Text</title><p>Words and no pictures.',
    })
    const end = await bench.run('probe', range('1'), '--json')
    expect(end.code).toBe(4)
    expect(end.events().find(({ event }) => event === 'failed')).toMatchObject({
      failure: { kind: 'no-images' },
    })
  })

  it('lists all pictures of a page that has very many', async () => {
    await site.close()
    const many = Array.from({ length: 1200 }, (_, index) => `<p><img src="/i/${index}.png"></p>`).join('')
    site = await startGallerySite({ pages: 1, images: 0, html: () => `<h1>Many</h1>${many}` })
    const end = await bench.run('probe', range('1'), '--json')
    expect(end.events().filter(({ event }) => event === 'image')).toHaveLength(1200)
  })

  it.skipIf(process.platform === 'win32')('ends at Ctrl-C', async () => {
    const release = site.hold('/g/1.html')
    const run = bench.start(['probe', range('1')])
    await site.asked('/g/1.html')
    run.child.kill('SIGINT')
    expect(await run.ended).toMatchObject({ code: 130, signal: null })
    release()
  })
})

describe('list', () => {
  it('shows each task with its number, state and counts', async () => {
    await bench.run('get', range('[1-2]'), '-o', bench.target)
    await bench.run('get', `${site.origin}/nowhere`, '-o', bench.target)
    const end = await bench.run('list')
    expect(end.out.split('\n')).toEqual([
      expect.stringMatching(/^ {3}1 {2}done {9}6\/6 images, \d+ KB {2}http/),
      expect.stringMatching(/^ {3}2 {2}failed {7}0\/0 images, 0 B, 1 problem {2}http/),
      '',
    ])
    const events = (await bench.run('list', '--json')).events()
    expect(events[0]).toMatchObject({ event: 'task', id: 1, state: 'done', tally: { saved: 6 } })
    expect(events.at(-1)).toMatchObject({ event: 'summary', exitCode: 0 })
  })
})

describe('recipes', () => {
  it('are shown, and what is wrong with one of the user’s own', async () => {
    mkdirSync(join(bench.data, 'recipes'), { recursive: true })
    writeFileSync(join(bench.data, 'recipes', 'broken.json'), '{"name":"broken"}')
    const end = await bench.run('recipes')
    expect(end.code).toBe(0)
    expect(end.out).toMatch(/^automatic /m)
    expect(end.out).toMatch(/^numbered-gbk /m)
    expect(end.err).toContain('broken.json')
    const events = (await bench.run('recipes', '--json')).events()
    expect(events.filter(({ event }) => event === 'recipe').length).toBeGreaterThan(2)
  })
})

describe('demo', () => {
  const quick = ['--latency', '0', '--rate', '100M', '--port', '0'] as const

  it('downloads its galleries, says where they are, and leaves the list alone', async () => {
    const run = bench.start(['demo', ...quick, '-o', 'here', '--json'])
    const end = await run.ended
    const [summary] = end.events().slice(-1)
    expect(summary).toMatchObject({ event: 'summary', failed: 2, exitCode: 0 })
    expect(summary?.['saved']).toBeGreaterThan(80)
    expect(end.err).toContain(`The galleries are in ${join(bench.root, 'here')}`)
    const galleries = readdirSync(join(bench.root, 'here'))
    expect(galleries.length).toBe(end.events().filter(({ event }) => event === 'gallery').length)
    for (const gallery of galleries) {
      expect(existsSync(join(bench.root, 'here', gallery, 'gallery.json'))).toBe(true)
    }
  }, 120_000)

  it.skipIf(process.platform === 'win32')('serves until Ctrl-C', async () => {
    const run = bench.start(['demo', '--serve', ...quick])
    await run.until(/^http:\/\/127\.0\.0\.1:\d+\/a\/\[5510-5525\]\.html$/m)
    run.child.kill('SIGINT')
    const end = await run.ended
    expect(end.code).toBe(130)
  })
})

describe('help', () => {
  it('is complete: every command has examples', async () => {
    const top = (await bench.run('--help')).out
    const names = [...top.matchAll(/^ {2}([a-z]+)(?: \[|$)/gm)].map(([, name]) => name ?? '')
    expect(names).toEqual(
      expect.arrayContaining([
        'get',
        'list',
        'resume',
        'retry',
        'pause',
        'cancel',
        'probe',
        'recipes',
        'demo',
      ]),
    )
    const commands = names.filter((one) => one !== 'help')
    const ends = await Promise.all(commands.map((name) => bench.run(name, '--help')))
    for (const [index, end] of ends.entries()) {
      expect(end.code).toBe(0)
      expect(end.out).toMatch(new RegExp(`Examples:\n {2}galleon ${commands[index]}`))
    }
  })

  it('and the version are no failures', async () => {
    expect(await bench.run('--version')).toMatchObject({ code: 0, out: '0.1.0\n' })
    expect((await bench.run()).code).toBe(32)
  })
})

describe('the program', () => {
  it('is a script that plain Node runs and that never asks for Electron', () => {
    const bundle = readFileSync(resolve('out/test/cli.js'), 'utf8')
    expect(bundle.startsWith('#!/usr/bin/env node\n')).toBe(true)
    expect(bundle).not.toMatch(/from\s*["']electron|import\(\s*["']electron|require\(\s*["']electron/)
  })
})
