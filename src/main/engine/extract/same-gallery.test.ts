import { describe, expect, it } from 'vitest'
import { noIdentity } from './extraction'
import { isMoreGeneral } from './page-address'
import { continuesGallery, type GalleryPage, provesToContinue } from './same-gallery'

const page = (
  path: string,
  title: string,
  more: Partial<GalleryPage> & {
    readonly heading?: string
    readonly canonical?: string
    readonly ogUrl?: string
    readonly inSeries?: boolean
  } = {},
): GalleryPage => {
  const { heading = '', canonical = null, ogUrl = null, inSeries = false, ...rest } = more
  const absolute = (one: string | null) => (one === null ? null : `https://h.test${one}`)
  return {
    address: `https://h.test${path}`,
    title,
    identity: {
      ...noIdentity,
      heading,
      canonical: absolute(canonical),
      ogUrl: absolute(ogUrl),
      inSeries,
    },
    ...rest,
  }
}

describe('a page that continues a gallery', () => {
  it.each<[string, GalleryPage, GalleryPage]>([
    ['by a parameter', page('/a/42', 'Harbour'), page('/a/42?page=2', 'Harbour')],
    ['by a parameter, with a title of its own', page('/a/42', 'Harbour'), page('/a/42?p=2', 'More of it')],
    ['by an offset', page('/w?title=Tides', 'Tides'), page('/w?title=Tides&from=7', 'Tides')],
    ['by a part', page('/a/5510.html', 'Harbour'), page('/a/5510_2.html', 'Harbour(2)')],
    ['by a part after a part', page('/a/5510_2.html', 'x'), page('/a/5510_3.html', 'y')],
    ['by a part of a name', page('/trip.html', 'Trip'), page('/trip_3.html', 'Third')],
    ['by a folder', page('/2014/06/', 'June'), page('/2014/06/page/2/', 'June, page 2')],
    ['in a thread', page('/thread-3108-1-1.html', '古镇'), page('/thread-3108-2-1.html', '古镇 - 第2页')],
    ['by title', page('/view/aaa', 'Harbour at night'), page('/view/bbb', 'Harbour at night')],
    [
      'by title with a page',
      page('/view/aaa', 'Harbour at night'),
      page('/view/bbb', 'Harbour at night (page 2)'),
    ],
    ['by title with a count', page('/v/a', 'Harbour (1/7)'), page('/v/b', 'Harbour (2/7)')],
    ['by title in German', page('/v/a', 'Hafen'), page('/v/b', 'Hafen – Seite 2 von 3')],
    ['by title in Chinese', page('/v/a', '红叶'), page('/v/b', '红叶 第2页')],
    ['by title in Japanese', page('/v/a', '紅葉'), page('/v/b', '紅葉 2ページ目')],
    [
      'by canonical',
      page('/x?i=1', 'A', { canonical: '/album/5' }),
      page('/x?i=9', 'B', { canonical: '/album/5' }),
    ],
    ['by og:url', page('/v/a', 'A', { ogUrl: '/album/5' }), page('/v/b', 'B', { ogUrl: '/album/5?page=2' })],
    [
      'by heading',
      page('/set/9/a', 'IMG 1', { heading: 'Harbour' }),
      page('/set/9/b', 'IMG 2', { heading: 'Harbour' }),
    ],
    [
      'by a heading that is part of both titles',
      page('/set/9/a', 'Harbour: boats', { heading: 'Harbour' }),
      page('/set/9/b', 'Harbour: quays', { heading: 'Harbour' }),
    ],
    [
      'picture by picture',
      page('/s-a.html', 'Scene 1', { isPicture: true }),
      page('/s-b.html', 'Scene 2', { isPicture: true }),
    ],
    [
      'picture by picture, with names',
      page('/photos/7/1', 'IMG_0012.JPG', { isPicture: true }),
      page('/photos/7/2', 'IMG_0013.JPG', { isPicture: true }),
    ],
    [
      'by the number in its name, which the first title says',
      page('/t/wall01.htm', 'The wall - page 1'),
      page('/t/wall017.htm', 'More of it'),
    ],
    [
      'the same with its own number',
      page('/t/wall01.htm', 'The wall - page 1'),
      page('/t/wall09.htm', 'A gate - page9'),
    ],
    ['with no title', page('/s/a.html', '', { isPicture: true }), page('/s/b.html', '', { isPicture: true })],
    [
      'picture by picture, in Roman numbers',
      page('/comic/1.html', 'Prologue - I', { isPicture: true }),
      page('/comic/4.html', 'Prologue - IV', { isPicture: true }),
    ],
    [
      'picture by picture, in one folder under names',
      page('/strips/fog.html', 'Fog', { heading: 'Fog', isPicture: true }),
      page('/strips/low-tide.html', 'Low tide', { heading: 'Low tide', isPicture: true }),
    ],
    [
      'in a series, whatever the titles',
      page('/614/', 'Paper Route', { heading: 'Paper Route', inSeries: true }),
      page('/615/', 'Ladder', { heading: 'Ladder', inSeries: true }),
    ],
    [
      'in a series, by many pictures after one',
      page('/614/', 'Paper Route', { inSeries: true, pictures: 1 }),
      page('/615/', 'Ladder', { inSeries: true, pictures: 9 }),
    ],
    [
      'picture by picture, under names in an album with a number',
      page('/trip2020/boat.html', 'Boat', { isPicture: true }),
      page('/trip2020/quay.html', 'Quay', { isPicture: true }),
    ],
  ])('%s', (_, first, found) => {
    expect(continuesGallery(first, found)).toBe(true)
  })
})

