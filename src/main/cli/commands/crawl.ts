import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { automaticRecipe } from '@shared/model/automatic-recipe'
import type { CrawlPlan, CrawlStart } from '@shared/model/crawl/crawl-plan'
import { parseSink, type TypedSink } from '@shared/model/crawl/sink-address'
import type { DownloadRequestInput } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import { addressAt } from '@shared/page-range/page-range'
import type { Command } from 'commander'
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
import { planOfOptions } from '../input/crawl-fields'
import { parseFolder } from '../input/option-values'
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
import { type CrawlOptions, withCrawlOptions } from './crawl-options'
import { runTasks } from './run-tasks'

/** Most addresses of ranges that a crawl begins with. */
const mostStarts = 10_000

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

/** A sink with the absolute path of its file, as it was meant where the command was typed. */
function placed(sink: TypedSink, cwd: string): TypedSink {
  const { address } = sink
  if ((address.kind !== 'file' && address.kind !== 'sqlite') || address.path === null) return sink
  const path = resolve(cwd, address.path)
  // Found now, and not after hours, when the file is written.
  if (!existsSync(dirname(path)))
    throw new FailureError(failure('invalid-input', `there is no folder ${dirname(path)}`))
  const text = address.kind === 'file' ? path : `sqlite:${path}`
  return { ...sink, address: { ...address, path }, text }
}

/** Where records also go. Fails with `invalid-input` for what is none. */
function readSinks(to: readonly string[] = [], cwd: string): readonly TypedSink[] {
  return to.map((typed) => {
    const parsed = parseSink(typed)
    if (!parsed.ok) throw new FailureError(parsed.failure)
    return placed(parsed.sink, cwd)
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

/** The address that names a start; empty without one. */
function addressOf(start: CrawlStart | undefined): string {
  if (start === undefined || typeof start === 'string') return start ?? ''
  return 'feed' in start ? start.feed : start.sitemap
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
  const sinks = readSinks(options.to, context.cwd)
  const [home] = await withLogin(
    context,
    starts.slice(0, 1).map((text) => ({ text, place: null })),
    options,
  )
  if (starts.length === 0 && options.sitemap?.includes('auto'))
    throw new FailureError(failure('invalid-input', '--sitemap auto needs an address, whose site is asked'))
  const requestIn = async (session: Session): Promise<DownloadRequestInput> => {
    const plan = readPlan(starts, options, await planOfRecipe(session, options.recipe))
    const folder =
      options.output === undefined ? session.settings().folder : resolve(context.cwd, options.output)
    return {
      address: home?.text ?? addressOf(plan.start[0]),
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
  withCrawlOptions(command)
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
