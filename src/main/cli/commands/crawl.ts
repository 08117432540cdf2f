import { resolve } from 'node:path'
import { automaticRecipe } from '@shared/model/automatic-recipe'
import type { CrawlPlan } from '@shared/model/crawl-plan'
import type { DownloadRequestInput } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import { parseSink, type TypedSink } from '@shared/model/sink-address'
import { addressAt } from '@shared/page-range/page-range'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import {
  type Choose,
  type CommonOptions,
  examples,
  plain,
  type RunSettings,
  withCommonOptions,
} from '../command'
import type { Context } from '../context'
import { exitBits, exitCodesHelp } from '../exit-code'
import { type PlanOptions, parseField, planOfOptions } from '../input/crawl-fields'
import { parseCount, parseFolder } from '../input/option-values'
import { readRanges } from '../input/read-ranges'
import {
  type LoginOptions,
  type RequestOptions,
  taskOptions,
  withLogin,
  withRequestOptions,
} from '../input/request-options'
import { previewLines } from '../output/crawl-lines'
import { withSession } from '../session/open-session'
import type { Session } from '../session/session'
import { runTasks } from './run-tasks'

/** Most addresses of ranges that a crawl begins with. */
const mostStarts = 10_000

/** Options of `galleon crawl` as commander gives them. */
export interface CrawlOptions extends PlanOptions {
  readonly robots?: boolean
  readonly recipe?: string
  readonly to?: readonly string[]
  readonly output?: string
  readonly simulate?: boolean
  readonly wait?: boolean
  readonly yes?: boolean
}

/** The plan of the chosen recipe; null without one. Fails with `invalid-input` for a recipe that crawls nothing. */
async function planOfRecipe(session: Session, name: string | undefined): Promise<CrawlPlan | null> {
  if (name === undefined) return null
  const plan = await session.invoke('planOfRecipe', name)
  if (plan !== null) return plan
  throw new FailureError(failure('invalid-input', `the recipe ${name} has no part "crawl"`))
}

/** The plan of options and recipe. Fails with `invalid-input` that names the part of the plan. */
function readPlan(addresses: readonly string[], options: CrawlOptions, base: CrawlPlan | null): CrawlPlan {
  try {
    return planOfOptions(addresses, options, base)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const [issue] = error.issues
    const place = issue?.path.join('.') ?? ''
    const said = place === 'start' ? 'no address was given' : `${place}: ${issue?.message ?? 'is wrong'}`
    throw new FailureError(failure('invalid-input', said))
  }
}

/** Where records also go. Fails with `invalid-input` for what is none. */
function readSinks(to: readonly string[] = []): readonly TypedSink[] {
  return to.map((typed) => {
    const parsed = parseSink(typed)
    if (!parsed.ok) throw new FailureError(parsed.failure)
    return parsed.sink
  })
}

/** Each address of the ranges, in their order; a login stays with the first, which names the site. */
function startsOf(
  context: Context,
  addresses: readonly { text: string; place: null }[],
): readonly string[] | null {
  const ranges = readRanges(context, addresses, undefined)
  if (ranges === null) return null
  return ranges.flatMap((range) => {
    const count = range.count ?? mostStarts + 1
    if (count > mostStarts)
      throw new FailureError(failure('invalid-input', `more than ${mostStarts} addresses to begin with`))
    return Array.from({ length: count }, (_, i) => addressAt(range, i))
  })
}

async function preview(context: Context, session: Session, request: DownloadRequestInput): Promise<number> {
  const { terminal, interruption, count } = context
  const found = await interruption.race(session.invoke('previewCrawl', request))
  terminal.emit({ event: 'crawl-preview', ...found })
  const pages = request.crawl?.limits?.pages ?? Infinity
  for (const line of previewLines(found, pages, terminal)) terminal.answer(line)
  if (found.read === 0) count.bits |= exitBits.failed
  return count.bits
}

