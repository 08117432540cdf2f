import { mostListed, type RecordListQuery } from '@shared/contract/record-commands'
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
      taskId,
      offset,
      limit: Math.min(mostListed, most - offset),
      filter: options.where ?? '',
      sort: options.sort ?? null,
      descending: options.descending === true,
      change: options.change ?? 'all',
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

/** Prints the records of a task that crawls. */
export async function records(context: Context, id: string, options: RecordsOptions): Promise<number> {
  const taskId = readId(id)
  await withSession(context, false, (session) => show(context, session, taskId, options))
  return context.count.bits
}

/** Describes `galleon records`. */
export function addRecords(program: Command, choose: Choose): void {
  const command = program
    .command('records')
    .description('show the records of a crawl')
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
  withCommonOptions(command)
    .addHelpText('after', examples('galleon records 7', "galleon records 7 --where 'reads > 1000' --json"))
    .action((id: string, options: CommonOptions & RecordsOptions) =>
      choose(plain(options, (context) => records(context, id, options))),
    )
}
