import { crawl, createPageReader } from '../crawl/crawl'
import { fetchPage } from '../crawl/fetch-page'
import { createSaveSink } from '../crawl/save-sink'
import type { PageReply } from '../extract/extraction'
import { pageRequest } from '../extract/recipes/request-headers'
import { firstConcurrency } from '../network/limits/adaptive-concurrency'
import type { TaskRun } from './services'

/**
 * No page is fetched while this many images wait: reading runs only a little ahead of the download. Images that wait for
 * the same address in flight do not count: one slow image that all galleries show would stop the task.
 */
const enoughWaiting = 200

/** Fetches a page of a task: with what a retry of it asked for, which also wants a new answer. */
export function fetchTaskPage(
  { task, services, client }: Pick<TaskRun, 'task' | 'services' | 'client'>,
  address: string,
): Promise<PageReply> {
  const retry = services.storage.pages.retry(task.id, address)
  const page = pageRequest(task, address, retry?.referer ?? null)
  const { pageMemory } = services.pages
  return fetchPage({ client, pageMemory }, { ...page, fresh: retry !== null }, task.signal)
}

/** Reads the pages of a task and saves what they bring as rows. `held` are replies that were fetched before. */
export async function readPages(
  run: TaskRun,
  held: ReadonlyMap<string, PromiseSettledResult<PageReply>>,
): Promise<void> {
  const { task, services, output, pages, changed } = run
  const { signal, request, recipe } = task
  const { settings, ports, files } = services
  const sink = createSaveSink({ task, output, pages, folders: files.folders, settings, ports })
  const findings = crawl({
    take: () => (signal.aborted ? null : pages.take()),
    width: () => request.options.connectionsPerSite ?? settings().connectionsPerSite ?? firstConcurrency,
    read: createPageReader({
      recipe,
      template: run.template,
      held,
      fetchPage: (address) => fetchTaskPage(run, address),
      extractor: services.pages.extractor,
      fallbackEncoding: () => settings().fallbackEncoding,
      signal,
    }),
  })
  for await (const finding of findings) {
    signal.throwIfAborted()
    await sink.take(finding)
    output.changes.rowsChanged(task.id)
    changed.notify()
    await roomForMore(run)
  }
  sink.end()
}

async function roomForMore({ task, output: { storage }, changed, images }: TaskRun): Promise<void> {
  for (;;) {
    const seen = changed.version
    const most = enoughWaiting + images.passedOver.count
    if (task.signal.aborted || !storage.images.queue.has(task.id, most)) return
    await changed.wait(seen)
  }
}
