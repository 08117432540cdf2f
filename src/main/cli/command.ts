import type { Context } from './context'
import type { CommonOptions } from './options'

/** Settings of this run alone, as they were given. */
export interface RunSettings {
  /** Bytes per second, of all tasks together. */
  readonly limitRate?: number
}

/** A command that was read from the command line and can be run. */
export interface Chosen {
  readonly common: CommonOptions
  readonly settings: RunSettings
  /** Addresses alone are wanted: the list of tasks stays as it is, and nothing else is told but errors. */
  readonly listsOnly?: boolean
  /** The demo keeps away from the person's list of tasks. */
  readonly throwAwayData: boolean
  run(context: Context): Promise<number>
}

/** Lines of examples below a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

/** A command without settings of its own, on the person's list of tasks. */
export function plain(common: CommonOptions, run: Chosen['run']): Chosen {
  return { common, settings: {}, throwAwayData: false, run }
}
