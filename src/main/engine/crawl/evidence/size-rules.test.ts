import { beforeEach, describe, expect, it } from 'vitest'
import { createRowsInMemory } from '../../../../../test/rows-in-memory'
import { extract } from '../../extract/extract'
import { type Extraction, type ProbedPicture, plainContext } from '../../extract/extraction'
import { automatic } from '../../extract/recipes/recipe-book'
import { createSiteMemory } from './site-memory'
import type { SizeRules } from './size-rules'

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

let rules: SizeRules
let later: () => SizeRules

beforeEach(() => {
  const memory = createSiteMemory(createRowsInMemory(), () => 0)
  later = memory.sizeRules
  rules = later()
})

describe('rules for larger versions', () => {
  it('hold for all pages of a host after three right answers, without further questions', () => {
    for (const n of [1, 2]) rules.learn(answer(n, size(3000, 2000)))
    expect(rules.apply(read('b')).questions).toHaveLength(2)
    rules.learn(answer(3, size(3000, 2000)))
    const { images, questions } = rules.apply(read('b'))
    expect(images.map(({ address }) => address)).toEqual([`${site}/b/1.jpg`, `${site}/b/2.jpg`])
    expect(questions).toEqual([])
  })

  it('are dropped at the first wrong answer, and not asked about again', () => {
    for (const n of [1, 2, 3]) rules.learn(answer(n, size(3000, 2000)))
    rules.learn(answer(4, null))
    const extraction = read('b')
    expect(rules.apply(extraction)).toMatchObject({ images: extraction.images, questions: [] })
  })

  it('hold in later tasks, until one was wrong', () => {
    for (const n of [1, 2, 3]) rules.learn(answer(n, size(3000, 2000)))
    expect(later().apply(read('b'))).toMatchObject({
      questions: [],
      images: [{ address: `${site}/b/1.jpg` }, {}],
    })
    rules.learn(answer(4, null))
    expect(later().apply(read('b')).questions).toHaveLength(2)
  })

  it('hold no longer for a running task either when the file of a larger version could not be had', () => {
    for (const n of [1, 2, 3]) rules.learn(answer(n, size(3000, 2000)))
    const other = later()
    rules.wrong(`${site}/a/9.jpg`, `${site}/a/9-small.jpg`)
    expect(rules.apply(read('b')).questions).toEqual([])
    rules.wrong(`${site}/a/9.jpg`, `${site}/a/9-300x200.jpg`)
    for (const task of [rules, other]) {
      const extraction = read('b')
      expect(task.apply(extraction)).toBe(extraction)
    }
  })

  it('are not asked about for ever where the size of what is shown cannot be had', () => {
    for (const n of [1, 2]) rules.learn({ ...answer(n, size(3000, 2000)), sizes: {} })
    expect(rules.apply(read('b')).questions).toEqual([])
  })
})
