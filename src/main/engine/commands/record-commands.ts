import type { Handlers } from '@shared/contract/commands'
import type { recordCommands } from '@shared/contract/record-commands'
import { FailureError, failure } from '@shared/model/failure'
import { isEnded } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { chooseRecipe } from '../extract/recipes/recipe-book'
import type { RecordStore } from '../records/database/record-store'
import { exportRecords } from '../records/export/export-records'
import { allRecords, listedRecords } from '../records/export/record-rows'
import { openSinkOf, tableOf } from '../run/deliver-records'
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
  planOf(ledger.need(id))
  const store = await records.open(id)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
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
    listRecords: ({ taskId, ...query }) => withRecords(services, taskId, (store) => store.list(query)),
    describeRecords: (taskId) =>
      withRecords(services, taskId, async (store) => {
        const { record } = planOf(ledger.need(taskId))
        const filled = await store.fillRates()
        const columns = Object.entries(record?.fields ?? {}).map(([name, { type, list }]) => {
          return { name, type, list, filled: filled.get(name) ?? 0 }
        })
        return { columns, counts: await store.counts() }
      }),
    recordsAfter: ({ taskId, after, limit }) =>
      withRecords(services, taskId, (store) => store.after(after, limit)),
    exportRecords: ({ taskId, format, file, ...choice }) =>
      withRecords(services, taskId, async (store) => {
        const task = ledger.need(taskId)
        const table = tableOf(planOf(task), task.request)
        let count = 0
        const onProgress = (written: number) => {
          count = written
        }
        const isAll = choice.filter === '' && choice.sort === null && choice.change === 'all'
        const pages = isAll ? allRecords(store, closing) : listedRecords(store, choice, closing)
        await exportRecords({ pages, table, format, path: file, onProgress }, closing)
        return count
      }),
    previousRecords: ({ taskId, keys }) =>
      withRecords(services, taskId, async (store) => Object.fromEntries(await store.previous(keys))),
    async deleteRecords(id) {
      const task = ledger.get(id)
      if (task !== null && !isEnded(task.state.kind))
        throw new FailureError(failure('invalid-input', `Task ${id} has not ended: cancel it first.`))
      if (!(await records.remove(id)))
        throw new FailureError(failure('invalid-input', `Task ${id} has no records.`))
    },
  }
}
