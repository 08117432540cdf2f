import type { Problem, ProblemGroup, ProblemQuery, Slice } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'
import type { EngineServices } from '../run/services'
import { withRecords } from './record-commands'

type CrawlServices = Pick<EngineServices, 'records' | 'ledger' | 'ports'>

/** Failed pages of which the groups are made: more would only be counted. */
const mostGrouped = 10_000

/** Whether the pages of a task are those of its file of records. */
export function isCrawl({ ledger }: Pick<EngineServices, 'ledger'>, id: TaskId): boolean {
  return ledger.get(id)?.request.crawl !== undefined
}

/** The failed pages of the last run of a crawl. */
export function listCrawlProblems(services: CrawlServices, query: ProblemQuery): Promise<Slice<Problem>> {
  const { taskId, offset, limit } = query
  return withRecords(services, taskId, async (store) => {
    const { failed } = await store.counts()
    const failures = await store.failures(offset, limit)
    const at = services.ports.now()
    const rows = failures.map(({ address, failure }): Problem => {
      return { imageId: null, pageId: null, address, page: address, failure, at }
    })
    return { total: failed, rows }
  })
}

/** The failed pages of the last run by cause and host, those of the first 10,000. */
export function groupCrawlProblems(services: CrawlServices, id: TaskId): Promise<readonly ProblemGroup[]> {
  return withRecords(services, id, async (store) => {
    const groups = new Map<string, ProblemGroup>()
    for (const { address, failure } of await store.failures(0, mostGrouped)) {
      const status = 'status' in failure ? failure.status : null
      const host = URL.canParse(address) ? new URL(address).host : ''
      const name = JSON.stringify([failure.kind, status, host])
      const until = failure.kind === 'rate-limited' ? failure.until : null
      const known = groups.get(name)
      groups.set(name, {
        kind: failure.kind,
        status,
        host,
        images: 0,
        pages: (known?.pages ?? 0) + 1,
        failedAgain: 0,
        until: until === null ? null : Math.max(until, known?.until ?? 0),
      })
    }
    return [...groups.values()].sort((a, b) => b.pages - a.pages)
  })
}

/** Queues the failed pages of the last run again; returns how many. */
export async function requeueCrawl(services: CrawlServices, id: TaskId): Promise<number> {
  const { ledger } = services
  return withRecords(services, id, async (store) => {
    const count = await store.retryFailed()
    ledger.setCounts(id, { ...ledger.need(id).progress.counts, crawl: await store.counts() })
    return count
  })
}