/** Keeps passwords, and shows what would be run in databases; false: the user did not confirm it. */
async function prepareSinks(
  { terminal, interruption, count }: Context,
  session: Session,
  request: DownloadRequestInput,
  sinks: readonly TypedSink[],
  yes: boolean,
): Promise<boolean> {
  const { texts, prompt } = terminal
  for (const { address, password, text } of sinks) {
    if (password?.kind === 'text')
      await session.invoke('keepSinkPassword', { sink: text, password: password.text })
    if (address.kind === 'file' || address.kind === 'sqlite') continue
    const statements = await interruption.race(session.invoke('prepareSink', { request, sink: text }))
    if (statements.length === 0) continue
    terminal.say(texts.crawl.statements(text))
    for (const statement of statements) terminal.say(`  ${statement}`)
    const isAsked = !yes && prompt.canAsk
    const said = isAsked
      ? await interruption.race(prompt.ask(texts.crawl.runStatements, interruption.signal))
      : ''
    if (yes || /^y(es)?$/i.test(said)) continue
    terminal.warn(texts.crawl.notRun)
    count.bits |= exitBits.input
    return false
  }
  return true
}

/** How sites are asked: the `skip` of files, which `taskOptions` takes too, is another option. */
function requestOptionsOf(options: RequestOptions): RequestOptions {
  const { header, userAgent, proxy, retries, httpTimeout, referer, connections, perSite, interval } = options
  const given = { header, userAgent, proxy, retries, httpTimeout, referer, connections, perSite, interval }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** Follows links from the addresses and records what the fields say; with `simulate` it only shows what it would do. */
export async function crawl(
  context: Context,
  typed: readonly string[],
  options: CrawlOptions & RequestOptions & LoginOptions,
): Promise<number> {
  const given = typed.map((text) => ({ text, place: null }))
  const starts = startsOf(context, given)
  if (starts === null) return exitBits.input
  const sinks = readSinks(options.to)
  const [home] = await withLogin(
    context,
    starts.slice(0, 1).map((text) => ({ text, place: null })),
    options,
  )
  const requestIn = async (session: Session): Promise<DownloadRequestInput> => {
    const plan = readPlan(starts, options, await planOfRecipe(session, options.recipe))
    const [first] = plan.start
    const own =
      typeof first === 'string'
        ? first
        : first === undefined
          ? ''
          : 'feed' in first
            ? first.feed
            : first.sitemap
    const folder =
      options.output === undefined ? session.settings().folder : resolve(context.cwd, options.output)
    return {
      address: home?.text ?? own,
      recipe: options.recipe ?? automaticRecipe,
      folder,
      crawl: plan,
      sinks: sinks.map(({ text }) => text),
      options: {
        ...taskOptions(requestOptionsOf(options)),
        ...(options.robots === false ? { robots: false } : {}),
      },
      // What only a recipe names, no user has typed: it opens no private address.
      ...(starts.length === 0 ? { adopted: true as const } : {}),
    }
  }
  if (options.simulate === true) {
    let code = 0
    const work = async (session: Session) => {
      code = await preview(context, session, await requestIn(session))
    }
    await withSession(context, true, work, true)
    return code
  }
  return runTasks(
    context,
    async (session, follow) => {
      const request = await requestIn(session)
      if (!(await prepareSinks(context, session, request, sinks, options.yes === true))) return
      follow(await session.invoke('addTask', request))
    },
    options.wait === true,
  )
}

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text]

