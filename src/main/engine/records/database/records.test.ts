import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import {
  found,
  openTestStore,
  plainRun,
  readAll,
  readPage,
  type TestStore,
} from '../../../../../test/test-crawl'
import type { EndedPage, RecordStore, TakenPage } from './record-store'

let test: TestStore

beforeEach(async () => {
  test = await openTestStore()
})
afterEach(() => test.close())

const all = { offset: 0, limit: 100, sort: null, descending: false, filter: '', change: 'all' } as const
const gone = { kind: 'gone', failure: { kind: 'not-found', status: 404, detail: '' } } as const

/** One whole run: each page ends as `end` says. */
async function runOnce(
  end: (page: TakenPage) => EndedPage,
  { now = 1000, ...more }: Partial<Parameters<RecordStore['begin']>[0]> = {},
): Promise<readonly string[]> {
  const starts = ['http://a/1', 'http://a/2', 'http://a/3'].map((one) => found(one))
  await test.store.begin({ ...plainRun, starts, now, ...more })
  const order = await readAll(test.store, end, { now })
  await test.store.finish(now)
  return order
}

const titled = (title: string) => (page: TakenPage) => readPage(page, { title: `${title} ${page.address}` })

describe('a record', () => {
  it('has a key, its fields and its times', async () => {
    await runOnce(titled("x'); DROP TABLE records; -- 湖光山色 🛶"))
    const { rows, total } = await test.store.list(all)
    expect(total).toBe(3)
    expect(rows[0]).toEqual({
      // The first 16 bytes of the SHA-256 of `http://a/1`.
      key: '93e96c2c25a600d2bce90c0c5a04de09',
      address: 'http://a/1',
      fields: { title: "x'); DROP TABLE records; -- 湖光山色 🛶 http://a/1" },
      firstSeen: 1000,
      lastSeen: 1000,
      changedAt: null,
      goneAt: null,
      revision: 1,
    })
  })

  it('that is found unchanged is only seen again', async () => {
    await runOnce(titled('a'))
    await runOnce(
      (page) =>
        page.address === 'http://a/1'
          ? readPage(page, null, { end: { kind: 'unchanged', servedAt: null } })
          : titled('a')(page),
      { now: 5000 },
    )
    const { rows } = await test.store.list(all)
    expect(rows).toHaveLength(3)
    for (const row of rows)
      expect(row).toMatchObject({ firstSeen: 1000, lastSeen: 5000, changedAt: null, revision: 1 })
    expect(await test.store.counts()).toMatchObject({
      read: 3,
      added: 0,
      changed: 0,
      unchanged: 3,
      records: 3,
    })
  })

  it.each([
    ['update', 'b http://a/1', 3, ['b http://a/1']],
    ['versions', 'c http://a/1', 3, ['b http://a/1']],
    ['skip', 'a http://a/1', 1, []],
  ] as const)('that changes is kept as the policy %s says', async (known, _title, revision, previous) => {
    await runOnce(titled('a'), { known })
    await runOnce(titled('b'), { known, now: 2000 })
    await runOnce(titled('c'), { known, now: 3000 })
    const { rows } = await test.store.list(all)
    expect(rows[0]).toMatchObject({ revision, changedAt: known === 'skip' ? null : 3000, lastSeen: 3000 })
    const { key = '' } = rows[0] ?? {}
    expect([...(await test.store.previous([key])).values()].map(({ title }) => title)).toEqual(previous)
    expect(await test.store.counts()).toMatchObject(
      known === 'skip' ? { unchanged: 3 } : { changed: 3, unchanged: 0 },
    )
  })

  it('is gone when its page is missing in two runs in a row, and may come back', async () => {
    const missing = (page: TakenPage) =>
      page.address === 'http://a/1' ? readPage(page, null, { end: gone }) : titled('a')(page)
    const first = async () => (await test.store.list(all)).rows[0]
    await runOnce(titled('a'))
    await runOnce(missing, { now: 2000 })
    // The same run once more does not count.
    await test.store.retryFailed()
    await runOnce(missing, { now: 2500 })
    expect(await first()).toMatchObject({ goneAt: null, lastSeen: 1000 })
    await runOnce(missing, { now: 3000 })
    expect(await first()).toMatchObject({ goneAt: 3000, revision: 2 })
    expect(await test.store.counts()).toMatchObject({ gone: 1, failed: 1, unchanged: 2 })
    expect((await test.store.list({ ...all, change: 'gone' })).rows).toMatchObject([
      { address: 'http://a/1' },
    ])
    await runOnce(titled('a'), { now: 4000 })
    expect(await first()).toMatchObject({ goneAt: null, revision: 3, lastSeen: 4000, changedAt: null })
    expect((await test.store.list({ ...all, change: 'gone' })).total).toBe(0)
  })

  it('of two pages counts once in a run', async () => {
    await runOnce((page) => ({
      ...readPage(page, { title: page.address }),
      record: {
        key: 'one',
        address: page.address,
        fields: { title: page.address },
        textHash: '00'.repeat(32),
      },
    }))
    expect(await test.store.counts()).toMatchObject({ records: 1, added: 1, unchanged: 0, changed: 0 })
    expect((await test.store.list(all)).rows).toMatchObject([{ address: 'http://a/3' }])
  })
})

