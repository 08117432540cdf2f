import type { CrawlPlan, PageUse } from '@shared/model/crawl/crawl-plan'
import { type CrawlPreview, previewedRecords } from '@shared/model/crawl/crawl-preview'
import type { DownloadRequest } from '@shared/model/download-request'
import { firstAddress, rangeOf, withoutLogin } from '@shared/page-range/page-range'
import { hostAndPort } from '../../address/private-address'
import { childController } from '../../async/cancellation'
import { chooseRecipe } from '../../extract/recipes/recipe-book'
import type { FoundAddress, TakenPage } from '../../records/database/record-store'
import { linkShapes } from '../../records/frontier/link-shapes'
import type { PageReader } from '../../records/run/crawl-ports'
import { type ReadCrawlPage, readCrawlPage } from '../../records/run/read-crawl-page'
import { findStarts } from '../../records/run/start-addresses'
import { clientOverrides, typedHosts } from '../../run/open-client'
import { createPageReader, planOf } from '../../run/read-crawl'
import type { EngineServices } from '../../run/services'

/** Most pages of one preview, and of lists among them: enough to see the rules at work, and no crawl. */
const mostPages = 40
const mostLists = 6

/** A site whose robots.txt asks for long pauses is shown by what has come in this time. */
const enoughMs = 30_000

/** Most examples, and most pages without a record that are named. */
const mostExamples = 5

interface Examples {
  count: number
  readonly examples: string[]
}
const noExamples = (): Examples => ({ count: 0, examples: [] })

function addTo(list: Examples, addresses: readonly string[], count = addresses.length): void {
  list.count += count
  const others = addresses.filter((address) => !list.examples.includes(address))
  list.examples.push(...others.slice(0, mostExamples - list.examples.length))
}

/** What a preview has gathered so far. */
function createGathered({ follow, record }: CrawlPlan) {
  const rules = follow.map((rule) => ({ ...rule, ...noExamples() }))
  const [skipped, others, outside] = [noExamples(), noExamples(), noExamples()]
  const records: CrawlPreview['records'][number][] = []
  const withoutRecord: string[] = []
  const failures: CrawlPreview['failures'][number][] = []
  const robots: string[] = []
  const counted = new Set<string>()
  const keys = new Set<string>()
  const linked = new Set<string>()
  let read = 0

  function addLinks({ links, ended }: ReadCrawlPage): void {
    if (links === null) return
    const inScope = new Set(ended.found.map(({ identity }) => identity))
    for (const { address, identity, rule } of links.followed) {
      if (counted.has(identity)) continue
      counted.add(identity)
      linked.add(address)
      const list = inScope.has(identity) ? rules[rule] : outside
      if (list !== undefined) addTo(list, [address])
    }
    for (const address of links.others.examples) linked.add(address)
    addTo(skipped, links.skipped.examples, links.skipped.count)
    addTo(others, links.others.examples, links.others.count)
  }

  return {
    records,
    add(page: ReadCrawlPage, use: PageUse | null): void {
      const { ended, address } = page
      const { end } = ended
      addLinks(page)
      if (end.kind === 'read') read += 1
      if (end.kind === 'failed' || end.kind === 'gone') failures.push({ address, failure: end.failure })
      if (end.kind === 'robots') robots.push(address)
      const { record: found } = ended
      const isNew = found !== null && !keys.has(found.key) && records.length < previewedRecords
      if (found !== null) keys.add(found.key)
      if (isNew) records.push({ address: found.address, fields: found.fields })
      else if (end.kind === 'read' && use === 'record' && found === null) withoutRecord.push(address)
    },
    preview(known: number, pagesPerSecond: number | null): CrawlPreview {
      const columns = Object.keys(record?.fields ?? {}).map((name) => {
        return { name, filled: records.filter(({ fields }) => fields[name] !== undefined).length }
      })
      const ends = { withoutRecord, failures, robots, read, known, pagesPerSecond }
      return {
        rules: rules.map(({ match, as, count, examples }) => ({ match, as, count, examples })),
        shapes: linkShapes([...linked]),
        skipped,
        others,
        outside,
        records,
        columns,
        ...ends,
      }
    },
  }
}

/** Pages that are to be read: records and lists in turn, each once. */
function createWaiting() {
  const seen = new Set<string>()
  const waiting: { readonly [U in 'list' | 'record']: FoundAddress[] } = { list: [], record: [] }
  let lists = 0
  return {
    get known() {
      return seen.size
    },
    add(found: readonly FoundAddress[]): void {
      for (const one of found) {
        if (seen.has(one.identity)) continue
        seen.add(one.identity)
        const kind = one.use === 'record' ? 'record' : 'list'
        if (waiting[kind].length < mostPages) waiting[kind].push(one)
      }
    },
    next(): FoundAddress | null {
      const list = lists < mostLists ? waiting.list.shift() : undefined
      if (list !== undefined) lists += 1
      return list ?? waiting.record.shift() ?? null
    },
  }
}

const taken = (found: FoundAddress): TakenPage => ({
  ...found,
  id: 0,
  etag: null,
  lastModified: null,
})

async function gather(reader: PageReader, home: string, clock: () => number): Promise<CrawlPreview> {
  const gathered = createGathered(reader.plan)
  const waiting = createWaiting()
  waiting.add(await findStarts(reader, home))
  const read = new Set<string>()
  const isRead = async (identity: string) => read.has(identity)
  const began = clock()
  let asked = 0
  for (let next = waiting.next(); next !== null && asked < mostPages; next = waiting.next()) {
    asked += 1
    read.add(next.identity)
    const page = await readCrawlPage({ ...reader, isRead }, taken(next))
    gathered.add(page, page.page?.use ?? null)
    waiting.add(page.ended.found)
    if (gathered.records.length >= previewedRecords || clock() - began > enoughMs) break
  }
  // One after another: side by side a crawl asks as often as so many connections do it.
  const each = (clock() - began) / Math.max(1, asked)
  const atOnce = Math.max(1, reader.client.atOnce(hostAndPort(new URL(home))))
  return gathered.preview(waiting.known, asked === 0 ? null : (1000 / Math.max(1, each)) * atOnce)
}

/**
 * Reads the start of a crawl and some pages of each rule, and says what the crawl would do. Nothing is stored.
 *
 * Rejects with `invalid-input` for a request without a plan, and with the signal's reason.
 */
export async function previewCrawl(
  services: EngineServices,
  request: DownloadRequest,
  signal: AbortSignal,
): Promise<CrawlPreview> {
  const range = rangeOf(withoutLogin(request.address))
  const home = firstAddress(range)
  const recipe = chooseRecipe(services.pages.recipeBook, request.recipe, home)
  using controller = childController(signal)
  const client = services.pages.network.client({
    overrides: clientOverrides(request, recipe),
    allowPrivate: new Set(typedHosts(request, home)),
    home: firstAddress(rangeOf(request.address)),
    onWait: () => {},
  })
  try {
    const task = { request, recipe, range, signal: controller.signal }
    const plan = planOf({ request })
    return await gather(createPageReader(services, plan, { task, client }), home, services.ports.monotonic)
  } finally {
    controller.abort('done')
    client.close()
  }
}
