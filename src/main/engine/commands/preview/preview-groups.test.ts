import type { TaskOptions } from '@shared/model/download-request'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, albumSite, shownInFull, thumbnails } from '../../../../../test/site/album-site'
import type { Site } from '../../../../../test/site/site.mjs'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

let bench: TestEngine
let site: Site

const three = [1, 2, 3]
const links = (names: readonly string[]) =>
  `<ul class="albums">${names.map((name) => `<li><a href="/g/${name}">Album ${name}</a></li>`).join('')}</ul>`

/** Pages of one album, of albums of their own, of one album as thumbnails, and of links to albums. */
function pageAt(path: string): string | null {
  const [, kind, page = '1'] = /^\/(album|g|strip|all|long)(?:\/42\?page=|\/)(\d+)$/.exec(path) ?? []
  const names = three.map((n) => `${page}-${n}`)
  if (kind === 'album') return albumPage('Harbour', shownInFull(names))
  if (kind === 'g') return albumPage(`Album ${page}`, shownInFull(names))
  if (kind === 'strip')
    return albumPage(
      `Strip ${page}`,
      thumbnails(names, (name) => `/p/${name}`),
    )
  if (kind === 'long') {
    const next = page === '3' ? '' : `<a rel="next" href="/long/${Number(page) + 1}">Next</a>`
    return albumPage('Long', shownInFull(names) + next)
  }
  if (kind === 'all') return albumPage(`All ${page}`, links(['5', '6', '7', '8']))
  return path.startsWith('/p/') ? albumPage(path, shownInFull([path.slice(3)])) : null
}

beforeEach(async () => {
  bench = await openTestEngine()
  site = await bench.serveSite(albumSite(pageAt))
})
afterEach(() => bench.close())

async function previewOf(path: string, options: TaskOptions = {}) {
  const address = RangeAddress.parse(`${site.origin}${path}`)
  const request = { address, recipe: null, folder: bench.target, options, startLater: false }
  return await bench.engine.commands.preview({ token: 'preview-1', request })
}

/** Folders and images that the task itself makes. */
async function savedBy(path: string, options: TaskOptions = {}) {
  const { progress } = await bench.until(bench.add(`${site.origin}${path}`, { options }), 'done', 'failed')
  const folders = new Set(bench.files().map((file) => file.slice(0, file.lastIndexOf('/'))))
  return { folders: [...folders], galleries: progress.counts.galleries, images: progress.counts.found }
}

describe('a preview expects what its task brings', () => {
  it.each<[string, string, TaskOptions]>([
    ['of pages of one album', '/album/42?page=[1-5]', {}],
    ['of albums of their own', '/g/[1-5]', {}],
    ['of albums in one folder', '/g/[1-5]', { oneFolder: true }],
    ['of a few images of one album', '/album/42?page=[1-5]', { images: '2-7' }],
    ['of a few images of each album', '/g/[1-5]', { images: '2-' }],
    ['of the most images of one album', '/album/42?page=[1-5]', { mostImages: 4 }],
    ['of picture files', '/full/regatta/[1-4].png', {}],
    ['of picture files of two folders', '/full/{a,b}/[1-4].png', {}],
    ['of thumbnails', '/strip/[1-2]', {}],
    ['of thumbnails as they are', '/strip/[1-2]', { follow: false }],
  ])('%s', async (_, path, options) => {
    const { expected, folder } = await previewOf(path, options)
    const { folders, galleries, images } = await savedBy(path, options)
    expect([galleries, images]).toEqual([expected.galleries ?? galleries, expected.images ?? images])
    expect(expected.images).not.toBeNull()
    expect(folders).toContain(folder)
  })

  it('of galleries that a page links to, in folders of their own or in one', async () => {
    expect((await previewOf('/all/[1-2]')).expected).toEqual({ galleries: 8, images: null })
    expect((await previewOf('/all/1', { oneFolder: true })).expected).toEqual({ galleries: 1, images: null })
    expect((await previewOf('/all/1', { follow: false })).expected).toEqual({ galleries: 0, images: 0 })
  })

  it('of a gallery that continues on further pages no number, unless a limit is below it', async () => {
    expect((await previewOf('/long/1')).expected).toEqual({ galleries: 1, images: null })
    expect((await previewOf('/long/1', { mostImages: 2 })).expected).toEqual({ galleries: 1, images: 2 })
    expect((await previewOf('/long/1', { follow: false })).expected).toEqual({ galleries: 1, images: 3 })
    expect((await savedBy('/long/1')).images).toBe(9)
  })
})

it('says that the first page of a range is missing, and shows the next one', async () => {
  site = await bench.serveSite(albumSite((path) => (path === '/g/1' ? null : pageAt(path))))
  const preview = await previewOf('/g/[1-5]')
  expect(preview.page).toBe(`${site.origin}/g/4`)
  expect(preview.missing).toMatchObject({ address: `${site.origin}/g/1`, failure: { kind: 'not-found' } })
  expect((await previewOf('/g/[2-5]')).missing).toBeNull()
})

it('names the albums beside the thumbnails of a page', async () => {
  const covers = ['north', 'south', 'west'].map(
    (name) =>
      `<li class="album"><a href="${name}/"><img src="/thumb/${name}.png" width="150" height="100"><b>${name}</b></a></li>`,
  )
  const own = thumbnails(['a', 'b', 'c', 'd', 'e', 'f'], (name) => `/p/${name}`)
  const page = albumPage('Coast', `<ul class="albums">${covers.join('')}</ul>${own}`)
  site = await bench.serveSite(albumSite((path) => (path === '/trips/coast/' ? page : pageAt(path))))
  const preview = await previewOf('/trips/coast/')
  expect(preview.judgement.kind).toBe('thumbnails')
  expect(preview.albums.map(({ title }) => title)).toEqual(['north', 'south', 'west'])
  expect([preview.linkCount, preview.albumCount]).toEqual([6, 3])
})
