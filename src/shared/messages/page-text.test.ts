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
  const isFilled = (text: string) => {
    expect(text).not.toMatch(/\{\{|\}\}|undefined|\(\)|（）/)
    expect(text.length).toBeGreaterThan(1)
    if (language === 'zh-CN') expect(text).toMatch(/[\u4e00-\u9fff]/)
  }

  it.each(pageKinds)('a page that is %s has a name and a sentence', (kind) => {
    isFilled(pageKindName(kind, language))
    isFilled(judgementText(judged({ kind }), language))
  })

  it.each(evidenceCodes)('the evidence %s is said for one, for many, and without a detail', (code) => {
    for (const count of [0, 1, 2000]) {
      isFilled(evidenceText({ code, count, detail: '' }, language))
      isFilled(evidenceText({ code, count, detail: '800 × 600' }, language))
    }
  })

  it.each(pageObstacles)('what stands in the way as %s has a sentence and one next step', (obstacle) => {
    const { name, sentence, next, inTerminal } = obstacleText(obstacle, language)
    for (const text of [name, sentence, next, inTerminal]) isFilled(text)
    expect(judgementText(judged({ kind: 'other', obstacle }), language)).toBe(sentence)
  })

  it.each(shortfallKinds)('the shortfall %s is said for one and for many', (kind) => {
    for (const count of [1, 24]) {
      const [text = '', ...others] = shortfallTexts({ [kind]: count }, language)
      expect(others).toEqual([])
      isFilled(text)
      expect(text).toContain(String(count))
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
