import type { Command } from 'commander'

/** Options that every command knows, as commander gives them. */
export interface CommonOptions {
  readonly dataDir?: string
  readonly config?: string
  readonly json?: boolean
  readonly verbose?: boolean
  readonly quiet?: boolean
}

/** Adds what every command knows. */
export function withCommonOptions(command: Command): Command {
  return command
    .optionsGroup('Common options:')
    .option('--data-dir <folder>', 'where the list of tasks and its records are kept')
    .option('-c, --config <file>', 'settings file to use instead of the config.json of the data folder')
    .option('--json', 'one JSON object a line on stdout, people’s text on stderr; the last line is a summary')
    .option('-v, --verbose', 'tell more, with the details of what went wrong')
    .option('-q, --quiet', 'tell only what went wrong')
    .helpOption('-h, --help', 'show help')
}
