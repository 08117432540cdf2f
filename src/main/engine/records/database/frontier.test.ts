import { statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  found,
  noLimits,
  openTestStore,
  plainRun,
  readAll,
  readPage,
  type TestStore,
} from '../../../../../test/test-crawl'

let test: TestStore

beforeEach(async () => {
  test = await openTestStore()
})
afterEach(() => test.close())

const failed = { kind: 'failed', failure: { kind: 'reset', detail: 'cut' } } as const

describe('the queue', () => {
  it('gives every address once, breadth first, hosts in turn', async () => {
    await test.store.begin({
      ...plainRun,
      starts: [found('http://a/1'), found('http://a/2'), found('http://b/1'), found('http://a/1')],
    })
    const order = await readAll(
      test.store,
      (page) => {
        const children = ['x', 'y'].map((name) => found(`${page.address}${name}`, { depth: page.depth + 1 }))
        return readPage(page, null, { found: page.depth < 2 ? children : [found('http://a/1')] })
      },
      { at: 2 },
    )
    expect(order.slice(0, 4)).toEqual(['http://a/1', 'http://b/1', 'http://a/2', 'http://b/1x'])
    expect(order).toHaveLength(3 * 7)
    expect(new Set(order).size).toBe(order.length)
    const depths = order.filter((address) => address.includes('//a')).map((address) => address.length)
    expect(depths, 'shallow pages of a host first').toEqual(depths.toSorted((a, b) => a - b))
    expect(await test.store.counts()).toMatchObject({ found: 21, read: 21, queued: 0, withoutRecord: 21 })
  })

  it('skips busy hosts, and gives the others more', async () => {
    const starts = ['http://a/1', 'http://a/2', 'http://b/1', 'http://b/2', 'http://b/3'].map((one) =>
      found(one),
    )
    await test.store.begin({ ...plainRun, starts })
    const taken = await test.store.take(3, ['a'], noLimits)
    expect(taken.map(({ address }) => address)).toEqual(['http://b/1', 'http://b/2', 'http://b/3'])
    expect(await test.store.take(3, ['a'], noLimits)).toEqual([])
    expect(await test.store.take(1, [], noLimits)).toMatchObject([{ address: 'http://a/1' }])
  })

  it('holds pages that are given back or were cut off, and gives none of them twice at once', async () => {
    await test.store.begin({ ...plainRun, starts: [found('http://a/1'), found('http://a/2')] })
    const [first] = await test.store.take(1, [], noLimits)
    await test.store.take(1, [], noLimits)
    expect(await test.store.take(5, [], noLimits)).toEqual([])
    await test.store.release([first?.id ?? 0])
    expect(await test.store.take(5, [], noLimits)).toMatchObject([{ address: 'http://a/1' }])
    await test.reopen()
    expect(await test.store.begin(plainRun)).toMatchObject({ found: 2, queued: 2 })
    expect(await test.store.take(5, [], noLimits)).toHaveLength(2)
  })

  it('ends a page once, whatever is committed again', async () => {
    await test.store.begin({ ...plainRun, starts: [found('http://a/1')] })
    const [page = { id: 0, address: '' }] = await test.store.take(1, [], noLimits)
    await test.store.commit([readPage(page, { title: 'a' })], 1)
    const again = await test.store.commit(
      [readPage(page, { title: 'b' }), readPage({ ...page, id: 77 }, null)],
      1,
    )
    expect(again.records).toEqual([])
    expect(again.counts).toMatchObject({ read: 1, records: 1, added: 1, changed: 0 })
  })

  it('forgets addresses under which a page that was read is known', async () => {
    await test.store.begin({ ...plainRun, starts: [found('http://a/1'), found('http://a/2')] })
    const [page = { id: 0, address: '' }] = await test.store.take(1, [], noLimits)
    expect(await test.store.alreadyEnded(['http://a/1', 'http://a/2'])).toEqual([])
    const alsoKnownAs = ['http://a/2', 'http://a/3']
    await test.store.commit([readPage(page, null, { alsoKnownAs, found: [found('http://a/3')] })], 1)
    expect(await test.store.take(5, [], noLimits)).toEqual([])
    expect(await test.store.counts()).toMatchObject({ found: 1, read: 1, queued: 0 })
    expect(await test.store.alreadyEnded(['http://a/1', 'http://a/4', 'http://a/2'])).toEqual([
      'http://a/1',
      'http://a/2',
    ])
  })

  it('is read by its owner alone', () => {
    if (process.platform === 'win32') return
    expect(statSync(test.file).mode & 0o777).toBe(0o600)
    expect(statSync(`${test.file}-wal`).mode & 0o777).toBe(0o600)
  })
})

