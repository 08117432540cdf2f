import { describe, expect, it } from 'vitest'
import { evidenceCodes, type Judgement, pageKinds, pageObstacles, shortfallKinds } from '../model/page-kind'
import { evidenceText, judgementText, obstacleText, pageKindName, shortfallTexts } from './page-text'

const judged = (judgement: Partial<Judgement>): Judgement => ({
  kind: 'gallery',
  certain: true,
  reasons: [],
  others: [],
  obstacle: null,
  ...judgement,
})

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  const isFilled = (text: string) =>
    text.length > 1 &&
    !/\{\{|\}\}|undefined|\(\)|（）/.test(text) &&
    (language === 'en' || /[\u4e00-\u9fff]/.test(text))

  it.each(pageKinds)('a page that is %s has a name and a sentence', (kind) => {
    expect(pageKindName(kind, language)).toSatisfy(isFilled)
    expect(judgementText(judged({ kind }), language)).toSatisfy(isFilled)
  })

  it.each(evidenceCodes)('the evidence %s is said for one, for many, and without a detail', (code) => {
    for (const count of [0, 1, 2000]) {
      expect(evidenceText({ code, count, detail: '' }, language)).toSatisfy(isFilled)
      expect(evidenceText({ code, count, detail: '800 × 600' }, language)).toSatisfy(isFilled)
    }
  })

  it.each(pageObstacles)('what stands in the way as %s has a sentence and one next step', (obstacle) => {
    const { name, sentence, next, inTerminal } = obstacleText(obstacle, language)
    for (const text of [name, sentence, next, inTerminal]) expect(text).toSatisfy(isFilled)
    expect(judgementText(judged({ kind: 'other', obstacle }), language)).toBe(sentence)
  })

  it.each(shortfallKinds)('the shortfall %s is said for one and for many', (kind) => {
    for (const count of [1, 24]) {
      const texts = shortfallTexts({ [kind]: count }, language)
      expect(texts).toHaveLength(1)
      expect(texts[0]).toSatisfy(isFilled)
      expect(texts[0]).toContain(String(count))
    }
  })
})

it('counts as the language does', () => {
  expect(evidenceText({ code: 'links-to-pages', count: 2000, detail: '' }, 'en')).toBe(
    '2,000 like pictures link to like pages of the site',
  )
  expect(evidenceText({ code: 'larger-pixels', count: 0, detail: '1920 × 1080' }, 'en')).toContain(
    '(1920 × 1080)',
  )
  expect(shortfallTexts({ smaller: 12, galleries: 1 }, 'en')).toEqual([
    '12 pictures in a smaller version',
    '1 linked gallery not followed',
  ])
  expect(shortfallTexts(undefined, 'en')).toEqual([])
})

it('says that a judgement is not certain', () => {
  expect(judgementText(judged({ kind: 'index', certain: false }), 'en')).toBe(
    'The page links to galleries. This is not certain.',
  )
})

it('says of a reading without a followed link that pages like this one were read before', () => {
  const text = evidenceText({ code: 'followed-files', count: 0, detail: '' }, 'en')
  expect(text).toBe('on a page of this site read before, links like these answered with pictures')
  expect(evidenceText({ code: 'followed-files', count: 0, detail: '' }, 'zh-CN')).not.toContain('0')
})
