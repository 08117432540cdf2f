import type { Writable } from 'node:stream'
import { failureLine, terminalAdvice } from '@shared/messages/failure-text'
import { type Language, languageNamed } from '@shared/messages/language'
import { terminalTexts } from '@shared/messages/terminal-text'
import { FailureError, failure } from '@shared/model/failure'
import { type Command, CommanderError } from 'commander'
import type { CliHost } from './cli-host'
import { type Chosen, type CommonOptions, loudnessOf, moveLeadingOptions } from './command'
import type { RunCount } from './context'
import { exitBits, exitBitsOf } from './exit-code'
import { terminalLanguage } from './input/language'
import { Interrupted, listenForInterruption } from './interruption'
import { createTerminal, type Terminal } from './output/terminal'
import { createProgram } from './program'
import { placeCommand, runCommand } from './run-command'

/**
 * Runs one command line and answers its exit code. Never rejects.
 *
 * With `--json` the last line on stdout is a summary, whatever happened.
 */
export async function runCli(args: readonly string[], host: CliHost): Promise<number> {
  const { streams } = host
  const { env } = streams
  // The second signal ends the program without a last line: the cursor comes back with the first.
  const onStop = () => terminal.screen?.clear()
  using interruption = listenForInterruption(host.signals, [streams.stdout, streams.stderr], onStop)
  const count: RunCount = { saved: 0, skipped: 0, failed: 0, bits: 0, incomplete: new Set() }
  // Until the options are read, so that a refusal of them is reported in the form that was asked for.
  let terminal = createTerminal(
    streams,
    loudnessOf(flagsIn(args)),
    terminalTexts(terminalLanguage({ option: languageIn(args), configFile: null, env })),
  )
  let code = 0
  try {
    const chosen = readCommand(args, host, terminal)
    if (chosen !== null) {
      const common = chosen.listsOnly ? quieter(chosen.common) : chosen.common
      using place = placeCommand(chosen, host.places)
      const language = terminalLanguage({ option: common.lang, configFile: place.config, env })
      terminal = createTerminal(streams, loudnessOf(common), terminalTexts(language))
      const running = runCommand(chosen, place, { host, terminal, interruption, count })
      // Awaited here: a throw-away folder must outlive the run.
      code = await Promise.race([running, host.bug])
    }
  } catch (error) {
    code = error instanceof Interrupted ? interruption.code : count.bits | refuse(error, terminal)
  }
  const { saved, skipped, failed, verified } = count
  const incomplete = [...count.incomplete]
  terminal.emit({ event: 'summary', saved, skipped, failed, ...verified, incomplete, exitCode: code })
  return code
}

/** The flags about the form of the output, before anything is parsed. */
function flagsIn(args: readonly string[]): CommonOptions {
  const given = (...names: readonly string[]) => args.filter((arg) => names.includes(arg)).length
  return {
    json: given('--json') > 0,
    quiet: given('-q', '--quiet') + 2 * given('-qq'),
    verbose: given('-v', '--verbose'),
  }
}

/** The language of a `--lang` that can be understood, before anything is parsed. */
function languageIn(args: readonly string[]): Language | undefined {
  const at = args.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const named = args[at] === '--lang' ? args[at + 1] : args[at]?.slice('--lang='.length)
  return named === undefined ? undefined : (languageNamed(named) ?? undefined)
}

/** Null when help or the version was shown. Throws CommanderError for a mistake, which is reported already. */
function readCommand(args: readonly string[], host: CliHost, terminal: Terminal): Chosen | null {
  let chosen: Chosen | null = null
  const program = createProgram(host.version, (one) => {
    chosen = one
  })
  configureOutput(program, host.streams.stdout, terminal)
  try {
    program.parse(moveLeadingOptions(args), { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return null
    throw error
  }
  return chosen
}

function quieter(common: CommonOptions): CommonOptions {
  return { ...common, verbose: 0, quiet: Math.max(1, common.quiet ?? 0) }
}

/** Help goes to this stream; mistakes in the command line begin like every other error. */
function configureOutput(command: Command, stdout: Writable, terminal: Terminal): void {
  command.configureOutput({
    writeOut: (text) => void stdout.write(text),
    // Its suggestion stands on a line of its own: a line break within a line would be shown as a bad character.
    outputError: (text) => {
      const [first = '', ...others] = text
        .trimEnd()
        .replace(/^error: /, '')
        .split('\n')
      const { texts, warn } = terminal
      warn(`galleon: ${texts.detail(first)}`)
      for (const line of others) warn(texts.detail(line))
    },
  })
  for (const one of command.commands) configureOutput(one, stdout, terminal)
}

/** Reports why a command did not run, or not to its end; answers what that adds to the exit code. */
function refuse(error: unknown, terminal: Terminal): number {
  // Commander has reported it.
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '')
    terminal.emit({ event: 'error', failure: { kind: 'invalid-input', message } })
    return exitBits.input
  }
  if (error instanceof FailureError) {
    const { kind } = error.failure
    terminal.emit({ event: 'error', failure: { kind, message: failureLine(error.failure, 'en') } })
    terminal.refuse(error.failure)
    if (error.failure.kind === 'unexpected') showStack(error.cause, terminal)
    return exitBitsOf(error.failure) & ~exitBits.failed || exitBits.failed
  }
  terminal.emit({ event: 'error', failure: { kind: 'unexpected', message: messageOf(error) } })
  showBug(error, terminal)
  return exitBits.system
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A bug: its message, and with `-v` its stack. */
function showBug(error: unknown, terminal: Terminal): void {
  const { language } = terminal.texts
  terminal.warn(`galleon: ${failureLine(failure('unexpected', messageOf(error)), language)}`)
  if (!terminal.verbose) terminal.warn(`  ${terminalAdvice({ kind: 'unexpected' }, language)}`)
  showStack(error, terminal)
}

/** Where an error came from, for those who asked for more. */
function showStack(error: unknown, terminal: Terminal): void {
  if (!terminal.verbose || !(error instanceof Error)) return
  for (const line of (error.stack ?? '').split('\n')) terminal.warn(`  ${line}`)
}
