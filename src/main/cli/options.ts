import type { Command } from 'commander'
import { parseFile, parseFolder } from './input/option-values'
import type { Loudness } from './output/terminal'

/** Options that every command knows, as commander gives them. */
export interface CommonOptions {
  readonly dataDir?: string
  readonly config?: string
  readonly json?: boolean
  /** How often it was given. */
  readonly verbose?: number
  readonly quiet?: number
}

/** How much is told: each `-v` adds, each `-q` takes away. */
export function loudnessOf({ json = false, verbose = 0, quiet = 0 }: CommonOptions): Loudness {
  const level = verbose - quiet
  return { json, silent: level < -1, quiet: level < 0, verbose: level > 0 }
}

const more = (_word: string, before: number | undefined) => (before ?? 0) + 1

/** Adds what every command knows. */
export function withCommonOptions(command: Command): Command {
  return command
    .optionsGroup('Common options:')
    .option('--data-dir <folder>', 'where the list of tasks and its records are kept', parseFolder)
    .option(
      '-c, --config <file>',
      'settings file to use instead of the config.json of the data folder',
      parseFile,
    )
    .option('--json', 'one JSON object a line on stdout, people’s text on stderr; the last line is a summary')
    .option('-v, --verbose', 'report each file and retry, and the details of what went wrong', more)
    .option('-q, --quiet', 'report only errors and what was asked for; -qq: not even errors', more)
    .helpOption('-h, --help', 'show help')
}
