import { resolve } from 'node:path'
import { mostListed, type RecordListQuery } from '@shared/contract/record-commands'
import { parseSink } from '@shared/model/crawl/sink-address'
import { FailureError, failure } from '@shared/model/failure'
import { type TaskId, TaskId as TaskIdSchema } from '@shared/model/units'
import { type Command, Option } from 'commander'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { parseCount } from '../input/option-values'
import { crawlParts, recordTable } from '../output/crawl-lines'
import { withSession } from '../session/open-session'
import type { Session } from '../session/session'

/** Options of `galleon records` as commander gives them. */
export interface RecordsOptions {
  readonly where?: string
  readonly sort?: string
  readonly descending?: boolean
  readonly change?: RecordListQuery['change']
  readonly limit?: number
  readonly to?: string
}

/** Records that are shown without `--limit`, as a table and to programs. */
const shownInTable = 50

function readId(text: string): TaskId {
  const parsed = TaskIdSchema.safeParse(Number(text))
  if (parsed.success && /^\d+$/.test(text)) return parsed.data
  throw new FailureError(
    failure('invalid-input', `"${text}" is no number of a task: galleon list shows them`),
  )
}

/** The records that the options choose. */
function choiceOf(taskId: TaskId, options: RecordsOptions) {
  return {
    taskId,
    filter: options.where ?? '',
    sort: options.sort ?? null,
    descending: options.descending === true,
    change: options.change ?? 'all',
  } as const
}

/** The kind and the absolute path of the file that is written. Fails with `invalid-input` for a server. */
function readFile(typed: string, cwd: string) {
  const parsed = parseSink(typed)
  if (!parsed.ok) throw new FailureError(parsed.failure)
  const { address } = parsed.sink
  if (address.kind === 'file') return { format: address.format, file: resolve(cwd, address.path) }
  if (address.kind === 'sqlite' && address.path !== null)
    return { format: 'sqlite' as const, file: resolve(cwd, address.path) }
  throw new FailureError(
    failure(
      'invalid-input',
      'records --to takes a file: FILE.csv, FILE.jsonl, FILE.parquet or sqlite:FILE. What goes to a server is named with crawl --to.',
    ),
  )
}

/** Writes the records of a task into a file. */
async function save(
  { terminal, interruption, cwd }: Context,
  session: Session,
  taskId: TaskId,
  { to = '', ...options }: RecordsOptions,
): Promise<void> {
  const { format, file } = readFile(to, cwd)
  const work = session.invoke('exportRecords', { ...choiceOf(taskId, options), format, file })
  const count = await interruption.race(work)
  terminal.emit({ event: 'exported', file, records: count })
  const { texts } = terminal
  terminal.say(texts.crawl.exported(texts.crawl.records(texts.count(count)), file))
}

/** Shows the records of a task, a part at a time. */
async function show(
  { terminal }: Context,
  session: Session,
  taskId: TaskId,
  options: RecordsOptions,
): Promise<void> {
  const { columns, counts } = await session.invoke('describeRecords', taskId)
  const names = columns.map(({ name }) => name)
  const most = options.limit ?? (terminal.json ? Infinity : shownInTable)
  let total = 0
  for (let offset = 0; offset < most; offset += mostListed) {
    const { rows, total: all } = await session.invoke('listRecords', {
      ...choiceOf(taskId, options),
      offset,
      limit: Math.min(mostListed, most - offset),
    })
    total = all
    for (const row of rows) terminal.emit({ event: 'crawl-record', ...row })
    if (!terminal.json)
      for (const line of recordTable(names, rows, terminal.screen?.columns)) terminal.answer(line)
    if (offset + rows.length >= all || rows.length === 0) break
  }
  const { texts } = terminal
  terminal.say(texts.crawl.shown(texts.count(Math.min(total, most)), texts.count(total)))
  terminal.say(crawlParts(counts, texts).join(texts.listSeparator), 'faint')
}

/** Prints the records of a task that crawls, or writes them into a file. */
export async function records(context: Context, id: string, options: RecordsOptions): Promise<number> {
  const taskId = readId(id)
  const work = options.to === undefined ? show : save
  await withSession(context, false, (session) => work(context, session, taskId, options))
  return context.count.bits
}

/** Describes `galleon records`. */
export function addRecords(program: Command, choose: Choose): void {
  const command = program
    .command('records')
    .description('show the records of a crawl, or write them into a file')
    .argument('<task>', 'number of the task, as galleon list shows it')
    .option(
      '--where <filter>',
      "only these: a text, or an expression such as 'reads > 1000' or 'title ~ lake'",
    )
    .option('--sort <field>', 'by a field, or by first_seen, last_seen, changed_at')
    .option('--descending', 'the last one first')
    .addOption(
      new Option('--change <kind>', 'only what the last run brought').choices([
        'all',
        'new',
        'changed',
        'gone',
      ]),
    )
    .option(
      '--limit <n>',
      'most records that are shown; default 50, with --json all',
      parseCount(1_000_000_000),
    )
    .option(
      '--to <file>',
      'write them into a file instead: FILE.csv, FILE.jsonl, FILE.parquet or sqlite:FILE',
    )
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        'galleon records 7',
        "galleon records 7 --where 'reads > 1000' --json",
        'galleon records 7 --to articles.csv',
      ),
    )
    .action((id: string, options: CommonOptions & RecordsOptions) =>
      choose(plain(options, (context) => records(context, id, options))),
    )
}
