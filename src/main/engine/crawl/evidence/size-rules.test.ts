import { describe, expect, it } from 'vitest'
import { extract } from '../../extract/extract'
import { type Extraction, type ProbedPicture, plainContext } from '../../extract/extraction'
import { automatic } from '../../extract/recipes/recipe-book'
import { createSizeRules } from './size-rules'

const site = 'https://site.test'
const read = (folder: string): Extraction => {
  const html = [1, 2].map((n) => `<p><img src="/${folder}/${n}-300x200.jpg">`).join('')
  const page = { address: `${site}/g`, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' }
  return extract(page, automatic, plainContext)
}
const size = (width: number, height: number): ProbedPicture => ({ type: 'image/jpeg', width, height })
const answer = (n: number, larger: ProbedPicture | null) =>
  ({
    kind: 'sizes',
    shown: `${site}/a/${n}-300x200.jpg`,
    rule: 'wordpress-size',
    sizes: {
      [`${site}/a/${n}-300x200.jpg`]: size(300, 200),
      ...(larger ? { [`${site}/a/${n}.jpg`]: larger } : {}),
    },
  }) as const

describe('rules for larger versions', () => {
  it('hold for all pages of a host after three right answers, without further questions', () => {
    const rules = createSizeRules()
    for (const n of [1, 2]) rules.learn(answer(n, size(3000, 2000)))
    expect(rules.apply(read('b')).questions).toHaveLength(2)
    rules.learn(answer(3, size(3000, 2000)))
    const { images, questions } = rules.apply(read('b'))
    expect(images.map(({ address }) => address)).toEqual([`${site}/b/1.jpg`, `${site}/b/2.jpg`])
    expect(questions).toEqual([])
  })

  it('are dropped at the first wrong answer, and not asked about again', () => {
    const rules = createSizeRules()
    for (const n of [1, 2, 3]) rules.learn(answer(n, size(3000, 2000)))
    rules.learn(answer(4, null))
    const extraction = read('b')
    expect(rules.apply(extraction)).toMatchObject({ images: extraction.images, questions: [] })
  })
})
