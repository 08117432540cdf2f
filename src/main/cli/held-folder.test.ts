import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../test/exhaustive'
import { type GallerySite, startGallerySite } from '../../../test/site/gallery-site'
import { makePng } from '../../../test/site/pictures.mjs'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(async () => {
  // Long enough for a process that answers; one that does not is waited for in vain.
  bench = openTestCli({ helloMs: 500, startMs: 2000 })
  site = await startGallerySite({ pages: 4, images: 2 })
})
afterEach(async () => {
  await bench.close()
  await site.close()
})

const page = (number: number) => `${site.origin}/g/${number}.html`

// A rare failure needs more rounds: GALLEON_ROUNDS=100 npm test -- unit held-folder
const rounds = Number(process.env['GALLEON_ROUNDS'] ?? 1)

it.runIf(isExhaustive)(
  'four starts at the same instant all end well, in each round',
  async () => {
    for (let round = 1; round <= rounds; round += 1) {
      const folder = join(bench.target, String(round))
      const runs = [1, 2, 3, 4].map((number) => bench.start(['get', page(number), '-o', folder]))
      for (const { ended } of runs) {
        const { code, err } = await ended
        // With what it said: such a refusal comes once in a thousand.
        expect({ code, err }).toEqual({ code: 0, err: expect.any(String) })
      }
    }
    const pictures = bench.files().filter((file) => file.endsWith('.png'))
    expect(pictures).toHaveLength(8 * rounds)
    for (const file of pictures) {
      const [, gallery, image] = /(\d)-(\d)\.png$/.exec(file) ?? []
      expect(readFileSync(join(bench.target, file))).toEqual(makePng(`/i/${gallery}-${image}.png`))
    }
    expect((await bench.run('list')).out.match(/ done /g)).toHaveLength(4 * rounds)
  },
  30_000 * rounds,
)

describe.skipIf(process.platform === 'win32')('an owner that hangs', () => {
  it('is reported with what to do, in bounded time', async () => {
    const release = site.hold('/i/1-1.png')
    const owner = bench.start(['get', page(1), '-o', bench.target])
    await site.asked('/i/1-1.png')
    owner.child.kill('SIGSTOP')
    const end = await bench.run('get', page(2), '-o', bench.target)
    owner.child.kill('SIGCONT')
    expect(end.code).toBe(128)
    expect(end.err).toContain(`(process ${owner.child.pid}), which does not answer`)
    expect(end.err).toContain('--data-dir')
    release()
    expect((await owner.ended).code).toBe(0)
  }, 60_000)
})

describe('what an earlier owner left', () => {
  it.each([
    ['a file that is no JSON', '{"pid":'],
    ['a file of another shape', '[]'],
    [
      'the address and token of a process that is gone',
      '{"protocol":2,"pid":1,"owner":"window","endpoint":"/nowhere/control.sock","token":"x"}',
    ],
  ])('does not matter when it is %s', async (_, text) => {
    mkdirSync(bench.data)
    writeFileSync(join(bench.data, 'control.json'), text)
    expect(await bench.run('get', page(1), '-o', bench.target)).toMatchObject({ code: 0 })
    expect(existsSync(join(bench.data, 'control.json'))).toBe(false)
  })

  it.runIf(isExhaustive)(
    'with another token is reported as held, in bounded time',
    async () => {
      const release = site.hold('/i/1-1.png')
      const owner = bench.start(['get', page(1), '-o', bench.target])
      await site.asked('/i/1-1.png')
      const path = join(bench.data, 'control.json')
      const announced = JSON.parse(readFileSync(path, 'utf8')) as object
      writeFileSync(path, JSON.stringify({ ...announced, token: '0'.repeat(48) }))
      const end = await bench.run('get', page(2), '-o', bench.target)
      expect(end.code).toBe(128)
      expect(end.err).toContain('does not answer')
      release()
      expect((await owner.ended).code).toBe(0)
    },
    60_000,
  )
})

it('a data folder that cannot be used is reported at once, with its path', async () => {
  writeFileSync(bench.data, 'a file')
  const end = await bench.run('get', page(1), '-o', bench.target)
  expect(end.code).not.toBe(0)
  expect(end.err).toContain(bench.data)
  expect(site.log).toEqual([])
})
