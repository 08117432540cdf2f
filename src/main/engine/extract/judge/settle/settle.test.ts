import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { type Answer, type Extraction, plainContext } from '../../extraction'
import { automatic } from '../../recipes/recipe-book'
import { settle, settleLike } from './settle'

const read = (html: string, address = 'https://site.test/a/'): Extraction =>
  extract(
    { address, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' },
    automatic,
    plainContext,
  )
const thumbs = [1, 2, 3, 4]
  .map((n) => `<a href="/at.php?id=${n}"><img src="/th.php?id=${n}" width="150" height="112"></a>`)
  .join('')
const page = read(`<h1>Set</h1><div>${thumbs}</div>`)
const [first, last] = [1, 4].map((n) => `https://site.test/at.php?id=${n}`)
const one = read('<img src="/large/1.jpg">')
const several = read('<p><img src="/1.jpg"><p><img src="/2.jpg"><p><img src="/3.jpg">')
const words = read('<p>only words</p>')
const login = read('<title>Log in</title><form><input type=password></form>')
const list = read(
  `<ul>${[1, 2, 3].map((n) => `<li><a href="/p/${n}"><img src="/t/${n}.jpg"></a>`).join('')}</ul>`,
)

const answers = (...found: readonly ('file' | Extraction | null)[]): Answer[] =>
  found.map((each, i) => ({ kind: 'page', address: (i === 0 ? first : last) ?? '', found: each }))

describe('settle', () => {
  it.each([
    ['pages with one picture', answers(one, one), 'thumbnails', true, 'followed-picture-pages'],
    ['galleries', answers(several, several), 'index', true, 'followed-galleries'],
    ['lists', answers(list, list), 'index', true, 'followed-galleries'],
    ['files', answers('file', 'file'), 'gallery', true, 'followed-files'],
    ['pages of words', answers(words, words), 'gallery', true, 'shown-in-full'],
    ['a picture and a gallery', answers(one, several), 'index', false, 'followed-galleries'],
    ['a file and a page', answers('file', one), 'gallery', false, 'followed-files'],
    ['one page alone', answers(one), 'thumbnails', true, 'followed-picture-pages'],
    ['a page and none', answers(one, null), 'thumbnails', true, 'followed-picture-pages'],
    ['nothing', answers(null, null), 'thumbnails', false, 'links-to-pages'],
    ['a login', answers(login, login), 'thumbnails', false, 'links-to-pages'],
  ] as const)('reads links that lead to %s', (_, given, kind, certain, code) => {
    const { judgement } = settle(page, given)
    expect([judgement.kind, judgement.certain, judgement.reasons[0]?.code]).toEqual([kind, certain, code])
    expect(judgement.others).not.toContain(kind)
  })

  it('takes the files behind the links, with what the page shows as the smaller version', () => {
    const { images, items, questions } = settle(page, answers('file', 'file'))
    expect(images[0]).toEqual({
      address: 'https://site.test/at.php?id=1',
      alternatives: ['https://site.test/th.php?id=1'],
      shown: 'https://site.test/th.php?id=1',
    })
    expect([images.length, items, questions]).toEqual([4, [], []])
  })

  it('makes galleries of the links, and thumbnails again of galleries', () => {
    const index = settle(page, answers(several, several))
    expect([index.galleries.length, index.items, index.images]).toEqual([4, [], []])
    const covers = read(`<div>${thumbs.replaceAll('at.php', 'album.php')}</div>`)
    expect(covers.judgement.kind).toBe('index')
    const asked = covers.questions.map((question): Answer => {
      return { kind: 'page', address: question.kind === 'page' ? question.address : '', found: one }
    })
    expect(settle(covers, asked)).toMatchObject({ judgement: { kind: 'thumbnails' }, galleries: [] })
    expect(settle(covers, asked).items).toHaveLength(4)
  })

  it('leaves a list in words an index, also of pages with one picture each, and text where nothing is behind it', () => {
    const html = `<main><ul>${[1, 2, 3].map((n) => `<li><a href="/trip-${n}.html">Trip ${n}</a></li>`).join('')}</ul></main>`
    const written = read(html)
    const all = (found: Extraction) =>
      written.questions.map((question): Answer => {
        return { kind: 'page', address: question.kind === 'page' ? question.address : '', found }
      })
    expect(settle(written, all(one))).toMatchObject({ judgement: { kind: 'index', certain: true } })
    expect(settle(written, all(words))).toMatchObject({
      judgement: { kind: 'text', obstacle: 'text' },
      galleries: [],
    })
  })

  describe('the link of a lone picture', () => {
    const address = 'https://site.test/photo/7/full'
    const lone = read(`<a href="${address}"><img src="/m/7.jpg" width="640" height="480"></a>`)
    const [shown, behind] = ['https://site.test/m/7.jpg', 'https://site.test/large/1.jpg']
    const leadsTo = (found: 'file' | Extraction): Answer[] => [{ kind: 'page', address, found }]
    const sizes = (large: number, small: number): Answer[] => {
      const size = (width: number) => ({ type: 'image/jpeg', width, height: (width * 3) / 4 })
      const found = { [shown]: size(small), [behind]: size(large) }
      return [{ kind: 'sizes', shown, rule: 'behind-link', sizes: found }]
    }

    it('leads to the larger version as a file, or on a page under the same name', () => {
      expect(lone.judgement.kind).toBe('picture')
      expect(settle(lone, leadsTo('file')).images).toEqual([{ address, alternatives: [shown], shown }])
      const same = read('<img src="/large/7.jpg">')
      expect(settle(lone, leadsTo(same)).images).toEqual([
        { address: 'https://site.test/large/7.jpg', alternatives: [shown], shown },
      ])
    })

    it('is asked about where the page behind it shows a picture of another name, which may be the next one', () => {
      const asked = settle(lone, leadsTo(one))
      expect(asked.images).toEqual(lone.images)
      expect(asked.questions).toEqual([{ kind: 'sizes', shown, larger: [behind], rule: 'behind-link' }])
      expect(settle(asked, sizes(1600, 640)).images).toEqual([
        { address: behind, alternatives: [shown], shown },
      ])
      for (const next of [sizes(640, 640), sizes(480, 640), [{ ...sizes(1, 1)[0], sizes: {} } as Answer]]) {
        expect(settle(asked, next)).toMatchObject({ images: lone.images, judgement: { certain: true } })
      }
    })

    it('is followed on the further pages of a site where the first one led to a larger version', () => {
      const known = settle(lone, leadsTo(read('<img src="/large/7.jpg">'))).judgement
      expect(settleLike(lone, known)).toMatchObject({
        judgement: { kind: 'thumbnails' },
        items: [{ address, thumbnail: { address: shown } }],
      })
    })
  })

  it('ignores answers to what it did not ask', () => {
    expect(settle(page, [{ kind: 'page', address: 'https://site.test/x', found: several }])).toBe(page)
    expect(settle(one, [{ kind: 'page', address: first ?? '', found: 'file' }])).toBe(one)
  })
})

describe('pages that share a button', () => {
  const behind = (n: number) => read(`<p><img src="/home.gif"><p><img src="/large/${n}.jpg">`)

  it('show one picture each', () => {
    expect(settle(page, answers(behind(1), behind(4))).judgement.kind).toBe('thumbnails')
  })

  it('are galleries when they show several pictures besides', () => {
    const gallery = (n: number) =>
      read(`<p><img src="/home.gif"><p><img src="/${n}/1.jpg"><p><img src="/${n}/2.jpg">`)
    expect(settle(page, answers(gallery(1), gallery(4))).judgement.kind).toBe('index')
  })
})