describe('a page of another gallery', () => {
  it.each<[string, GalleryPage, GalleryPage]>([
    ['by title', page('/trip-5', 'Lake'), page('/trip-6', 'Hill')],
    ['by title, of posts by their numbers', page('/p/5', 'Lake'), page('/p/6', 'Hill')],
    [
      'by the number that its title says',
      page('/t/wall01.htm', 'The wall - page 1'),
      page('/t/wall12.htm', 'A gate - page 1'),
    ],
    ['by the name of its file', page('/t/wall01.htm', 'The wall - page 1'), page('/t/gate02.htm', 'A gate')],
    ['by the number in its title', page('/trip-5', 'Trip number 5'), page('/trip-6', 'Trip number 6')],
    [
      'by title, of pictures',
      page('/614/', 'Paper Route', { isPicture: true }),
      page('/615/', 'Ladder', { isPicture: true }),
    ],
    [
      'by chapter, of pictures',
      page('/t/3/4', 'Tides: chapter 3', { isPicture: true }),
      page('/t/4/1', 'Tides: chapter 4', { isPicture: true }),
    ],
    [
      'by 第4话',
      page('/t/3/4', '刀 第3话', { isPicture: true }),
      page('/t/4/1', '刀 第4话', { isPicture: true }),
    ],
    [
      'by title, under the name of the site',
      page('/p/harbour', 'Harbour', { heading: 'Jo Photo' }),
      page('/p/mill', 'Old mill', { heading: 'Jo Photo' }),
    ],
    [
      'by title in Chinese, under the name of the site',
      page('/p/a', '红叶', { heading: '山水摄影' }),
      page('/p/b', '雪景', { heading: '山水摄影' }),
    ],
    [
      'by heading',
      page('/g/5', 'My site', { heading: 'Lake' }),
      page('/g/6', 'My site', { heading: 'Hill' }),
    ],
    [
      'by a path in the query',
      page('/picture.php?/212/fog', 'Pier', { canonical: '/picture.php?/212' }),
      page('/picture.php?/213/fog', 'Rail', { canonical: '/picture.php?/213' }),
    ],
    ['by a post in the query', page('/?p=5', 'Lake'), page('/?p=6', 'Hill')],
    ['by an id in the query', page('/show?id=5', 'Lake'), page('/show?id=6', 'Hill')],
    ['by a thread', page('/thread-3108-1-1.html', 'Lake'), page('/thread-3109-1-1.html', 'Hill')],
    ['with no title', page('/g/5', ''), page('/g/6', '')],
    [
      'in a series of albums',
      page('/g/1', 'Rome', { heading: 'Rome', inSeries: true, pictures: 9 }),
      page('/g/2', 'Oslo', { heading: 'Oslo', inSeries: true, pictures: 12 }),
    ],
    [
      'in a series of chapters',
      page('/ch/1', 'Tides - Chapter 1', { inSeries: true, pictures: 40 }),
      page('/ch/2', 'Tides - Chapter 2', { inSeries: true, pictures: 38 }),
    ],
    [
      'in a series, from outside of it',
      page('/614/', 'Paper Route'),
      page('/615/', 'Ladder', { inSeries: true }),
    ],
    [
      'by title, of posts of a day with one picture each',
      page('/2020/01/fog', 'Fog', { isPicture: true }),
      page('/2020/01/pier', 'Pier', { isPicture: true }),
    ],
    [
      'by the number of a post with one picture',
      page('/post/5', 'Post #5', { isPicture: true }),
      page('/post/6', 'Post #6', { isPicture: true }),
    ],
    [
      'by title, of pictures in two folders',
      page('/fog/photo.html', 'Fog', { isPicture: true }),
      page('/pier/photo.html', 'Pier', { isPicture: true }),
    ],
    [
      'in spite of a canonical that is the front page',
      page('/g/5', 'A', { canonical: '/' }),
      page('/g/6', 'B', { canonical: '/' }),
    ],
  ])('%s', (_, first, found) => {
    expect(continuesGallery(first, found)).toBe(false)
  })
})

