import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { defaultChoice, type FoundImage, type ProbedPicture, plainContext } from '../../extraction'
import { settle } from '../../judge/settle/settle'
import { automatic } from '../../recipes/recipe-book'
import { acceptLarger, applyRule, questionsOfSizes, settleSizes } from './learned-rule'
import { rewriteRules } from './rewrite-rules'

const site = 'https://site.test'
const guessesOf = (name: string, address: string) =>
  rewriteRules.find((rule) => rule.name === name)?.guess(address)

describe('rules for larger versions', () => {
  it.each([
    ['mediawiki-thumb', '/w/images/thumb/a/ab/Foo.jpg/120px-Foo.jpg', ['/w/images/a/ab/Foo.jpg']],
    ['wordpress-size', '/u/a-300x200.jpg', ['/u/a.jpg']],
    ['wordpress-size', '/u/a-300x200.jpg.webp', ['/u/a.jpg.webp']],
    ['wordpress-scaled', '/u/a-scaled.jpg?x=1', ['/u/a.jpg?x=1']],
    ['shopify-size', '/f/a_400x.jpg?v=1', ['/f/a.jpg?v=1']],
    ['size-folder', '/i/300x200/a.jpg', ['/i/a.jpg']],
    ['coppermine', '/albums/thumb_a.jpg', ['/albums/a.jpg']],
    ['th-prefix', '/i/th_a.jpg', ['/i/a.jpg']],
    ['th-infix', '/i/a.th.jpg', ['/i/a.jpg']],
    ['thumb-suffix', '/i/a_thumb.jpg', ['/i/a.jpg']],
    ['small-suffix', '/i/a-small.png', ['/i/a.png', '/i/a_large.png', '/i/a-large.png']],
    ['letter-suffix', '/i/a_s.jpg', ['/i/a_o.jpg', '/i/a.jpg', '/i/a_b.jpg', '/i/a_l.jpg']],
    [
      'thumbnail-folder',
      '/thumbs/x/a.jpg',
      ['/x/a.jpg', '/images/x/a.jpg', '/full/x/a.jpg', '/large/x/a.jpg'],
    ],
    ['small-folder', '/small/a.jpg', ['/large/a.jpg', '/original/a.jpg', '/full/a.jpg', '/a.jpg']],
    ['density', '/i/a@1x.png', ['/i/a@2x.png', '/i/a.png']],
    ['size-query', '/i/a.jpg?w=300&v=2', ['/i/a.jpg?v=2']],
    ['size-query', '/i/a.jpg?resize=300%2C200', ['/i/a.jpg']],
    ['size-query', '/i/a.jpg?v=300', []],
    ['wordpress-size', '/u/a.jpg', []],
  ])('%s: %s', (name, path, expected) => {
    expect(guessesOf(name, site + path)).toEqual(expected.map((one) => site + one))
  })

  it.each([
    [
      'google-size',
      'https://1.bp.blogspot.com/-a/T/A/x/s320/a.jpg',
      ['https://1.bp.blogspot.com/-a/T/A/x/s0/a.jpg'],
    ],
    ['google-size', 'https://site.test/s320/a.jpg', []],
    [
      'google-size-end',
      'https://lh3.googleusercontent.com/abc=w300-h200-no',
      ['https://lh3.googleusercontent.com/abc=s0'],
    ],
    [
      'flickr-size',
      'https://live.staticflickr.com/1/123_0a1b2c3d4e_z.jpg',
      [
        'https://live.staticflickr.com/1/123_0a1b2c3d4e_b.jpg',
        'https://live.staticflickr.com/1/123_0a1b2c3d4e_o.jpg',
      ],
    ],
  ])('%s holds on its hosts: %s', (name, address, expected) => {
    expect(guessesOf(name, address)).toEqual(expected)
  })

  it('have a name each, and guess as many addresses each time', () => {
    expect(new Set(rewriteRules.map(({ name }) => name)).size).toBe(rewriteRules.length)
  })

  it('take linear time for a long path', () => {
    const long = `${site}/${'thumb/_s.'.repeat(7000)}jpg`
    expect(rewriteRules.flatMap(({ guess }) => guess(long)).every((one) => one.startsWith(site))).toBe(true)
  })
})

const image = (n: number): FoundImage => ({ address: `${site}/thumbs/${n}.jpg`, alternatives: [] })
const size = (width: number, height: number): ProbedPicture => ({ type: 'image/jpeg', width, height })
const images = [1, 2, 3, 4, 5].map(image)
const answer = (n: number, sizes: Record<string, ProbedPicture>) =>
  ({ kind: 'sizes', shown: `${site}/thumbs/${n}.jpg`, rule: 'thumbnail-folder', sizes }) as const
const right = (n: number) =>
  answer(n, { [`${site}/thumbs/${n}.jpg`]: size(150, 100), [`${site}/full/${n}.jpg`]: size(1500, 1000) })

