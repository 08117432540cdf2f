import { resolve } from 'node:path'
import type { RecordListQuery } from '@shared/contract/record-commands'
import type { ExportTarget } from '@shared/model/crawl/record-export'
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
  readonly dataSet?: string
}

/** Records that are asked for at a time: some have long texts. */
const atATime = 100

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

/** Writes the records of a task into a file, or with their pictures into a data set. */
async function save(
  { terminal, interruption }: Context,
  session: Session,
  choice: ReturnType<typeof choiceOf>,
  target: ExportTarget,
): Promise<void> {
  const work = session.invoke('exportRecords', { ...choice, target })
  const { path, records: count, pictures } = await interruption.race(work)
  const { texts } = terminal
  const saved = texts.crawl.records(texts.count(count))
  if (target.kind === 'file') {
    terminal.emit({ event: 'exported', file: path, records: count })
    terminal.say(texts.crawl.exported(saved, path))
  } else {
    terminal.emit({ event: 'exported', folder: path, records: count, pictures })
    const parts = [saved, texts.counted(pictures, 'image')].join(texts.listSeparator)
    terminal.say(texts.crawl.exported(parts, path))
  }
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
  for (let offset = 0; offset < most; offset += atATime) {
    const { rows, total: all } = await session.invoke('listRecords', {
      ...choiceOf(taskId, options),
      offset,
      limit: Math.min(atATime, most - offset),
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

/** What is written; null: the records are shown. */
function targetOf({ to, dataSet }: RecordsOptions, cwd: string): ExportTarget | null {
  if (to !== undefined && dataSet !== undefined)
    throw new FailureError(failure('invalid-input', 'give --to or --data-set, not both'))
  if (to !== undefined) return { kind: 'file', ...readFile(to, cwd) }
  if (dataSet === undefined) return null
  return { kind: 'data-set', folder: resolve(cwd, dataSet), metadata: 'jsonl' }
}

/** Prints the records of a task that crawls, or writes them into a file. */
export async function records(context: Context, id: string, options: RecordsOptions): Promise<number> {
  const taskId = readId(id)
  const choice = choiceOf(taskId, options)
  const target = targetOf(options, context.cwd)
  await withSession(context, false, (session) =>
    target === null ? show(context, session, taskId, options) : save(context, session, choice, target),
  )
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
    .option(
      '--data-set <folder>',
      'make a data set in this folder: records, their pictures and where each came from',
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
