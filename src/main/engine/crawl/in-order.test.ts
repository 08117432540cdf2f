import { describe, expect, it } from 'vitest'
import type { QueuedPage } from '../storage/pages/page-states'
import type { Finding } from './crawl'
import { createReadingOrder } from './in-order'

const page = (position: number, via: QueuedPage['via'] = 'range'): QueuedPage => ({
  address: `http://site.test/${position}`,
  position,
  via,
  galleryId: null,
  depth: 0,
  pageId: position,
})
const found = (one: QueuedPage): Finding<QueuedPage> => ({
  kind: 'failed',
  page: one,
  failure: { kind: 'no-images', detail: '' },
})

/** Positions in the order in which findings come out, as the pages at these places end. `waits`: those that come in order. */
function order(pages: readonly QueuedPage[], ends: readonly number[], waits: (position: number) => boolean) {
  const reading = createReadingOrder<QueuedPage>(({ page: { position } }) => waits(position))
  for (const one of pages) reading.begin(one)
  return ends.map((at) => {
    const one = pages[at]
    return one === undefined ? [] : reading.take(found(one)).map((finding) => finding.page.position)
  })
}

describe('the order of findings', () => {
  const four = [1, 2, 3, 4].map((position) => page(position))

  it.each<[string, readonly number[], (position: number) => boolean, readonly (readonly number[])[]]>([
    ['that of the range', [2, 0, 3, 1], () => true, [[], [1], [], [2, 3, 4]]],
    ['that in which they are ready', [2, 0, 3, 1], () => false, [[3], [1], [4], [2]]],
    ['that of picture files among pages', [3, 2, 0, 1], (at) => at > 2, [[], [], [1], [2, 3, 4]]],
    ['that of pages among picture files', [1, 2, 3, 0], (at) => at > 2, [[2], [], [], [1, 3, 4]]],
  ])('is %s', (_, ends, waits, expected) => {
    expect(order(four, ends, waits)).toEqual(expected)
  })

  it('lets discovered pages pass at once', () => {
    expect(order([page(1), page(2, 'next'), page(3)], [2, 1, 0], () => true)).toEqual([[], [2], [1, 3]])
  })

  it('is that of all pages, also of discovered ones, where that is asked for', () => {
    const reading = createReadingOrder<QueuedPage>(() => true, true)
    const pages = [page(1, 'item'), page(2, 'index'), page(3)]
    for (const one of pages) reading.begin(one)
    const ends = pages.toReversed().map((one) => reading.take(found(one)).length)
    expect(ends).toEqual([0, 0, 3])
  })

  it('is full when many findings wait for one page', () => {
    const reading = createReadingOrder<QueuedPage>(() => true)
    const pages = Array.from({ length: 33 }, (_, position) => page(position))
    for (const one of pages) reading.begin(one)
    for (const one of pages.slice(1)) reading.take(found(one))
    expect(reading.isFull).toBe(true)
    expect(pages.slice(0, 1).flatMap((first) => reading.take(found(first)))).toHaveLength(33)
    expect(reading.isFull).toBe(false)
  })
})
