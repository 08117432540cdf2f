import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import { FailureError, type SinkTrouble, sinkFailure } from '@shared/model/failure'
import { afterEach, describe, expect, it } from 'vitest'
import { createOutbox } from '../../../../../../test/servers/outbox-in-memory'
import { sampleRecord, sampleTable } from '../../../../../../test/servers/sample-records'
import type { Preparation, Sink } from '../sink'
import { type Delivery, startDelivery } from './deliver'
import { createSinkDelivery, type SinkPause } from './deliver-to-sink'

/** A sink whose answers a test decides. */
function createFakeSink(label = 'Fake') {
  const rows = new Map<string, CrawlRecord>()
  const sizes: number[] = []
  const fake = {
    rows,
    sizes,
    isThere: true,
    down: null as SinkTrouble | null,
    refuses: (record: CrawlRecord) => record.key === '',
    isClosed: false,
    tries: 0,
  }
  const fail = (trouble: SinkTrouble) => new FailureError(sinkFailure(trouble, label, `${trouble} trouble`))
  const sink: Sink = {
    label,
    lanes: 3,
    async prepare(): Promise<Preparation> {
      fake.tries += 1
      if (fake.down !== null) throw fail(fake.down)
      return fake.isThere ? { kind: 'ready' } : { kind: 'asks', isNew: true, statements: ['CREATE TABLE x'] }
    },
    async make() {
      fake.isThere = true
      rows.clear()
    },
    async write(_, records) {
      if (fake.down !== null) throw fail(fake.down)
      if (!fake.isThere) throw fail('table')
      if (records.some((record) => fake.refuses(record))) throw fail('record')
      sizes.push(records.length)
      for (const record of records) rows.set(record.key, record)
    },
    async close() {
      fake.isClosed = true
    },
  }
  return { fake, sink }
}

function recordsOf(count: number, revision = 1): readonly CrawlRecord[] {
  return Array.from({ length: count }, (_, index) => sampleRecord(`${index}`, {}, { revision }))
}

describe('delivery', () => {
  let delivery: Delivery | null = null
  afterEach(() => delivery?.close())

  function start(names: readonly string[]) {
    const store = createOutbox(names)
    const sinks = names.map((name) => ({ name, ...createFakeSink(name) }))
    const pauses: SinkPause[] = []
    const works = sinks.map(({ name, sink }) => ({
      name,
      sink,
      table: sampleTable,
      store,
      onPause: (pause: SinkPause) => void pauses.push(pause),
      now: () => 1000,
      random: () => 0.5,
      firstPauseMs: 10,
    }))
    const open = () => {
      delivery = startDelivery(works.map(createSinkDelivery), store, new AbortController().signal)
      return delivery
    }
    const [first = createFakeSink()] = sinks
    return { store, sinks, first: first.fake, pauses, open }
  }

  it('sends what waits in batches of 500, and what is committed later', async () => {
    const { store, first, open } = start(['a'])
    store.put(recordsOf(1201))
    const running = open()
    await running.settled()
    expect(first.sizes).toEqual([500, 500, 201])
    store.put(recordsOf(3, 2))
    running.notify()
    await expect.poll(() => first.sizes).toEqual([500, 500, 201, 3])
    expect(await running.statuses()).toEqual([
      { sink: 'a', waiting: 0, sent: 1204, problem: null, triesAt: null },
    ])
  })

  it('pauses the sink that is down alone, says why, and continues when it is back', async () => {
    const { store, sinks, open } = start(['down', 'up'])
    const [down, up] = sinks
    if (down === undefined || up === undefined) throw new Error('two sinks')
    down.fake.down = 'connection'
    store.put(recordsOf(700))
    const running = open()
    await running.settled()
    expect(await running.statuses()).toEqual([
      { sink: 'down', waiting: 700, sent: 0, problem: 'connection trouble', triesAt: expect.any(Number) },
      { sink: 'up', waiting: 0, sent: 700, problem: null, triesAt: null },
    ])
    down.fake.down = null
    await expect.poll(() => down.fake.rows.size).toBe(700)
    await running.settled()
    expect(await running.statuses()).toMatchObject([{ waiting: 0, problem: null, triesAt: null }, {}])
  })

  it('waits longer after each failure, says until when, and tries at once when it is asked to', async () => {
    const { store, first, pauses, open } = start(['a'])
    first.down = 'access'
    store.put(recordsOf(1))
    const running = open()
    const begun = performance.now()
    await expect.poll(() => first.tries).toBeGreaterThanOrEqual(5)
    expect(performance.now() - begun).toBeGreaterThanOrEqual(10 + 20 + 40 + 80 - 20)
    const problem = 'access trouble'
    expect(pauses.slice(0, 3)).toEqual([10, 20, 40].map((ms) => ({ sink: 'a', problem, triesAt: 1000 + ms })))
    first.down = null
    running.retry('a')
    await running.settled()
    expect(first.rows.size).toBe(1)
    // At the end of a run nothing is tried later.
    const said = pauses.length
    first.down = 'access'
    store.put(recordsOf(1, 2))
    await running.settled()
    expect(pauses).toHaveLength(said)
  })

  it('makes its table, and sends all records to it', async () => {
    const { store, first, open } = start(['a'])
    first.isThere = false
    store.put(recordsOf(2))
    await store.delivered('a', recordsOf(2))
    await open().settled()
    expect(first.rows.size).toBe(2)
  })

  it('makes a table again that was dropped, and sends all records again', async () => {
    const { store, first, open } = start(['a'])
    store.put(recordsOf(600))
    const running = open()
    await running.settled()
    first.isThere = false
    store.put([sampleRecord('new')])
    running.notify()
    await expect.poll(() => first.rows.size).toBe(601)
  })

  it('sends the others when a record is refused, and says which one it is', async () => {
    const { store, first, open } = start(['a'])
    const bad = sampleRecord('77')
    first.refuses = ({ key }) => key === bad.key
    store.put(recordsOf(1000))
    const running = open()
    await running.settled()
    expect(first.rows.size).toBe(999)
    expect(await running.statuses()).toEqual([
      {
        sink: 'a',
        waiting: 1,
        sent: 999,
        problem: `the record of ${bad.address} is refused: record trouble`,
        triesAt: null,
      },
    ])
    first.refuses = () => false
    running.retry('a')
    await running.settled()
    expect(await running.statuses()).toMatchObject([{ waiting: 0, problem: null }])
  })

  it('keeps what was not sent when it is closed, and closes the sinks', async () => {
    const { store, first, open } = start(['a'])
    first.down = 'connection'
    store.put(recordsOf(5))
    const running = open()
    await running.close()
    expect(first.isClosed).toBe(true)
    expect(await store.waiting()).toEqual(new Map([['a', 5]]))
  })

  it('rejects with what is a bug', async () => {
    const { store, sinks, open } = start(['a'])
    const [only] = sinks
    if (only !== undefined)
      only.fake.refuses = () => {
        throw new TypeError('a bug')
      }
    store.put(recordsOf(1))
    const running = open()
    await expect(running.settled()).rejects.toThrow('a bug')
    delivery = null
    await expect(running.close()).rejects.toThrow('a bug')
  })
})
