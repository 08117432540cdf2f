import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, shortfallsOf } from '../../../../test/site/album-site'
import { sha256 } from '../../../../test/site/pictures.mjs'
import { writePng } from '../../../../test/site/png.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine
beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

/** A picture with content by a seed. */
function pictureOf(seed: string, width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1))
  createHash('sha512').update(seed).digest().copy(rows, 1)
  return writePng({ width, height, colourType: 2, rows, level: 1 })
}

const numbers = [1, 2, 3, 4, 5]
const page = numbers.map((n) => `<p><a href="/l/${n}.png"><img src="/s/${n}.png"></a></p>`).join('')

async function run(pictureAt: (folder: string, n: string) => Buffer) {
  const site = await bench.serveSite({
    content(path) {
      if (path === '/post/7')
        return { type: 'text/html; charset=utf-8', body: Buffer.from(albumPage('Post', page)) }
      const [, folder = '', n = ''] = /^\/([ls])\/(\d)\.png$/.exec(path) ?? []
      return folder === '' ? null : { type: 'image/png', body: pictureAt(folder, n) }
    },
  })
  return await bench.until(bench.add(`${site.origin}/post/7`), 'done', 'failed')
}

const contents = () =>
  (readRecord(bench.target, 'Post [7]')['files'] as readonly { sha256: string }[]).map((one) => one.sha256)

describe('one picture under the addresses of several larger versions', () => {
  it.each([
    ['of all, larger than what is shown', numbers, 900, 700],
    ['of two', [2, 5], 900, 600],
    ['of all, of ordinary size for a thumbnail', numbers, 330, 220],
  ])('%s stands for those that are gone: what the page shows is saved', async (_, gone, width, height) => {
    const task = await run((folder, n) => {
      if (folder === 's') return pictureOf(`s${n}`, 300, 200)
      return gone.includes(Number(n)) ? pictureOf('gone', width, height) : pictureOf(`l${n}`, 900, 600)
    })
    expect(task.progress.counts).toMatchObject({ saved: 5, failed: 0 })
    expect(shortfallsOf(task.progress.counts)).toEqual({ smaller: gone.length })
    expect(contents()).toEqual(
      numbers.map((n) =>
        sha256(gone.includes(n) ? pictureOf(`s${n}`, 300, 200) : pictureOf(`l${n}`, 900, 600)),
      ),
    )
    expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(5)
  })

  it('is that picture where what the page shows is the same too', async () => {
    const same = (n: string) => (n === '4' ? '2' : n)
    const task = await run((folder, n) =>
      folder === 's' ? pictureOf(`s${same(n)}`, 300, 200) : pictureOf(`l${same(n)}`, 900, 600),
    )
    expect(task.progress.counts).toMatchObject({ failed: 0 })
    expect(shortfallsOf(task.progress.counts)).toEqual({})
    expect(new Set(contents())).toEqual(
      new Set(['1', '2', '3', '5'].map((n) => sha256(pictureOf(`l${n}`, 900, 600)))),
    )
  })
})

describe('one picture under addresses that their page shows as they are', () => {
  it.each([
    ['two may be one picture that is shown twice', [2, 5], {}],
    ['three may stand for others', [2, 3, 5], { repeated: 3 }],
    ['so may all', numbers, { repeated: 5 }],
  ])('%s', async (_, same, expected) => {
    const site = await bench.serveSite({
      content(path) {
        const [, n = ''] = /^\/i\/(\d)\.png$/.exec(path) ?? []
        if (n !== '')
          return { type: 'image/png', body: pictureOf(same.includes(Number(n)) ? 'same' : n, 640, 480) }
        const body = numbers.map((one) => `<p><img src="/i/${one}.png"></p>`).join('')
        return { type: 'text/html; charset=utf-8', body: Buffer.from(albumPage('Post', body)) }
      },
    })
    const { progress } = await bench.until(bench.add(`${site.origin}/post/7`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ failed: 0 })
    expect(shortfallsOf(progress.counts)).toEqual(expected)
  })
})