describe('questions of sizes', () => {
  it('ask about a few pictures by the rule that fits most, first about one where there are several guesses', () => {
    const asked = questionsOfSizes(
      [...images, { address: `${site}/a-300x200.jpg`, alternatives: [] }],
      defaultChoice,
    )
    expect(asked.map(({ rule }) => rule)).toEqual(['thumbnail-folder'])
    expect(asked[0]?.larger).toEqual([`${site}/1.jpg`, `${site}/images/1.jpg`, `${site}/full/1.jpg`])
  })

  it('ask about three pictures where each has one guess', () => {
    const sized = [1, 2, 3, 4].map((n) => ({ address: `${site}/${n}-300x200.jpg`, alternatives: [] }))
    expect(questionsOfSizes(sized, defaultChoice)).toHaveLength(3)
  })

  it('do not ask for what the page names, for videos, or where what is shown is wanted', () => {
    const known: FoundImage = { address: `${site}/b-300x200.jpg`, alternatives: [`${site}/b.jpg`] }
    expect(questionsOfSizes([known], defaultChoice)).toEqual([])
    expect(questionsOfSizes([{ ...image(1), media: 'video' }], defaultChoice)).toEqual([])
    expect(questionsOfSizes(images, { ...defaultChoice, version: 'shown' })).toEqual([])
  })
})

describe('answers about sizes', () => {
  it('name the rule of the right guess', () => {
    expect(acceptLarger(right(1))).toEqual({
      address: `${site}/full/1.jpg`,
      rule: 'thumbnail-folder#2',
      width: 1500,
      height: 1000,
    })
    expect(applyRule('thumbnail-folder#2', `${site}/thumbs/9.jpg`)).toBe(`${site}/full/9.jpg`)
    expect(applyRule('thumbnail-folder#2', `${site}/9.jpg`)).toBeNull()
    expect(applyRule('none#0', `${site}/thumbs/9.jpg`)).toBeNull()
  })

  it.each([
    ['no more pixels', size(150, 100), size(150, 100)],
    ['another ratio', size(150, 150), size(1500, 1000)],
    ['no size', size(150, 100), { type: 'image/jpeg', width: null, height: null }],
  ])('are not accepted with %s', (_, before, after) => {
    const sizes = { [`${site}/thumbs/1.jpg`]: before, [`${site}/full/1.jpg`]: after }
    expect(acceptLarger(answer(1, sizes))).toBeNull()
  })

  it('accept a ratio that differs by rounding', () => {
    const sizes = { [`${site}/thumbs/1.jpg`]: size(150, 100), [`${site}/full/1.jpg`]: size(1600, 1067) }
    expect(acceptLarger(answer(1, sizes))?.width).toBe(1600)
  })

  it('change all pictures after three that agree, and only those asked about before', () => {
    const all = settleSizes(images, [1, 2, 3].map(right))
    expect(all.map(({ address }) => address)).toEqual([1, 2, 3, 4, 5].map((n) => `${site}/full/${n}.jpg`))
    expect(all[4]).toEqual({
      address: `${site}/full/5.jpg`,
      alternatives: [`${site}/thumbs/5.jpg`],
      shown: `${site}/thumbs/5.jpg`,
      guessed: true,
    })
    const two = settleSizes(images, [right(1), right(2), answer(3, {})])
    expect(two.map(({ address }) => address.includes('/full/'))).toEqual([true, true, false, false, false])
  })
})

describe('a page whose pictures may be there in a larger version', () => {
  const html = [1, 2, 3, 4].map((n) => `<p><img src="/u/${n}-300x200.jpg">`).join('')
  const page = { address: `${site}/g`, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' }
  const read = () => extract(page, automatic, plainContext)
  const sizes = (n: number) => ({
    [`${site}/u/${n}-300x200.jpg`]: size(300, 200),
    [`${site}/u/${n}.jpg`]: size(3000, 2000),
  })

  it('asks, and takes what the answers agree on', () => {
    const extraction = read()
    expect(extraction.questions.map(({ kind }) => kind)).toEqual(['sizes', 'sizes', 'sizes'])
    const answers = [1, 2, 3].map(
      (n) =>
        ({
          kind: 'sizes',
          shown: `${site}/u/${n}-300x200.jpg`,
          rule: 'wordpress-size',
          sizes: sizes(n),
        }) as const,
    )
    const settled = settle(extraction, answers)
    expect(settled.images.map(({ address }) => address)).toEqual(
      [1, 2, 3, 4].map((n) => `${site}/u/${n}.jpg`),
    )
    expect(settled.questions).toEqual([])
    expect(settled.judgement.reasons[0]).toEqual({ code: 'larger-pixels', count: 4, detail: '3000×2000' })
  })

  it('confirms one of several guesses by two more pictures, at the cost of eight requests', () => {
    const html = [1, 2, 3, 4].map((n) => `<p><img src="/thumbs/${n}.jpg">`).join('')
    const extraction = extract({ ...page, bytes: Buffer.from(html) }, automatic, plainContext)
    const once = settle(extraction, [right(1)])
    expect(once.images.map(({ address }) => address.includes('/full/'))).toEqual([true, false, false, false])
    const asked = [...extraction.questions, ...once.questions].flatMap((one) =>
      one.kind === 'sizes' ? [1 + one.larger.length] : [],
    )
    expect(asked.reduce((sum, cost) => sum + cost, 0)).toBe(8)
    const twice = settle(
      once,
      [2, 3].map((n) => ({ ...right(n), rule: 'thumbnail-folder#2' })),
    )
    expect(twice.images.map(({ address }) => address)).toEqual(
      [1, 2, 3, 4].map((n) => `${site}/full/${n}.jpg`),
    )
    expect(twice.questions).toEqual([])
  })

  it('keeps what it shows where no answer is right', () => {
    const extraction = read()
    const settled = settle(extraction, [
      { kind: 'sizes', shown: `${site}/u/1-300x200.jpg`, rule: 'wordpress-size', sizes: {} },
    ])
    expect(settled.images).toEqual(extraction.images)
    expect(settled.questions).toEqual([])
  })
})
