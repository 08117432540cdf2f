import type { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import { parseSink } from '@shared/model/crawl/sink-address'
import type { DownloadRequest } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import { firstAddress, rangeOf, withoutLogin } from '@shared/page-range/page-range'
import type { RecordStore } from '../records/database/record-store'
import { type OpenedSink, openSink } from '../records/sinks/open-sink'
import { type Delivery, startDelivery } from '../records/sinks/outbox/deliver'
import { createFileDelivery } from '../records/sinks/outbox/deliver-to-file'
import { createSinkDelivery, type SinkWork } from '../records/sinks/outbox/deliver-to-sink'
import type { SinkTable } from '../records/sinks/sink'
import type { EngineServices } from './services'

/** The table of a crawl, named after its recipe, else its site. */
export function tableOf(plan: CrawlPlan, request: Pick<DownloadRequest, 'address' | 'recipe'>): SinkTable {
  const { hostname } = new URL(firstAddress(rangeOf(withoutLogin(request.address))))
  const own = request.recipe === null || request.recipe === 'automatic' ? hostname : request.recipe
  const name = own.replaceAll(/[^\p{L}\p{N}]+/gu, '_').replace(/^(?=\d)/, 'crawl_')
  const columns = Object.entries(plan.record?.fields ?? {}).map(([field, { type, list }]) => {
    return { name: field, type, list }
  })
  return { name, columns }
}

/** Opens a sink of a request; its password was kept when it was named, or stands in the environment. */
export function openSinkOf(
  { ports, secrets }: Pick<EngineServices, 'ports' | 'secrets'>,
  name: string,
  { table, folder }: { readonly table: SinkTable; readonly folder: string },
): OpenedSink {
  const parsed = parseSink(name)
  if (!parsed.ok) throw new FailureError(parsed.failure)
  const { address, password } = parsed.sink
  const fromEnvironment = password?.kind === 'variable' ? ports.environment?.(password.name) : undefined
  if (password?.kind === 'variable' && fromEnvironment === undefined)
    throw new FailureError(failure('invalid-input', `there is no environment variable ${password.name}`))
  return openSink(address, { password: fromEnvironment ?? secrets.get(name), folder, name: table.name })
}

/** Begins to send the records of a task to its sinks; the caller closes it. */
export function deliverRecords(
  services: EngineServices,
  request: DownloadRequest,
  plan: CrawlPlan,
  {
    store,
    signal,
    onPause,
  }: Pick<SinkWork, 'onPause'> & { readonly store: RecordStore; readonly signal: AbortSignal },
): Delivery {
  const table = tableOf(plan, request)
  const { random, now } = services.ports
  const deliveries = (request.sinks ?? []).map((name) => {
    const opened = openSinkOf(services, name, { table, folder: request.folder })
    if (opened.kind === 'file') {
      const { format, path } = opened
      return createFileDelivery({ name, format, path, table, store })
    }
    return createSinkDelivery({ name, sink: opened.sink, table, store, onPause, now, random })
  })
  return startDelivery(deliveries, store, signal)
}