describe('a page behind a link such as More photos', () => {
  const named = (path: string, documentTitle: string) => {
    const one = page(path, 'Jo Photo', { heading: 'Jo Photo' })
    return { ...one, identity: { ...one.identity, documentTitle } }
  }
  it.each([
    ['another album under the name of the site', 'Lake', 'Hill', false],
    ['the rest of the same', 'Lake', 'Lake (continued)', true],
    ['the rest of what has no title', '', '', true],
  ])('is %s', (_, title, other, expected) => {
    expect(provesToContinue(named('/a', title), named('/b', other))).toBe(expected)
  })
})

describe('pages that count themselves in address and title', () => {
  it.each([
    [
      'continue, whatever stands before',
      '/FCPC014.htm',
      'Church - page 14',
      '/FCPC015.htm',
      'Organ - page 15',
      true,
    ],
    [
      'are others with another name',
      '/FCPC014.htm',
      'Church - page 14',
      '/ABC015.htm',
      'Organ - page 15',
      false,
    ],
    ['are others without the count', '/FCPC014.htm', 'Church', '/FCPC015.htm', 'Organ', false],
    ['are others with another count', '/x14.htm', 'Church - page 1', '/x15.htm', 'Organ - page 1', false],
  ])('%s', (_, a, titleA, b, titleB, expected) => {
    expect(continuesGallery(page(a, titleA), page(b, titleB))).toBe(expected)
  })
})

describe('a canonical address', () => {
  it.each([
    ['/album/1', '/albums/', true],
    ['/album/1', '/all', true],
    ['/de/album/sommer.html', '/de/alben', true],
    ['/album/1?x=2', '/', true],
    ['/2020/05/boat.html', '/boat', false],
    ['/photo.php?id=5', '/photos/5-boat', false],
    ['/album/1', '/album/1-summer', false],
  ])('of %s that is %s names less: %s', (address, canonical, expected) => {
    expect(isMoreGeneral(`https://h.test${address}`, `https://h.test${canonical}`)).toBe(expected)
  })
})
