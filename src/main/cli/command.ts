import type { Language } from '@shared/messages/language'
import { type Command, Option } from 'commander'
import type { Context } from './context'
import { parseFile, parseFolder, parseLanguage } from './input/option-values'
import type { Loudness } from './output/terminal'

/** Options that every command knows, as commander gives them. */
export interface CommonOptions {
  readonly dataDir?: string
  readonly config?: string
  readonly lang?: Language
  readonly json?: boolean
  /** How often it was given. */
  readonly verbose?: number
  readonly quiet?: number
}

/** How much is shown: each `-v` adds, each `-q` takes away. */
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
    .addOption(
      new Option(
        '--lang <language>',
        'language of what is printed: en or zh-CN; default: that of the settings, else of the system',
      ).argParser(parseLanguage),
    )
    .option('--json', 'one JSON object a line on stdout, text on stderr; the last line is a summary')
    .option('-v, --verbose', 'report each file and retry, and the details of what went wrong', more)
    .option('-q, --quiet', 'report only errors and what was asked for; -qq: not even errors', more)
    .helpOption('-h, --help', 'show help')
}

/** Options of every command that take a value, short and long. */
const withValue = ['--data-dir', '-c', '--config', '--lang'] as const
const flags = ['--json', '--verbose', '--quiet'] as const

/**
 * Puts options of every command that stand before the command behind its name, where they are read: `-v get ADDRESS`
 * becomes `get -v ADDRESS`. Everything else stays where it is, so that a wrong option is refused by its name.
 */
export function moveLeadingOptions(args: readonly string[]): readonly string[] {
  let at = 0
  for (;;) {
    const width = widthOf(args[at])
    if (width === 0 || at + width > args.length) break
    at += width
  }
  const command = args[at]
  if (at === 0 || command === undefined || command.startsWith('-')) return args
  return [command, ...args.slice(0, at), ...args.slice(at + 1)]
}

/** How many words an option of every command takes; 0: it is none. */
function widthOf(word: string | undefined): number {
  if (word === undefined) return 0
  if (withValue.some((name) => name === word)) return 2
  if (flags.some((name) => name === word) || /^-[vq]+$/.test(word)) return 1
  const isJoined = /^--(?:data-dir|config|lang)=/.test(word) || /^-[vq]*c./.test(word)
  if (isJoined) return 1
  return /^-[vq]+c$/.test(word) ? 2 : 0
}

/** Settings of this run alone, as they were given. */
export interface RunSettings {
  /** Bytes per second, of all tasks together. */
  readonly limitRate?: number
}

/** A command that was read from the command line and can be run. */
export interface Chosen {
  readonly common: CommonOptions
  readonly settings: RunSettings
  /** Only addresses are printed, and errors: the list of tasks stays as it is. */
  readonly listsOnly?: boolean
  /** The demo does not touch the user's list of tasks. */
  readonly throwAwayData: boolean
  run(context: Context): Promise<number>
}

/** Takes the command that was given. */
export type Choose = (chosen: Chosen) => void

/** Lines of examples below a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

/** A command without settings of its own, on the user's list of tasks. */
export function plain(common: CommonOptions, run: Chosen['run']): Chosen {
  return { common, settings: {}, throwAwayData: false, run }
}