describe('limits', () => {
  const starts = Array.from({ length: 5 }, (_, n) => found(`http://a/${n}`))

  it('count pages that were fetched, with those that are on their way', async () => {
    await test.store.begin({ ...plainRun, starts })
    const limits = { depth: 9, pages: 3 }
    const two = await test.store.take(2, [], limits)
    expect(await test.store.take(2, [], limits)).toHaveLength(1)
    expect(await test.store.take(2, [], limits)).toEqual([])
    await test.store.commit(
      two.map((page) => readPage(page, null, { end: { kind: 'robots' } })),
      1,
    )
    expect(await readAll(test.store, (page) => readPage(page, null), { limits })).toHaveLength(2)
    expect(await test.store.heldBack(limits, null), 'one is taken still').toBe(0)
  })

  it('hold back the rest, and a run that is continued counts from 0', async () => {
    const limits = { depth: 9, pages: 3 }
    await test.store.begin({ ...plainRun, starts })
    await readAll(test.store, (page) => readPage(page, null), { limits })
    expect(await test.store.heldBack(limits, null)).toBe(2)
    expect(await test.store.counts()).toMatchObject({ heldBy: 'pages' })
    await test.store.finish(5)
    expect(await test.store.begin({ ...plainRun, continued: true, starts })).toMatchObject({
      found: 5,
      read: 3,
      heldBy: null,
    })
    expect(await readAll(test.store, (page) => readPage(page, null), { limits })).toHaveLength(2)
    expect(await test.store.heldBack(limits, null)).toBe(0)
  })

  it('hold back what is too deep, until the depth grows', async () => {
    await test.store.begin({ ...plainRun, starts: [found('http://a/0')] })
    const end = (page: { id: number; address: string; depth: number }) =>
      readPage(page, null, { found: [found(`${page.address}/x`, { depth: page.depth + 1 })] })
    const shallow = { depth: 2, pages: 100 }
    expect(await readAll(test.store, end, { limits: shallow })).toHaveLength(3)
    expect(await test.store.heldBack(shallow, null)).toBe(1)
    expect(await test.store.counts()).toMatchObject({ found: 4, queued: 1, read: 3, heldBy: 'depth' })
    await test.reopen()
    expect(await test.store.heldBack(shallow, 'minutes'), 'the time ends nothing').toBe(1)
    expect(await test.store.counts()).toMatchObject({ heldBy: 'depth' })
    expect(await readAll(test.store, end, { limits: { depth: 4, pages: 100 } })).toHaveLength(2)
    expect(await test.store.heldBack({ depth: 5, pages: 100 }, null), 'takeable now').toBe(0)
    expect(await test.store.heldBack({ depth: 4, pages: 100 }, null)).toBe(1)
  })

  it('say what has ended the run before', async () => {
    await test.store.begin({ ...plainRun, starts })
    await test.store.take(2, [], noLimits)
    for (const cut of ['minutes', 'stop'] as const) {
      expect(await test.store.heldBack(noLimits, cut)).toBe(5)
      expect(await test.store.counts()).toMatchObject({ queued: 5, heldBy: cut })
    }
    await test.store.finish(5)
    await test.reopen()
    expect(await test.store.counts()).toMatchObject({ heldBy: 'stop' })
    expect(await test.store.begin(plainRun)).toMatchObject({ heldBy: null })
  })

  it('of the time count the pauses of a run out, and begin again with a further one', async () => {
    await test.store.begin({ ...plainRun, starts })
    expect(await test.store.spend(1500.4)).toBe(1500)
    await test.reopen()
    await test.store.begin({ ...plainRun, starts })
    expect(await test.store.spend(500)).toBe(2000)
    await test.store.finish(5)
    await test.store.begin({ ...plainRun, continued: true })
    expect(await test.store.spend(0)).toBe(0)
  })
})

it('addresses are counted for the rules that found them, each once, over all runs', async () => {
  const starts = [found('http://a/0')]
  const links = ['http://a/1', 'http://a/2', 'http://a/3', 'http://a/4'].map((one, n) =>
    found(one, { depth: 1, rule: n === 3 ? 2 : 0 }),
  )
  const end = (page: { id: number; address: string }) => {
    // The second one leads to what the third is, which is not asked; the fourth to a page that no rule follows.
    if (page.address === 'http://a/2')
      return readPage(page, null, { end: { kind: 'known' }, alsoKnownAs: ['http://a/3'] })
    if (page.address === 'http://a/4') return readPage(page, null, { end: { kind: 'outside' } })
    return readPage(page, null, { found: links })
  }
  for (const [now, more] of [
    [1, []],
    [2, []],
    [3, [found('http://a/5', { rule: 2 })]],
  ] as const) {
    await test.store.begin({ ...plainRun, starts: [...starts, ...more], now })
    expect(await test.store.counts()).toMatchObject(now === 1 ? { links: [] } : {})
    await readAll(test.store, end, { at: 1 })
    await test.store.finish(now)
    expect((await test.store.counts()).links).toEqual([1, 0, more.length])
  }
})

describe('failed pages', () => {
  it('are listed with their reason, and queued again in their run', async () => {
    await test.store.begin({ ...plainRun, starts: [found('http://a/1'), found('http://a/2')] })
    await readAll(test.store, (page) =>
      readPage(page, null, page.address === 'http://a/2' ? { end: failed } : {}),
    )
    expect(await test.store.counts()).toMatchObject({ found: 2, read: 1, failed: 1, queued: 0 })
    expect(await test.store.failures(0, 10)).toEqual([{ address: 'http://a/2', failure: failed.failure }])
    await test.store.finish(3)
    expect(await test.store.retryFailed()).toBe(1)
    expect(await test.store.begin(plainRun)).toMatchObject({ found: 2, read: 1, failed: 0, queued: 1 })
    expect(await readAll(test.store, (page) => readPage(page, { title: 'now' }))).toEqual(['http://a/2'])
    expect(await test.store.failures(0, 10)).toEqual([])
    expect(await test.store.counts()).toMatchObject({ read: 2, failed: 0, records: 1 })
  })
})
