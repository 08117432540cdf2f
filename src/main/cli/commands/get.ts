import { join, resolve } from 'node:path'
import type { TaskOptions } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import type { PageRange } from '@shared/page-range/page-range'
import type { Command } from 'commander'
import {
  type Choose,
  type CommonOptions,
  examples,
  plain,
  type RunSettings,
  withCommonOptions,
} from '../command'
import type { Context } from '../context'
import { exitBits, exitCodesHelp, interruptedCode } from '../exit-code'
import { parseFile, parseFolder } from '../input/option-values'
import { readAddresses, withoutRepeats } from '../input/read-addresses'
import { readRanges } from '../input/read-ranges'
import {
  type FileOptions,
  type LoginOptions,
  type ReadingOptions,
  type RequestOptions,
  readingOptions,
  taskOptions,
  withFileOptions,
  withLogin,
  withReadingOptions,
  withRequestOptions,
} from '../input/request-options'
import { takeEach } from '../session/open-session'
import type { Session } from '../session/session'
import { probeAddresses } from './probe'
import { runTasks } from './run-tasks'

/** A range of more pages than this is asked about once. */
const pagesWithoutQuestion = 1000

/** What `galleon get` is to do, as commander gives it. */
export interface GetOptions {
  readonly output?: string
  readonly pages?: string
  readonly recipe?: string
  readonly simulate?: boolean
  readonly getUrls?: boolean
  readonly wait?: boolean
  readonly yes?: boolean
  readonly inputFile?: string
}

/** Downloads every address as a task of its own. */
export async function get(
  context: Context,
  addresses: readonly string[],
  options: GetOptions & ReadingOptions & RequestOptions & LoginOptions & FileOptions,
): Promise<number> {
  const { terminal, cwd, interruption } = context
  const request = {
    recipe: options.recipe ?? null,
    options: {
      ...taskOptions(options),
      ...readingOptions(options),
      ...(options.yes === true ? { allPages: true } : {}),
    },
  }
  if (options.getUrls === true && options.simulate === true) {
    throw new FailureError(failure('invalid-input', 'give --get-urls or --simulate, not both'))
  }
  const listed =
    options.inputFile === undefined
      ? []
      : await interruption.race(readAddresses(options.inputFile, cwd, terminal.prompt.stdin))
  const all = [...addresses.map((text) => ({ text, place: null })), ...listed]
  if (all.length === 0) throw new FailureError(failure('invalid-input', 'no address was given'))
  const read = readRanges(context, await withLogin(context, all, options), options.pages)
  if (read === null) return exitBits.input
  const ranges = withoutRepeats(terminal, read, all)
  for (const range of ranges)
    if (range.rewritten) terminal.say(terminal.texts.get.readAs(range.canonical), 'faint')
  const folderIn = (session: Session) =>
    options.output === undefined ? session.settings().folder : resolve(cwd, options.output)
  if (options.simulate === true) return probeAddresses(context, ranges, request, folderIn)
  if (!(await isWanted(context, ranges, options.yes === true))) {
    terminal.warn(terminal.texts.get.notConfirmed)
    return interruptedCode
  }
  if (options.getUrls === true) return listAddresses(context, ranges, request)
  const left = ranges.map(({ canonical }) => canonical)
  return runTasks(
    context,
    async (session, follow) => {
      const folder = folderIn(session)
      await takeEach(left, async (address) => {
        follow(await session.invoke('addTask', { ...request, address, folder }))
      })
    },
    options.wait === true,
  )
}

/** Reads every page as a download does, into a list of tasks that does not outlive the run, and prints the addresses. */
async function listAddresses(
  context: Context,
  ranges: readonly PageRange[],
  request: { readonly recipe: string | null; readonly options: TaskOptions },
): Promise<number> {
  const folder = join(context.paths.folder, 'files')
  const options = { ...request.options, listOnly: true }
  return runTasks({ ...context, typed: null }, async (session, follow) => {
    for (const { canonical: address } of ranges)
      follow(await session.invoke('addTask', { ...request, options, address, folder }))
  })
}

/** Asks once about very many pages, if the user can answer. */
async function isWanted({ terminal, interruption }: Context, ranges: readonly PageRange[], yes: boolean) {
  const { prompt, texts } = terminal
  const pages = ranges.reduce((sum, range) => sum + (range.count ?? 0), 0)
  if (pages <= pagesWithoutQuestion || yes || !prompt.canAsk) return true
  const question = texts.get.question(texts.counted(pages, 'page'))
  return /^y(es)?$/i.test(await interruption.race(prompt.ask(question, interruption.signal)))
}

/** Describes `galleon get`. */
export function addGet(program: Command, choose: Choose): void {
  const command = program
    .command('get')
    .description('download everything that an address and its pages show')
    .argument(
      '[addresses...]',
      'addresses, each with its range: [1-50] [001-100] [1-100:10] [60-10] [5560-] [a-z] {one,two} [0x08-0x0f] [2024-01-01..2024-01-31]',
    )
    .option(
      '-o, --output <folder>',
      'where galleries are saved; default: the folder of the settings',
      parseFolder,
    )
    .option('--pages <range>', 'pages of a plain address: 1-50, 1-20,25,30-40:2 or 2024-01-01..2024-01-31')
    .option(
      '-i, --input-file <file>',
      'more addresses, one a line; - reads stdin; what stands behind # at the start of a line or after a blank is a comment',
      parseFile,
    )
    .option('--recipe <name>', 'read the site with this recipe (galleon recipes shows them)')
    .option(
      '-n, --simulate',
      'read the first page of each address and show what would be saved; save nothing',
    )
    .option(
      '-g, --get-urls',
      'read all pages and print the addresses of their images, one a line; save nothing',
    )
    .option(
      '--wait',
      'stay while the disk is full, the folder cannot be written to or a task waits for its time, and resume then',
    )
    .option('-y, --yes', 'do not ask about ranges of more than 1,000 pages, and follow more than 1,000 pages')
  withReadingOptions(command)
  withRequestOptions(command)
  withFileOptions(command)
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        "galleon get 'https://example.org/gallery/[5510-5560].html' -o ~/Pictures",
        'galleon get https://example.org/gallery/5510.html --pages 5510-5520,5530',
        'galleon get https://example.org/p/1.jpg --referer https://example.org/gallery/1.html',
        'galleon get -i addresses.txt --limit-rate 500k --interval 1.5',
        "galleon get -n 'https://example.org/{spring,autumn}/[01-12]/'",
      ) + `\n${exitCodesHelp}`,
    )
    .action(
      (
        addresses: string[],
        options: CommonOptions &
          RunSettings &
          GetOptions &
          ReadingOptions &
          RequestOptions &
          LoginOptions &
          FileOptions,
      ) => {
        const { limitRate } = options
        const settings = limitRate === undefined ? {} : { limitRate }
        choose({
          ...plain(options, (context) => get(context, addresses, options)),
          settings,
          listsOnly: options.getUrls === true,
        })
      },
    )
}
