import type { Handlers } from '@shared/contract/commands'
import type { recordCommands } from '@shared/contract/record-commands'
import { type CrawlCounts, emptyCrawlCounts } from '@shared/model/crawl/crawl-record'
import type { ExportProgress } from '@shared/model/crawl/record-export'
import { FailureError, failure } from '@shared/model/failure'
import type { Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { chooseRecipe } from '../extract/recipes/recipe-book'
import type { RecordStore } from '../records/database/record-store'
import { activityOf } from '../run/crawl-activity'
import { openSinkOf, tableOf } from '../run/deliver-records'
import { exportCrawl, galleryOfRecord } from '../run/export-crawl'
import { planOf } from '../run/read-crawl'
import type { EngineServices } from '../run/services'
import { previewCrawl } from './preview/preview-crawl'

/** A server that does not answer for so long is not there, in milliseconds. */
const connectMs = 30_000

/** Works with the file of records of a task that crawls; fails with `invalid-input` for another one. */
export async function withRecords<T>(
  { records, ledger }: Pick<EngineServices, 'records' | 'ledger'>,
  id: TaskId,
  work: (store: RecordStore) => Promise<T>,
): Promise<T> {
  const task = ledger.need(id)
  planOf(task)
  const store = await records.open(task)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** The same for what only reads: of a task without a file nothing is made, and `nothing` is the answer. */
async function readRecords<T>(
  services: Pick<EngineServices, 'records' | 'ledger'>,
  id: TaskId,
  nothing: T,
  work: (store: RecordStore) => Promise<T>,
): Promise<T> {
  planOf(services.ledger.need(id))
  return services.records.has(id) ? await withRecords(services, id, work) : nothing
}

/** The next run of a task whose records were deleted begins from its start addresses: nothing waits for it. */
function emptyCounts({ ledger, storage, changes, crawls }: EngineServices, { id, progress }: Task): void {
  const limited = progress.counts.shortfalls?.limited ?? 0
  if (limited > 0) {
    storage.tasks.progress.addShortfall(id, 'limited', -limited)
    ledger.addToCounts(id, { shortfalls: { limited: -limited } })
  }
  crawls.ended.delete(id)
  ledger.setCounts(id, { ...ledger.need(id).progress.counts, crawl: emptyCrawlCounts })
  ledger.saveCounts(id)
  changes.rowsChanged(id)
}

/** Handlers of the commands about records; `closing` aborts when the engine closes. */
export function createRecordCommands(
  services: EngineServices,
  closing: AbortSignal,
): Handlers<keyof typeof recordCommands> {
  const { ledger, records, pages } = services
  let previewing = new AbortController()
  return {
    keepSinkPassword: ({ sink, password }) => services.secrets.keep(sink, password),
    async prepareSink({ request, sink }) {
      const table = tableOf(planOf({ request }), request)
      const opened = openSinkOf(services, sink, { table, folder: request.folder })
      if (opened.kind === 'file') return []
      try {
        const prepared = await opened.sink.prepare(table, AbortSignal.timeout(connectMs))
        return prepared.kind === 'ready' ? [] : prepared.statements
      } finally {
        await opened.sink.close()
      }
    },
    planOfRecipe(name) {
      pages.recipeBook.reload()
      return chooseRecipe(pages.recipeBook, name, '').crawl ?? null
    },
    previewCrawl(request) {
      previewing.abort('done')
      previewing = new AbortController()
      return previewCrawl(services, request, previewing.signal)
    },
    cancelCrawlPreview: () => previewing.abort('done'),
    listRecords: ({ taskId, ...query }) =>
      readRecords(services, taskId, { rows: [], total: 0 }, (store) => store.list(query)),
    async describeRecords(taskId) {
      const { record } = planOf(ledger.need(taskId))
      const none: readonly [ReadonlyMap<string, number>, CrawlCounts] = [new Map(), emptyCrawlCounts]
      const [filled, counts] = await readRecords(services, taskId, none, async (store) => {
        return [await store.fillRates(), await store.counts()] as const
      })
      const columns = Object.entries(record?.fields ?? {}).map(([name, { type, list }]) => {
        return { name, type, list, filled: filled.get(name) ?? 0 }
      })
      return { columns, counts }
    },
    recordsAfter: ({ taskId, after, limit }) =>
      readRecords(services, taskId, [], (store) => store.after(after, limit)),
    async exportRecords(request) {
      let last: ExportProgress | null = null
      for await (const progress of exportCrawl(services, request, closing)) last = progress
      if (last === null) throw new Error('an export ended without a word')
      return last
    },
    crawlActivity: (taskId) =>
      readRecords(services, taskId, { hosts: [], sinks: [] }, (store) =>
        activityOf(services.crawls, taskId, store, ledger.need(taskId).request.sinks ?? []),
      ),
    retrySink: ({ taskId, address }) => services.crawls.running.get(taskId)?.retrySink(address),
    galleryOfRecord({ taskId, address }) {
      const gallery = galleryOfRecord(services, ledger.need(taskId).id, address)
      return gallery === null || services.storage.images.files.ofGallery(gallery.id).length === 0
        ? null
        : gallery.id
    },
    previousRecords: ({ taskId, keys }) =>
      readRecords(services, taskId, {}, async (store) => Object.fromEntries(await store.previous(keys))),
    async deleteRecords(id) {
      const task = ledger.get(id)
      if (task !== null && !isEnded(task.state.kind))
        throw new FailureError(failure('invalid-input', `Task ${id} has not ended: cancel it first.`))
      if (!(await records.remove(id)))
        throw new FailureError(failure('invalid-input', `Task ${id} has no records.`))
      if (task !== null) emptyCounts(services, task)
    },
  }
}
