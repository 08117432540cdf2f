import { crawl, createPageReader } from '../crawl/crawl'
import { fetchPage } from '../crawl/fetch-page'
import { createSaveSink } from '../crawl/save-sink'
import type { PageReply } from '../extract/fetched-page'
import { pageRequest } from '../extract/recipes/request-headers'
import { firstConcurrency } from '../network/limits/adaptive-concurrency'
import type { Run } from './run'

/**
 * No page is fetched while this many images wait: reading runs only a little ahead of the download. Images that wait for
 * the same address in flight do not count: one slow image that all galleries show would stop the task.
 */
const enoughWaiting = 200

/** Fetches a page of a task: with what a retry of it asked for, which also wants a new answer. */
export function fetchTaskPage(run: Omit<Run, 'template'>, address: string): Promise<PageReply> {
  const { storage, id, recipe, request, signal } = run
  const retry = storage.pages.retry(id, address)
  const page = pageRequest({ recipe, request }, address, retry?.referer ?? null)
  return fetchPage(run, { ...page, fresh: retry !== null }, signal)
}

/** Reads the pages of a task and saves what they bring as rows. `held` are replies that were fetched before. */
export async function readPages(
  run: Run,
  held: ReadonlyMap<string, PromiseSettledResult<PageReply>>,
): Promise<void> {
  const { pages, changed, signal, id, request, settings } = run
  const sink = createSaveSink({ ...run, task: run })
  const findings = crawl({
    take: () => (signal.aborted ? null : pages.take()),
    width: () => request.options.connectionsPerSite ?? settings().connectionsPerSite ?? firstConcurrency,
    read: createPageReader({
      recipe: run.recipe,
      template: run.template,
      held,
      fetchPage: (address) => fetchTaskPage(run, address),
      extractor: run.extractor,
      fallbackEncoding: () => settings().fallbackEncoding,
      signal,
    }),
  })
  for await (const finding of findings) {
    signal.throwIfAborted()
    await sink.take(finding)
    run.rowsChanged(id)
    changed.notify()
    await roomForMore(run)
  }
  sink.end()
}

async function roomForMore({ storage, id, changed, signal, passedOver }: Run): Promise<void> {
  for (;;) {
    const seen = changed.version
    if (signal.aborted || !storage.images.hasQueued(id, enoughWaiting + passedOver.count)) return
    await changed.wait(seen)
  }
}
