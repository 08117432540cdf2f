import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { recipeOf } from '../../../../../test/hostile-recipes'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

/** Begins a task with a recipe that reads every site. */
async function begin(address: string, more: object) {
  const own = join(bench.data, 'recipes')
  mkdirSync(own, { recursive: true })
  const recipe = recipeOf('bad', { match: ['<all_urls>'], ...more })
  writeFileSync(join(own, 'bad.json'), JSON.stringify(recipe))
  await bench.restart()
  return bench.add(address, { recipe: 'bad' })
}

const run = async (address: string, more: object) => bench.until(await begin(address, more), 'done', 'failed')
const failures = () => bench.events.flatMap((event) => (event.kind === 'failed' ? [event.failure.kind] : []))

describe('a hostile recipe', () => {
  it.each([
    ['galleries', { galleries: { selector: 'a' } }],
    ['next', { next: { selector: 'a' } }],
    ['a rewrite', { rewrite: [{ pattern: '^.*$', replacement: 'HIDDEN/1.png' }] }],
    [
      'alternatives',
      {
        rewrite: [{ pattern: '1.png', replacement: 'gone' }],
        alternatives: [{ pattern: '^.*$', replacement: 'HIDDEN/1.png' }],
      },
    ],
  ])('asks nothing private by %s', async (_, more) => {
    const hidden = await bench.servePages(() => '<img src="1.png">')
    const { origin } = await bench.servePages(() => `<img src="1.png"><a href="${hidden.origin}/x">x</a>`)
    const written = JSON.stringify(more).replaceAll('HIDDEN', hidden.origin)
    await run(`${origin}/a`, JSON.parse(written) as object)
    expect(failures()).toHaveLength(1)
    expect(hidden.visits).toEqual([])
  })

  it('sends its secrets to the site of the task alone, and no field that belongs to the transfer', async () => {
    const { origin, visits } = await bench.servePages(() => '<img src="1.png">')
    const other = origin.replace('127.0.0.1', 'localhost')
    await run(`${origin}/a`, {
      headers: {
        Cookie: 'a=b',
        Authorization: 'Basic eA==',
        Host: 'evil.test',
        Range: 'bytes=5-',
        'X-Own': 'c\td',
      },
      rewrite: [{ pattern: origin, replacement: other }],
    })
    const [page, picture] = visits.map(({ headers }) => headers)
    expect(page).toMatchObject({ cookie: 'a=b', authorization: 'Basic eA==', 'x-own': 'c\td' })
    expect(page?.host).not.toContain('evil')
    expect(page?.range).toBeUndefined()
    expect(picture?.cookie).toBeUndefined()
    expect(picture?.authorization).toBeUndefined()
  })

  it.each([
    ['goes up', '../../../{title}', '../../{filename}'],
    ['begins at the root', '/etc/{title}', '/etc/passwd'],
    ['names a drive', 'C:\\x\\{title}', 'C:\\x\\{filename}'],
    ['names a device', 'CON/{title}', 'NUL'],
    ['names what the title goes up by', '{evil}/{title}', '{evil}{filename}'],
    ['is a record of ours', '{title}/gallery.json', 'gallery.json'],
    ['goes deeper than a path can', '{long}/'.repeat(42), '{long}'],
  ])('whose template %s writes below the folder of the task alone', async (_, folder, file) => {
    const { origin } = await bench.servePages(
      () => `<h1>T</h1><p>../../..</p><b>${'b'.repeat(2000)}</b><img src="1.png">`,
    )
    const fields = { evil: { selector: 'p' }, long: { selector: 'b' } }
    const id = await begin(`${origin}/a`, { folder, file, fields })
    const task = await bench.until(id, 'done', 'failed', 'paused')
    const pictures = bench.files().filter((name) => name.endsWith('.png'))
    expect([task.state.kind, pictures.length]).toEqual(['done', 1])
    for (const name of bench.files()) {
      expect(name).not.toMatch(/(?:^|\/)(?:\.\.|CON|NUL)(?:\/|\.|$)/)
    }
    expect(readdirSync(dirname(bench.target)).sort()).toEqual(['data', 'target'])
  })

  // A sample with a smaller bound stands beside the list of pages to read.
  it.skipIf(!isExhaustive)(
    'whose next page never ends comes to an end after a thousand',
    async () => {
      const { origin, visits } = await bench.servePages(
        (path) => `<img src="/p${path.slice(1)}.png"><a href="/${Number(path.slice(1)) + 1}">next</a>`,
      )
      const task = await run(`${origin}/0`, { next: { selector: 'a' } })
      expect(task.state.kind).toBe('done')
      expect(task.progress.counts.saved).toBe(1001)
      expect(visits.filter(({ path }) => !path.endsWith('.png'))).toHaveLength(1001)
    },
    120_000,
  )
})
