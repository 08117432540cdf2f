import { crawl, createPageReader } from '../crawl/crawl'
import { fetchPage } from '../crawl/fetch-page'
import { createPageEvidence } from '../crawl/gather-evidence'
import { createSaveSink } from '../crawl/save-sink'
import { choiceOf, type PageReply, type PageRole } from '../extract/extraction'
import { pageRequest } from '../extract/recipes/request-headers'
import { firstConcurrency } from '../network/limits/adaptive-concurrency'
import type { PageVia, QueuedPage } from '../storage/pages/page-states'
import type { Run } from './run'

/**
 * No page is fetched while this many images wait: reading runs only a little ahead of the download. Images that wait for
 * the same address in flight do not count: one slow image that all galleries show would stop the task.
 */
const enoughWaiting = 200

/** Fetches a page of a task: with what a retry of it asked for, which also wants a new answer. */
export function fetchTaskPage(
  { task, services, client }: Pick<Run, 'task' | 'services' | 'client'>,
  address: string,
): Promise<PageReply> {
  const retry = services.storage.pages.retry(task.id, address)
  const page = pageRequest(task, address, retry?.referer ?? null)
  const { pageMemory } = services.pages
  return fetchPage({ client, pageMemory }, { ...page, fresh: retry !== null }, task.signal)
}

/** Reads the pages of a task and saves what they bring as rows. `held` are replies that were fetched before. */
export async function readPages(
  run: Run,
  held: ReadonlyMap<string, PromiseSettledResult<PageReply>>,
): Promise<void> {
  const { task, services, client, records, pages, changed } = run
  const { signal, request, recipe } = task
  const { settings, ports, files } = services
  const sink = createSaveSink({ task, records, pages, folders: files.folders, settings, ports })
  const choice = choiceOf(request.options)
  const reading = {
    fetchPage: (address: string) => fetchTaskPage(run, address),
    extractor: services.pages.extractor,
    fallbackEncoding: () => settings().fallbackEncoding,
    signal,
  }
  const findings = crawl({
    take: () => (signal.aborted ? null : withRole(pages.take())),
    width: () => request.options.connectionsPerSite ?? settings().connectionsPerSite ?? firstConcurrency,
    read: createPageReader({
      recipe,
      reading: { readAs: request.options.readAs ?? null, choice },
      evidence: createPageEvidence({ asking: task, client, choice, ...reading }),
      template: run.template,
      held,
      ...reading,
    }),
  })
  for await (const finding of findings) {
    signal.throwIfAborted()
    await sink.take(finding)
    records.changes.rowsChanged(task.id)
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

function withRole(page: QueuedPage | null): (QueuedPage & { readonly role: PageRole }) | null {
  return page && { ...page, role: roles[page.via] }
}

async function roomForMore({ task, records: { storage }, changed, images }: Run): Promise<void> {
  for (;;) {
    const seen = changed.version
    const most = enoughWaiting + images.passedOver.count
    if (task.signal.aborted || !storage.images.queue.has(task.id, most)) return
    await changed.wait(seen)
  }
}