/** `--as` says what the rule before it is read for. */
function addRules(command: Command): Command {
  const rules: { match: string; as: 'record' | 'list' }[] = []
  return command
    .option(
      '--follow <pattern>',
      "links to follow: a match pattern such as 'https://blog.example/{a,b}/*', or an expression between slashes; may be repeated, the first that fits counts",
      (match: string) => {
        rules.push({ match, as: 'record' })
        return rules
      },
    )
    .option(
      '--as <use>',
      'what the pages of the --follow before are read for: record (default) or list',
      (use: string) => {
        const last = rules.at(-1)
        if (last === undefined || (use !== 'record' && use !== 'list'))
          throw new InvalidArgumentError('Give record or list, after a --follow.')
        last.as = use
        return use
      },
    )
    .option('--skip <pattern>', 'links that are never followed; may be repeated', collect)
    .addOption(
      new Option(
        '--scope <scope>',
        'hosts that may be read: those of the start addresses (default), their domains, or all',
      ).choices(['host', 'domain', 'anywhere']),
    )
    .option(
      '--sitemap <address>',
      'begin with the pages of a sitemap, too; auto: the one that robots.txt names',
      collect,
    )
    .option('--feed <address>', 'begin with the pages of a feed, too (RSS, Atom, JSON Feed)', collect)
    .option(
      '--drop <parameter>',
      "parameter of addresses without meaning: utm_source, or 'utm_*'; may be repeated",
      collect,
    )
}

function addLimits(command: Command): Command {
  return command
    .option('--depth <n>', 'most links from a start address; default 100', parseCount(1000))
    .option('--max-pages <n>', 'most pages of one run; default 10,000', parseCount(1_000_000_000))
    .option('--minutes <n>', 'longest time of one run', parseCount(1_000_000))
    .option(
      '--stop-after-known <n>',
      'in later runs, end a chain of lists after so many known records in a row',
      parseCount(100_000),
    )
    .option('--no-robots', 'do not ask robots.txt, nor keep its pace')
}

function addRecord(command: Command): Command {
  return command
    .option(
      '--field <field>',
      "field of a record: NAME[:TYPE][[]]=SELECTOR[@ATTRIBUTE][ /PATTERN/], or NAME[:TYPE]@=PATTERN from the page's address; TYPE: text, number, date, boolean, address, html; [] takes a list; may be repeated",
      parseField,
    )
    .option('--key <name>', 'field that identifies a record; may be repeated; default: its page', collect)
    .addOption(
      new Option('--known <what>', 'what happens to a record that changed').choices([
        'update',
        'skip',
        'versions',
      ]),
    )
    .option('--images <selector>', 'save these pictures of each record, in a gallery of its own')
    .option(
      '--to <sink>',
      'where records also go: sqlite:FILE, postgres://USER@HOST/DB, mysql://…, FILE.csv, FILE.jsonl, FILE.parquet; may be repeated',
      collect,
    )
}

/** Describes `galleon crawl`. */
export function addCrawl(program: Command, choose: Choose): void {
  const command = program
    .command('crawl')
    .description('follow links from addresses and record what their pages say, in a database')
    .argument('[addresses...]', 'addresses to begin with; ranges as for get; none: those of the recipe')
    .option('-n, --simulate', 'show the links of each rule, the first records and an estimate; store nothing')
    .option('--recipe <name>', 'crawl by this recipe (galleon recipes shows them)')
    .option(
      '-o, --output <folder>',
      'where pictures are saved; default: the folder of the settings',
      parseFolder,
    )
    .option('-y, --yes', 'run the statements that a sink needs without asking')
    .option('--wait', 'stay while the disk is full or a task waits for its time, and resume then')
  addRules(command.optionsGroup('Pages:'))
  addLimits(command.optionsGroup('Limits:'))
  addRecord(command.optionsGroup('Records:'))
  withRequestOptions(command)
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        "galleon crawl https://blog.example/u/1/list/1 --follow '*://blog.example/u/1/details/*' --as record \\",
        "    --follow '*://blog.example/u/1/list/*' --as list --field 'id@=details/(\\d+)' --key id \\",
        "    --field title=.title --field reads:number=.read-count --field 'tags[]=.tags a' -n",
        'galleon crawl --recipe my-blog --to postgres://me@localhost/blog',
        'galleon records 7 --to articles.csv',
      ) + `\n${exitCodesHelp}`,
    )
    .action(
      (
        addresses: string[],
        options: CommonOptions & RunSettings & CrawlOptions & RequestOptions & LoginOptions,
      ) => {
        const { limitRate } = options
        const settings = limitRate === undefined ? {} : { limitRate }
        choose({ ...plain(options, (context) => crawl(context, addresses, options)), settings })
      },
    )
}
