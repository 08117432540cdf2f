import { type Command, InvalidArgumentError, Option } from 'commander'
import { type PlanOptions, parseField } from '../input/crawl-fields'
import { parseCount } from '../input/option-values'

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

/** Adds the options that make the plan of a crawl, and those that say where its records go. */
export function withCrawlOptions(command: Command): void {
  addRules(command.optionsGroup('Pages:'))
  addLimits(command.optionsGroup('Limits:'))
  addRecord(command.optionsGroup('Records:'))
}
