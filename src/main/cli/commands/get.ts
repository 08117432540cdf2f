import { join, resolve } from 'node:path'
import { counted } from '@shared/messages/format'
import type { TaskOptions } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import type { PageRange } from '@shared/page-range/page-range'
import type { Context } from '../context'
import { exitBits, interruptedCode } from '../exit-code'
import { readAddresses, withoutRepeats } from '../input/read-addresses'
import { readRanges } from '../input/read-ranges'
import { type RequestOptions, requestOptions, withLogin } from '../input/request-options'
import { takeEach } from '../session/open-session'
import type { Session } from '../session/session'
import { probeAddresses } from './probe'
import { runTasks } from './run-tasks'

/** A range of more pages than this is asked about once. */
const pagesWithoutQuestion = 1000

/** Options of `galleon get` as commander gives them; sizes are bytes, times milliseconds. */
export interface GetOptions {
  readonly output?: string
  readonly pages?: string
  readonly recipe?: string
  readonly simulate?: boolean
  readonly getUrls?: boolean
  readonly wait?: boolean
  readonly yes?: boolean
  readonly inputFile?: string
  readonly filesizeMin?: number
  readonly filesizeMax?: number
  readonly connections?: number
  readonly perSite?: number
  readonly interval?: number
  readonly folderTemplate?: string
  readonly fileTemplate?: string
}

/** Downloads every address as a task of its own. */
export async function get(
  context: Context,
  addresses: readonly string[],
  options: GetOptions & RequestOptions,
): Promise<number> {
  const { terminal, cwd, interruption } = context
  refuseEmptySizes(options)
  if (options.getUrls === true && options.simulate === true) {
    throw new FailureError(failure('invalid-input', 'give --get-urls or --simulate, not both'))
  }
  const listed =
    options.inputFile === undefined
      ? []
      : await interruption.race(readAddresses(options.inputFile, cwd, terminal.stdin))
  const all = [...addresses.map((text) => ({ text, place: null })), ...listed]
  if (all.length === 0) throw new FailureError(failure('invalid-input', 'no address was given'))
  const read = readRanges(context, await withLogin(context, all, options), options.pages)
  if (read === null) return exitBits.input
  const ranges = withoutRepeats(terminal, read, all)
  for (const range of ranges) if (range.rewritten) terminal.say(`Read as ${range.canonical}`, 'faint')
  const request = { recipe: options.recipe ?? null, options: taskOptions(options) }
  const folderIn = (session: Session) =>
    options.output === undefined ? session.settings().folder : resolve(cwd, options.output)
  if (options.simulate === true) return probeAddresses(context, ranges, request, folderIn)
  if (!(await isWanted(context, ranges, options.yes === true))) {
    terminal.warn('Nothing was downloaded: you did not answer yes. With -y the question is not asked.')
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

/** Limits between which no picture can be would skip everything without a word. */
function refuseEmptySizes({ filesizeMin, filesizeMax }: GetOptions): void {
  if (filesizeMin === undefined || filesizeMax === undefined || filesizeMin <= filesizeMax) return
  throw new FailureError(failure('invalid-input', '--filesize-min is larger than --filesize-max'))
}

function taskOptions(options: GetOptions & RequestOptions): TaskOptions {
  const { connections, perSite, interval, folderTemplate, fileTemplate, filesizeMin, filesizeMax } = options
  return {
    ...(connections === undefined ? {} : { connections }),
    ...(perSite === undefined ? {} : { connectionsPerSite: perSite }),
    ...(interval === undefined ? {} : { intervalMs: interval }),
    ...(folderTemplate === undefined ? {} : { folderTemplate }),
    ...(fileTemplate === undefined ? {} : { fileTemplate }),
    ...(filesizeMin === undefined ? {} : { smallestBytes: filesizeMin }),
    ...(filesizeMax === undefined ? {} : { largestBytes: filesizeMax }),
    ...requestOptions(options),
  }
}

/** Asks once about very many pages, if there is a person to ask. */
async function isWanted({ terminal, interruption }: Context, ranges: readonly PageRange[], yes: boolean) {
  const pages = ranges.reduce((sum, range) => sum + (range.count ?? 0), 0)
  if (pages <= pagesWithoutQuestion || yes || !terminal.canAsk) return true
  const question = `These are ${counted(pages, 'page')}. Download them all? [y/N] `
  return /^y(es)?$/i.test(await interruption.race(terminal.ask(question, interruption.signal)))
}