describe('a record of two pages', () => {
  const gone1 = { 'http://a/1': { end: gone } }
  const gone2 = { 'http://a/2': { end: gone } }
  const unchanged = { end: { kind: 'unchanged', servedAt: null } } as const
  /** The first two pages have one record between them. */
  const both = (page: TakenPage) => {
    const one = readPage(page, { title: page.address.endsWith('3') ? 'other' : 'same' })
    return { ...one, record: one.record && { ...one.record, key: page.address.endsWith('3') ? 'b' : 'a' } }
  }
  const run = (ends: Readonly<Record<string, Partial<EndedPage>>>, now: number) =>
    runOnce((page) => readPage(page, null, ends[page.address] ?? unchanged), { now })
  const record = async () => (await test.store.list(all)).rows[0]

  it.each([
    ['the later', gone2, gone1, 'http://a/1'],
    ['the earlier', gone1, gone2, 'http://a/2'],
  ])('is there while one of them is, also after %s has gone', async (_, missing, then, address) => {
    await runOnce(both)
    for (const now of [2000, 3000, 4000]) await run(missing, now)
    expect(await record()).toMatchObject({ goneAt: null, revision: 1, lastSeen: 4000, address })
    expect(await test.store.counts()).toMatchObject({ gone: 0, unchanged: 2 })
    for (const now of [5000, 6000]) await run({ ...missing, ...then }, now)
    expect(await record()).toMatchObject({ goneAt: 6000, revision: 2 })
  })

  it('goes with the page that has it, where the other one has another record or leads elsewhere', async () => {
    await runOnce(both)
    await runOnce((page) =>
      page.address === 'http://a/2'
        ? readPage(page, null, { end: { kind: 'known' } })
        : readPage(page, null, unchanged),
    )
    for (const now of [3000, 4000]) await run(gone1, now)
    expect(await record()).toMatchObject({ goneAt: 4000 })
  })
})

describe('a further run', () => {
  it('asks known pages with what a conditional request needs, beside new ones', async () => {
    await runOnce((page) =>
      readPage(
        page,
        { title: 'x' },
        {
          end: { kind: 'read', etag: '"1"', lastModified: 'yesterday', servedAt: null },
          found: page.depth === 0 ? [found(`${page.address}/child`, { depth: 1 })] : [],
        },
      ),
    )
    const taken: TakenPage[] = []
    await runOnce((page) => {
      taken.push(page)
      return readPage(page, null, {
        end: { kind: 'unchanged', servedAt: null },
        found: [found('http://a/1/child', { depth: 1 }), found('http://a/new')],
      })
    })
    expect(taken.map(({ address }) => address).toSorted()).toEqual([
      'http://a/1',
      'http://a/1/child',
      'http://a/2',
      'http://a/2/child',
      'http://a/3',
      'http://a/3/child',
      'http://a/new',
    ])
    expect(taken[0]).toMatchObject({
      etag: '"1"',
      lastModified: 'yesterday',
    })
    expect(taken.find(({ address }) => address === 'http://a/new')).toMatchObject({
      etag: null,
    })
    expect(await test.store.counts()).toMatchObject({ found: 7, read: 7, queued: 0, unchanged: 6 })
    expect(await test.store.known(['http://a/1', 'http://a/new', 'http://a/never'])).toEqual([
      true,
      false,
      false,
    ])
  })

  it('asks starts alone where known pages are not asked again', async () => {
    await runOnce((page) =>
      readPage(page, { title: 'x' }, { found: [found('http://a/child', { depth: 1 })] }),
    )
    const again = await runOnce(
      (page) => readPage(page, null, { end: { kind: 'unchanged', servedAt: null } }),
      {
        askKnownPages: false,
      },
    )
    expect(again).toEqual(['http://a/1', 'http://a/2', 'http://a/3'])
  })

  it('reads what a limit held back before', async () => {
    const starts = ['http://a/1', 'http://a/2', 'http://a/3'].map((one) => found(one))
    await test.store.begin({ ...plainRun, starts })
    await readAll(test.store, titled('a'), { limits: { depth: 9, pages: 1 } })
    await test.store.finish(1)
    await test.store.begin({ ...plainRun, askKnownPages: false })
    expect(await readAll(test.store, titled('a'))).toEqual(['http://a/2', 'http://a/3'])
  })

  it('does not ask pages that their sitemap calls unchanged, by the clock of their site', async () => {
    const served: Readonly<Record<string, number>> = { 'http://a/1': 1000, 'http://a/2': 1000 }
    // The clock of this machine is far ahead.
    await runOnce(
      (page) => {
        const servedAt = served[page.address] ?? null
        return { ...titled('a')(page), end: { kind: 'read', etag: null, lastModified: null, servedAt } }
      },
      { now: 8000 },
    )
    await test.store.begin({ ...plainRun, now: 9000, starts: [found('http://a/s.xml', { use: 'sitemap' })] })
    const listed = [
      found('http://a/1', { modifiedAt: 900 }),
      found('http://a/2', { modifiedAt: 1500 }),
      found('http://a/3', { modifiedAt: 1 }),
      found('http://a/4', { modifiedAt: 1 }),
    ]
    const end = (page: TakenPage) =>
      page.use === 'sitemap' ? readPage(page, null, { found: listed }) : titled('a')(page)
    expect(await readAll(test.store, end, { now: 9500 })).toEqual([
      'http://a/s.xml',
      'http://a/4',
      'http://a/2',
      'http://a/3',
    ])
    expect(await test.store.counts()).toMatchObject({ found: 5, read: 5, unchanged: 3, added: 1 })
  })
})

