import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { ExportProgress, RecordExport } from '@shared/model/crawl/record-export'
import { FailureError } from '@shared/model/failure'
import type { TaskId } from '@shared/model/units'
import { createCondition } from '../async/condition'
import { pathOf } from '../download/known-copy'
import { noIdentity } from '../extract/extraction'
import { galleryIdentity } from '../library/gallery-identity'
import type { RecordStore } from '../records/database/record-store'
import { type DataSetEntry, makeDataSet } from '../records/export/data-set'
import { exportRecords } from '../records/export/export-records'
import { allRecords, listedRecords } from '../records/export/record-rows'
import { tableOf } from './deliver-records'
import { planOf } from './read-crawl'
import type { EngineServices } from './services'

/** Names of fields that hold a licence. */
const licenceNames = /^(?:licen[cs]e|rights|许可|版权)$/i

/** The gallery with the pictures of a record, by the address of its page. */
export function galleryOfRecord({ storage }: Pick<EngineServices, 'storage'>, id: TaskId, address: string) {
  const page = { id: null, identity: noIdentity }
  const { keys } = galleryIdentity(address, page, { hasOwnId: false, inRange: false })
  return storage.galleries.find(id, ...keys)
}

async function* withPictures(
  services: EngineServices,
  id: TaskId,
  pages: AsyncIterable<readonly CrawlRecord[]>,
): AsyncGenerator<readonly DataSetEntry[]> {
  const asksRobots = services.ledger.need(id).request.options.robots !== false
  for await (const records of pages) {
    yield records.map((record): DataSetEntry => {
      const gallery = galleryOfRecord(services, id, record.address)
      const files = gallery === null ? [] : services.storage.images.files.ofGallery(gallery.id)
      const pictures = files.map((file) => ({
        file: pathOf(file),
        address: file.addresses[file.version.saved ?? 0] ?? record.address,
        page: file.page,
        savedAt: file.at,
        sha256: file.sha256,
        // A page that robots.txt forbids is not read: what was saved was allowed then.
        robots: asksRobots ? ('allowed' as const) : null,
      }))
      return { record, pictures }
    })
  }
}

/** A folder of this name that is not there yet. */
function freeFolder(parent: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(parent, number === 1 ? name : `${name} (${number})`)
    if (!existsSync(path)) return path
  }
}

interface ExportWork {
  readonly services: EngineServices
  readonly store: RecordStore
  readonly request: RecordExport
  readonly report: (part: Partial<ExportProgress>) => void
}

async function run({ services, store, request, report }: ExportWork, path: string, signal: AbortSignal) {
  const { taskId, target, ...choice } = request
  const task = services.ledger.need(taskId)
  const plan = planOf(task)
  const table = tableOf(plan, task.request)
  const isAll = choice.filter === '' && choice.sort === null && choice.change === 'all'
  const pages = isAll && !choice.descending ? allRecords(store, signal) : listedRecords(store, choice, signal)
  if (target.kind === 'file') {
    const onProgress = (records: number) => report({ records })
    return await exportRecords({ pages, table, format: target.format, path, onProgress }, signal)
  }
  const { metadata } = target
  const licence = table.columns.find(({ name }) => licenceNames.test(name))?.name ?? null
  const onProgress = (pictures: number) => report({ pictures })
  const entries = withPictures(services, taskId, counted(pages, report))
  const counts = await makeDataSet({ table, entries, folder: path, metadata, licence, onProgress }, signal)
  const { records, pictures, otherFiles, missing } = counts
  report({ records, pictures, passedOver: otherFiles + missing })
}

async function* counted(pages: AsyncIterable<readonly CrawlRecord[]>, report: ExportWork['report']) {
  let records = 0
  for await (const page of pages) {
    yield page
    records += page.length
    report({ records })
  }
}

/**
 * Exports records of a crawl and yields how far it is; the last value says how it ended. Ends with the reason of a failure,
 * which the value before it has, or with that of the signal; nothing half-written stays then.
 */
export async function* exportCrawl(
  services: EngineServices,
  request: RecordExport,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress, void> {
  const { taskId, target } = request
  const task = services.ledger.need(taskId)
  const name = `${tableOf(planOf(task), task.request).name} dataset`
  const path = target.kind === 'file' ? target.file : freeFolder(target.folder, name)
  const store = await services.records.open(task)
  try {
    const { total } = await store.list({ ...request, offset: 0, limit: 0 })
    const format = target.kind === 'file' ? target.format : target.kind
    let progress: ExportProgress = {
      taskId,
      format,
      path,
      records: 0,
      total,
      pictures: 0,
      passedOver: 0,
      failure: null,
    }
    const changed = createCondition()
    let hasEnded = false
    const report = (part: Partial<ExportProgress>) => {
      progress = { ...progress, ...part }
      changed.notify()
    }
    const work = run({ services, store, request, report }, path, signal).finally(() => {
      hasEnded = true
      changed.notify()
    })
    work.catch(() => {})
    try {
      for (let seen = changed.version; !hasEnded; seen = changed.version) {
        yield progress
        await changed.wait(seen)
      }
      await work
    } catch (error) {
      if (error instanceof FailureError) yield { ...progress, failure: error.failure }
      throw error
    } finally {
      // Left early: what was begun ends with the signal.
      await work.catch(() => {})
    }
    yield progress
  } finally {
    await store.close()
  }
}
