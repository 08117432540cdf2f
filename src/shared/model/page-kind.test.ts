import { expect, it } from 'vitest'
import { judgementOf } from './page-kind'
import { Judgement } from './page-kind-schema'

it('makes judgements that can be sent and stored, whatever is known', () => {
  const reason = { code: 'links-to-pages' as const, count: 1, detail: '' }
  const made = judgementOf({
    kind: 'gallery',
    certain: true,
    reasons: Array.from({ length: 20 }, (_, count) => ({ ...reason, count })),
    others: ['gallery', 'picture', 'picture', 'index', 'thumbnails', 'text', 'other', 'picture'],
    obstacle: 'frames',
    frame: `https://site.test/${'a'.repeat(3000)}`,
  })
  expect(Judgement.parse(made)).toEqual(made)
  expect(made.reasons.map(({ count }) => count)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(made.others).toEqual(['picture', 'index', 'thumbnails', 'text', 'other'])
  expect(made.frame).toBeUndefined()
})

it('names a frame only where the content stands in it', () => {
  const page = { kind: 'other' as const, certain: true, reasons: [], others: [], frame: 'https://site.test/' }
  expect(judgementOf({ ...page, obstacle: 'frames' })).toEqual({ ...page, obstacle: 'frames' })
  expect(judgementOf({ ...page, obstacle: 'login' }).frame).toBeUndefined()
})
