import type { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import type { CrawlCounts, SinkStatus } from '@shared/model/crawl/crawl-record'
import { FailureError, failure } from '@shared/model/failure'
import type { TaskId } from '@shared/model/units'
import { firstAddress } from '@shared/page-range/page-range'
import { untilAborted } from '../async/cancellation'
import { diskOperation } from '../disk/disk-errors'
import { makeFolder } from '../disk/make-folder'
import { pageRequest } from '../extract/recipes/request-headers'
import type { RecordStore } from '../records/database/record-store'
import { crawlRulesOf } from '../records/frontier/crawl-rules'
import { pageIdentity } from '../records/frontier/page-identity'
import { createScope, startAddresses } from '../records/frontier/scope'
import { createRobots } from '../records/politeness/robots'
import type { CrawlAtWork, PageReader } from '../records/run/crawl-ports'
import { crawlRecords } from '../records/run/crawl-records'
import { fetchRobots } from '../records/run/fetch-crawl-page'
import { findStarts } from '../records/run/start-addresses'
import type { Delivery } from '../records/sinks/outbox/deliver'
import type { SinkWork } from '../records/sinks/outbox/deliver-to-sink'
import type { TaskContext } from '../tasks/running-tasks'
import { createAskedHosts } from './crawl-activity'
import { deliverRecords } from './deliver-records'
import { roomForMore } from './read-pages'
import { createRecordImages } from './record-images'
import type { EngineServices, TaskRun } from './services'

/** Pages of a crawl at once, of all its hosts. */
const mostPages = 48

/** The plan of a task that crawls. Fails with `invalid-input` for one that has none. */
export function planOf({ request }: Pick<TaskContext, 'request'>): CrawlPlan {
  if (request.crawl !== undefined) return request.crawl
  throw new FailureError(failure('invalid-input', 'the task has no plan of a crawl'))
}

/** How pages of a plan are asked for and understood, with the client of a task or of a preview. */
export function createPageReader(
  { pages, settings, ports }: Pick<EngineServices, 'pages' | 'settings' | 'ports'>,
  plan: CrawlPlan,
  {
    task,
    client,
  }: Pick<TaskRun, 'client'> & {
    readonly task: Pick<TaskContext, 'request' | 'recipe' | 'range' | 'signal'>
  },
): PageReader {
  const rules = crawlRulesOf(plan)
  const request = (address: string) => {
    const { headers, referer } = pageRequest(task, address)
    return { headers, referer }
  }
  const fetch = (address: string, signal: AbortSignal) =>
    fetchRobots(client, address, request(address).headers, signal)
  return {
    plan,
    reading: {
      rules,
      record: plan.record ?? null,
      images: plan.images ?? null,
      encoding: task.recipe.encoding,
      fallbackEncoding: settings().fallbackEncoding,
      obeysRobots: task.request.options.robots !== false,
    },
    scope: createScope(plan.scope, [firstAddress(task.range), ...startAddresses(plan)]),
    starts: new Set(startAddresses(plan).map((start) => pageIdentity(start, rules.identity) ?? start)),
    client,
    extractor: pages.extractor,
    robots:
      task.request.options.robots === false
        ? null
        : createRobots({ fetch, memory: pages.robotsMemory, now: ports.now }),
    isRead: async () => false,
    request,
    signal: task.signal,
  }
}

/** How many addresses of a crawl a limit holds back now; `count` replaces what was counted before. */
function setLimited({ storage, ledger }: EngineServices, id: TaskId, count: number): void {
  const { counts } = ledger.need(id).progress
  const before = counts.shortfalls?.limited ?? 0
  if (before === count) return
  storage.tasks.progress.addShortfall(id, 'limited', count - before)
  ledger.addToCounts(id, { shortfalls: { limited: count - before } })
}

/** A run is begun, or continued where it was cut off. */
async function begin(run: TaskRun, reader: PageReader, store: RecordStore): Promise<void> {
  const { task, services } = run
  const { plan } = reader
  const counts = await store.begin({
    starts: await findStarts(reader, firstAddress(task.range)),
    now: services.ports.now(),
    sinks: task.request.sinks ?? [],
    askKnownPages: plan.again.stopAfterKnown === undefined,
    continued: (task.request.portions ?? 1) > 1,
    known: plan.record?.known ?? 'update',
  })
  showCounts(run, counts)
}

function showCounts(
  {
    task: { id },
    services: { ledger },
  }: { task: Pick<TaskContext, 'id'>; services: Pick<EngineServices, 'ledger'> },
  crawl: CrawlCounts,
): void {
  ledger.setCounts(id, { ...ledger.need(id).progress.counts, crawl })
}

/** What a crawl reports of its pages: counts, records to its sinks, failures. */
function reportOf({ task: { id }, output: { changes }, ...run }: TaskRun, delivery: Delivery) {
  const report: CrawlAtWork['report'] = {
    committed(counts, records) {
      showCounts({ task: { id }, ...run }, counts)
      for (const record of records) changes.emit({ kind: 'record', taskId: id, record })
      if (records.length > 0) delivery.notify()
      changes.rowsChanged(id)
    },
    failed: (url, reason) =>
      changes.emit({ kind: 'failed', taskId: id, imageId: null, url, failure: reason }),
  }
  return report
}

/** Waits for the sinks, and says which have not got everything. */
async function settleSinks(run: TaskRun, delivery: Delivery): Promise<void> {
  const { task, services } = run
  await untilAborted(delivery.settled(), task.signal)
  const statuses = await delivery.statuses()
  services.crawls.ended.set(task.id, statuses)
  reportSinks(run, statuses)
}

/** Reads the pages of a task that crawls, into its file of records. */
export async function readCrawl(run: TaskRun): Promise<void> {
  const { task, services, client } = run
  const { ports, settings, ledger } = services
  const { id } = task
  const plan = planOf(task)
  const store = await services.records.open(ledger.need(id))
  try {
    const asked = createAskedHosts(client)
    const reader = asked.watch(createPageReader(services, plan, { task, client }))
    setLimited(services, id, 0)
    await begin(run, reader, store)
    // A file that is named after the crawl lies there, also where no picture has made the folder.
    if (task.request.sinks?.includes('sqlite:')) await diskOperation(() => makeFolder(task.request.folder))
    const onPause: SinkWork['onPause'] = (pause) =>
      run.output.changes.emit({ kind: 'sink-paused', taskId: id, ...pause })
    const delivery = deliverRecords(services, task.request, plan, { store, signal: task.signal, onPause })
    const { statuses: sinks, retry: retrySink } = delivery
    services.crawls.running.set(id, { paces: asked.paces, sinks, retrySink })
    const work: CrawlAtWork = {
      ...reader,
      store,
      now: ports.now,
      monotonic: ports.monotonic,
      depth: plan.limits.depth * (task.request.portions ?? 1),
      mostAtOnce: () => Math.min(mostPages, task.request.options.connections ?? settings().connections),
      isStopped: () => run.stopping.asked,
      room: () => roomForMore(run),
      saveImages: createRecordImages(run),
      report: reportOf(run, delivery),
    }
    try {
      const { heldBack } = await crawlRecords(work)
      setLimited(services, id, heldBack)
      showCounts(run, await store.counts())
      ledger.saveCounts(id)
      await settleSinks(run, delivery)
    } finally {
      services.crawls.running.delete(id)
      await delivery.close()
    }
  } finally {
    await store.close()
  }
}

/** Says which sinks have not got everything: what waits for them is sent in the next run. */
function reportSinks({ task: { id }, output }: TaskRun, statuses: readonly SinkStatus[]): void {
  for (const { sink, waiting, problem } of statuses) {
    if (waiting === 0 && problem === null) continue
    output.changes.emit({ kind: 'sink-waits', taskId: id, sink, waiting, problem: problem ?? '' })
  }
}

/** The run of a task has ended: the next one begins another. */
export async function finishCrawl({ task, services }: TaskRun): Promise<void> {
  const store = await services.records.open(services.ledger.need(task.id))
  try {
    await store.finish(services.ports.now())
  } finally {
    await store.close()
  }
}

/** The failure of the first page that could not be read; null: none failed. */
export async function firstFailure(
  { records, ledger }: Pick<EngineServices, 'records' | 'ledger'>,
  id: TaskId,
) {
  const store = await records.open(ledger.need(id))
  try {
    const [first] = await store.failures(0, 1)
    return first?.failure ?? null
  } finally {
    await store.close()
  }
}