describe('what sinks wait for', () => {
  it('is every revision, once, in order, also of records that were there before', async () => {
    await runOnce(titled('a'), { sinks: ['first'] })
    expect(await test.store.waiting()).toEqual(new Map([['first', 3]]))
    const [one, two, three] = await test.store.outbox('first', 10)
    if (one === undefined || two === undefined || three === undefined) throw new Error('not three')
    await test.store.delivered('first', [two, three])
    expect(await test.store.outbox('first', 10)).toEqual([one])
    expect(await test.store.waiting()).toEqual(new Map([['first', 1]]))
    await test.store.delivered('first', [one])
    expect(await test.store.waiting()).toEqual(new Map([['first', 0]]))
    await runOnce(titled('b'), { sinks: ['first', 'second'], now: 2000 })
    expect(await test.store.waiting()).toEqual(
      new Map([
        ['first', 3],
        ['second', 3],
      ]),
    )
    // A revision that was replaced while it was on its way.
    await test.store.delivered('first', [one])
    expect(await test.store.outbox('first', 1)).toMatchObject([{ key: one.key, revision: 2 }])
    await test.store.delivered('second', await test.store.outbox('second', 3))
    expect(await test.store.sendAgain('second')).toBe(3)
    expect(await test.store.waiting()).toEqual(
      new Map([
        ['first', 3],
        ['second', 3],
      ]),
    )
  })

  it.runIf(isExhaustive)(
    'is as much of long records as memory holds, without those that are to wait',
    async () => {
      const long = 'x'.repeat(900_000)
      await test.store.begin({
        ...plainRun,
        starts: Array.from({ length: 30 }, (_, i) => found(`http://a/${i}`)),
        sinks: ['s'],
      })
      await readAll(test.store, (page) => readPage(page, { title: long }), { at: 5 })
      const first = await test.store.outbox('s', 500)
      expect(first.length).toBeGreaterThan(5)
      expect(first.length).toBeLessThan(12)
      const next = await test.store.outbox('s', 500, first)
      expect(next.map(({ key }) => key)).not.toContain(first[0]?.key)
      let count = 0
      for (let some = first; some.length > 0; some = await test.store.outbox('s', 500)) {
        count += some.length
        await test.store.delivered('s', some)
      }
      expect(count).toBe(30)
      let key: string | null = null
      for (
        let some = await test.store.after(key, 200);
        some.length > 0;
        some = await test.store.after(key, 200)
      ) {
        count -= some.length
        key = some.at(-1)?.key ?? null
      }
      expect(count).toBe(0)
    },
  )

  it('is nothing for records that were only seen again', async () => {
    await runOnce(titled('a'), { sinks: ['s'] })
    await test.store.delivered('s', await test.store.outbox('s', 9))
    await runOnce(titled('a'), { sinks: ['s'], now: 2000 })
    expect(await test.store.outbox('s', 9)).toEqual([])
  })
})

