import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli

beforeEach(() => {
  bench = openTestCli()
})
afterEach(() => bench.close())

describe('the command line', () => {
  it('takes options of every command before the command', async () => {
    const site = await bench.serve({ pages: 1, images: 1 })
    const end = await bench.run('-v', '--json', 'get', site.page('1'), '-o', bench.target)
    expect(end.code).toBe(0)
    expect(end.err).toContain('Saved: ')
    expect(end.events().at(-1)).toMatchObject({ event: 'summary', saved: 1 })
    const other = join(bench.root, 'other list')
    // The bench's own --data-dir comes last and counts.
    for (const words of [
      ['--data-dir', other],
      [`--data-dir=${other}`],
      ['-vq'],
      ['-c', bench.write('c.json', '{}')],
    ])
      expect((await bench.run(...words, 'list')).code).toBe(0)
    expect(existsSync(other)).toBe(false)
    expect((await bench.run('-o', 'x', 'get', site.page('1'))).err).toContain("unknown option '-o'")
  })

  it('reports every refusal to programs as an event', async () => {
    const refusals = [
      ['list', '99', '--json'],
      ['list', 'x', '--json'],
      ['get', '--json'],
      ['get', '--no-such-option', '--json'],
      ['resume', '7', '--json'],
    ]
    for (const words of refusals) {
      const end = await bench.run(...words)
      expect(end.code).toBe(32)
      const [refusal, summary, ...others] = end.events()
      expect(refusal).toMatchObject({
        event: 'error',
        failure: { kind: 'invalid-input', message: expect.stringMatching(/./) },
      })
      expect(summary).toMatchObject({ event: 'summary', exitCode: 32 })
      expect(others).toEqual([])
    }
  })

  it('begins every error with galleon:', async () => {
    for (const words of [
      ['nonsense'],
      ['get', '--nonsense'],
      ['get'],
      ['list', '9'],
      ['get', 'x', '-R', 'many'],
    ])
      expect((await bench.run(...words)).err).toMatch(/^galleon: /)
  })

  it.each([
    ['get', 'http://127.0.0.1:1/', '--output='],
    ['get', 'http://127.0.0.1:1/', '-o', ' '],
    ['get', '--input-file='],
    ['resume', '1', '--output='],
    ['demo', '--output='],
    ['list', '--config='],
  ])('refuses an empty name: %s %s %s', async (...words) => {
    const end = await bench.run(...words)
    expect(end.code).toBe(32)
    expect(end.err).toMatch(/^galleon: .*Give /)
    expect(bench.files()).toEqual([])
  })

  it('names a recipe that cannot be used by its path once', async () => {
    mkdirSync(join(bench.data, 'recipes'), { recursive: true })
    const file = join(bench.data, 'recipes', 'broken.json')
    writeFileSync(file, '{"name":"broken"}')
    const { err } = await bench.run('recipes')
    expect(err.split(file)).toHaveLength(2)
  })

  it('says with -qq nothing but what was asked for', async () => {
    const site = await bench.serve({ pages: 1, images: 2 })
    site.refuse('/i/1-1.png', 404)
    const quiet = await bench.get('-q', site.page('1'))
    expect(quiet).toMatchObject({ code: 4, out: '' })
    expect(quiet.err).toContain('Not saved: ')
    expect(await bench.run('-qq', 'retry', '1')).toMatchObject({ code: 4, out: '', err: '' })
    expect((await bench.run('list', '-qq')).out).toContain('1/2 images')
  })

  it.skipIf(process.platform === 'win32')('names the command as it was started', async () => {
    const site = await bench.serve({ pages: 1, images: 2 })
    site.refuse('/i/1-1.png', 503, 1, { 'retry-after': '9999' })
    const run = bench.start(['get', site.page('1'), '-o', bench.target], {
      env: { npm_lifecycle_event: 'galleon' },
    })
    const { err } = await run.ended
    expect(err).toContain('npm run galleon -- retry --data-dir')
  })
})
