import { firstAddress } from '@shared/page-range/page-range'
import { crawl, createPageReader, type PageToRead } from '../crawl/crawl'
import { createPageEvidence } from '../crawl/evidence/gather-evidence'
import type { TemplateSearch } from '../crawl/evidence/site-template'
import { fetchPage } from '../crawl/fetch-page'
import { withoutLogins } from '../crawl/found-logins'
import { createReadingOrder } from '../crawl/in-order'
import { groupingOf, isOrdered } from '../crawl/one-gallery'
import { createSaveSink } from '../crawl/save/save-sink'
import { choiceOf, type PageReply, type PageRole } from '../extract/extraction'
import { pageRequest } from '../extract/recipes/request-headers'
import { firstConcurrency } from '../network/limits/adaptive-concurrency'
import type { PageVia, QueuedPage } from '../storage/pages/page-states'
import type { TaskRun } from './services'

/**
 * No page is fetched while this many images wait: reading runs only a little ahead of the download. Images that are at work do not
 * count, nor do those that wait for the same address in flight: one slow image that all galleries show would stop the task.
 */
const enoughWaiting = 200

/** Fetches a page of a task: with what a retry of it asked for, which also wants a new answer, as `fresh` does. */
export function fetchTaskPage(
  { task, services, client }: Pick<TaskRun, 'task' | 'services' | 'client'>,
  address: string,
  fresh = false,
): Promise<PageReply> {
  const retry = services.storage.pages.retry(task.id, address)
  const page = pageRequest(task, address, retry?.referer ?? null)
  const { pageMemory } = services.pages
  return fetchPage({ client, pageMemory }, { ...page, fresh: fresh || retry !== null }, task.signal)
}

/** Reads the pages of a task and saves what they bring as rows. `held` are replies that were fetched before. */
export async function readPages(run: TaskRun, held: TemplateSearch['replies']): Promise<void> {
  const { task, services, client, output, pages, changed } = run
  const { signal, request, recipe } = task
  const { settings, ports, files } = services
  const sink = createSaveSink({ task, output, pages, folders: files.folders, settings, ports })
  const choice = choiceOf(request.options)
  const reading = {
    fetchPage: (address: string) => fetchTaskPage(run, address),
    extractor: withoutLogins(services.pages.extractor, client.logins),
    fallbackEncoding: () => settings().fallbackEncoding,
    signal,
  }
  const inOrder = isOrdered(groupingOf(task.range, recipe, request.options), task.range)
  // Addresses that are only listed have no number: their order is that in which they come.
  const isList = request.options.listOnly === true
  const order = createReadingOrder<ReadingPage>(
    (finding) => isList || inOrder || (finding.kind === 'page' && finding.isImage),
    isList,
  )
  const findings = crawl({
    take() {
      const page = signal.aborted || order.isFull ? null : withRole(pages.take())
      if (page) order.begin(page)
      return page
    },
    width: () => request.options.connectionsPerSite ?? settings().connectionsPerSite ?? firstConcurrency,
    read: createPageReader({
      recipe,
      reading: { readAs: request.options.readAs ?? null, choice, seen: firstAddress(task.range) },
      evidence: createPageEvidence({
        asking: task,
        client,
        choice,
        memory: services.pages.siteMemory,
        sizes: run.sizes,
        ...reading,
      }),
      template: run.template,
      held,
      ...reading,
    }),
  })
  for await (const finding of findings) {
    signal.throwIfAborted()
    for (const ready of order.take(finding)) await sink.take(ready)
    output.changes.rowsChanged(task.id)
    changed.notify()
    await roomForMore(run)
  }
  sink.end()
}

const roles: Readonly<Record<PageVia, PageRole>> = {
  range: 'start',
  next: 'next',
  index: 'gallery',
  item: 'item',
  list: 'list',
}

type ReadingPage = QueuedPage & PageToRead

function withRole(page: QueuedPage | null): ReadingPage | null {
  return page && { ...page, role: roles[page.via], continues: page.galleryId !== null }
}

/** Resolves when fewer images wait than are enough, or when the task is stopped. */
export async function roomForMore({ task, output: { storage }, changed, images }: TaskRun): Promise<void> {
  for (;;) {
    const seen = changed.version
    const most = enoughWaiting + images.passedOver.count + images.active.count
    if (task.signal.aborted || !storage.images.queue.has(task.id, most)) return
    await changed.wait(seen)
  }
}