describe('lists', () => {
  const values = [
    { title: 'Alpha', reads: 10 },
    { title: 'beta 100%', reads: 9 },
    { title: 'Ёлка', reads: 200, author: 'Ann' },
  ]
  const fieldsOf = (page: TakenPage) => values[Number(page.address.slice(-1)) - 1] ?? {}
  const titles = async (query: object) =>
    (await test.store.list({ ...all, ...query })).rows.map(({ fields }) => fields['title'])

  it.each([
    [{}, [0, 1, 2]],
    [{ descending: true }, [2, 1, 0]],
    [{ descending: true, offset: 2 }, [0]],
    [{ offset: 1, limit: 1 }, [1]],
    [{ sort: 'title' }, [0, 1, 2]],
    [{ sort: 'reads' }, [1, 0, 2]],
    [{ sort: 'reads', descending: true }, [2, 0, 1]],
    [{ sort: 'author', descending: true }, [2, 1, 0]],
    [{ sort: 'author' }, [2, 0, 1]],
    [{ sort: 'address', descending: true }, [2, 1, 0]],
    [{ filter: 'reads > 9' }, [0, 2]],
    [{ filter: 'reads >= 9', sort: 'reads', limit: 2 }, [1, 0]],
    [{ filter: 'reads = 10' }, [0]],
    [{ filter: 'reads != 10' }, [1, 2]],
    [{ filter: 'title = alpha' }, []],
    [{ filter: 'title = "Alpha"' }, [0]],
    [{ filter: 'title ~ ALPHA' }, [0]],
    [{ filter: 'title ~ ёлка' }, []],
    [{ filter: 'title ~ Ёлк' }, [2]],
    [{ filter: 'title ~ 0%' }, [1]],
    [{ filter: '100%' }, [1]],
    [{ filter: 'title' }, []],
    [{ filter: "'; DROP TABLE records; --" }, []],
    [{ filter: 'a/2' }, [1]],
    [{ filter: 'author = Ann' }, [2]],
    [{ filter: 'address ~ /3' }, [2]],
    [{ filter: 'first_seen > 1970-01-01T00:00:02' }, []],
    [{ change: 'new' }, [0, 1, 2]],
    [{ change: 'changed' }, []],
  ])('%j shows %j', async (query, shown) => {
    await runOnce((page) => readPage(page, fieldsOf(page)))
    expect(await titles(query)).toEqual(shown.map((index) => values[index]?.title))
  })

  it('are the same from their beginning as when all of them are sorted', async () => {
    const starts = Array.from({ length: 1100 }, (_, n) => found(`http://a/${n}`))
    const order = Array.from({ length: 1100 }, (_, n) => (n * 37) % 1100)
    await test.store.begin({ ...plainRun, starts })
    await readAll(
      test.store,
      (page) => {
        const n = order[Number(page.address.slice(9))] ?? 0
        return readPage(page, n % 11 === 0 ? { title: 'none' } : { title: 'some', n })
      },
      { at: 500 },
    )
    const inOrder = Array.from({ length: 1100 }, (_, n) => n).filter((n) => n % 11 !== 0)
    const numbers = async (query: object) => {
      const { rows, total } = await test.store.list({ ...all, limit: 10, ...query })
      return { numbers: rows.map(({ fields }) => fields['n']), total }
    }
    const [sorted, filtered] = [{ sort: 'n' }, { sort: 'n', descending: true, filter: 'title = some' }]
    expect(await numbers(sorted)).toEqual({ numbers: inOrder.slice(0, 10), total: 1100 })
    expect(await numbers({ ...sorted, offset: 995 })).toEqual({
      numbers: [...inOrder.slice(995), ...Array<undefined>(5)],
      total: 1100,
    })
    expect(await numbers({ ...sorted, offset: 990 })).toEqual({ numbers: inOrder.slice(990), total: 1100 })
    expect(await numbers(filtered)).toEqual({ numbers: inOrder.toReversed().slice(0, 10), total: 1000 })
    expect(await numbers({ filter: 'title = none', offset: 95 })).toMatchObject({ total: 100 })
  })

  it('show what was written since, and differences of the last run', async () => {
    await runOnce((page) => readPage(page, fieldsOf(page)))
    expect(await titles({ sort: 'title' })).toHaveLength(3)
    await runOnce(
      (page) =>
        readPage(page, page.address === 'http://a/2' ? { title: 'other' } : fieldsOf(page), {
          found: [found('http://a/9')],
        }),
      { now: 2000 },
    )
    await expect.poll(() => titles({ sort: 'title' })).toEqual(['Alpha', 'other', 'Ёлка', undefined])
    expect(await titles({ change: 'changed' })).toEqual(['other'])
    expect((await test.store.list({ ...all, change: 'new' })).rows).toMatchObject([{ address: 'http://a/9' }])
    expect(await test.store.fillRates()).toEqual(
      new Map([
        ['author', 0.25],
        ['reads', 0.5],
        ['title', 0.75],
      ]),
    )
  })

  it('give all records by their keys, for exports', async () => {
    await runOnce((page) => readPage(page, fieldsOf(page)))
    const [first, ...rest] = await test.store.after(null, 10)
    expect(await test.store.after(first?.key ?? '', 10)).toEqual(rest)
    expect(rest).toHaveLength(2)
    expect(rest.every(({ key }, n) => key > ([first, ...rest][n]?.key ?? ''))).toBe(true)
  })
})
