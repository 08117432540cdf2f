import type { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { failureLine, failureWords } from '@shared/messages/failure-text'
import { FailureError, failure } from '@shared/model/failure'
import type { SettingsPatch } from '@shared/model/settings'
import { type Command, CommanderError } from 'commander'
import type { EngineFiles, Log, Ports } from '../engine/ports/ports'
import { type DataPaths, dataPaths } from '../host/data-folder'
import { createLog, joinLogs } from '../host/log/log'
import { openLogFile } from '../host/log/log-file'
import { boundRate } from '../host/log/rate-limit'
import { machineFacts } from '../host/program-facts'
import { type Chosen, type CommonOptions, loudnessOf, moveLeadingOptions, type RunSettings } from './command'
import { makeThrowAwayFolder } from './commands/demo'
import type { Context, RunCount } from './context'
import { exitBits, exitBitsOf } from './exit-code'
import { shellQuote } from './input/started-as'
import { Interrupted, type Interruption, listenForInterruption } from './interruption'
import { createTerminal, type Streams, type Terminal, terminalLog } from './output/terminal'
import { reportRebuild } from './output/verify-findings'
import { createProgram } from './program'
import { openSession } from './session/open-session'
import { endingQuietly, openReadSession } from './session/read-session'

/** What the command line needs of its process. */
export interface CliHost {
  readonly streams: Streams
  /** Emits `SIGINT`, `SIGTERM` and `SIGHUP`: the process. */
  readonly signals: Pick<EventEmitter, 'on' | 'off'>
  /** Rejects with what nobody has caught. */
  readonly bug: Promise<never>
  readonly cwd: string
  /** The words that start this program again, such as `npm run galleon --`; see `startedAs`. */
  readonly startedAs: string
  readonly platform: NodeJS.Platform
  readonly version: string
  /** Data folder while the person names none. */
  readonly dataFolder: string
  /** The person's home folder. */
  readonly home: string
  /** Folder of the demo gallery's pictures. */
  readonly demoPictures: string
  /** What the engine needs besides its files in the data folder. */
  readonly ports: Omit<Ports, 'files' | 'log' | 'overrides'> & {
    readonly files: Pick<EngineFiles, 'workers' | 'downloads' | 'temporary'> & {
      readonly builtInRecipes: string
    }
  }
}

/**
 * Runs one command line and answers its exit code. Never rejects.
 *
 * With `--json` the last line on stdout is a summary, whatever happened.
 */
export async function runCli(args: readonly string[], host: CliHost): Promise<number> {
  const { streams } = host
  // The second signal ends the program without a last word: the cursor comes back with the first.
  const onStop = () => terminal.screen?.clear()
  using interruption = listenForInterruption(host.signals, [streams.stdout, streams.stderr], onStop)
  const count: RunCount = { saved: 0, skipped: 0, failed: 0, bits: 0 }
  // Until the options are read, so that a refusal of them is told in the way that was asked for.
  const asked = (...names: readonly string[]) => args.filter((arg) => names.includes(arg)).length
  let terminal = createTerminal(
    streams,
    loudnessOf({
      json: asked('--json') > 0,
      quiet: asked('-q', '--quiet') + 2 * asked('-qq'),
      verbose: asked('-v', '--verbose'),
    }),
  )
  let code = 0
  try {
    const chosen = readCommand(args, host, (line) => terminal.warn(line))
    if (chosen !== null) {
      terminal = createTerminal(
        streams,
        loudnessOf(chosen.listsOnly ? quieter(chosen.common) : chosen.common),
      )
      code = await Promise.race([run(chosen, host, terminal, interruption, count), host.bug])
    }
  } catch (error) {
    code = error instanceof Interrupted ? interruption.code : count.bits | refuse(error, terminal)
  }
  const { saved, skipped, failed, verified } = count
  terminal.emit({ event: 'summary', saved, skipped, failed, ...verified, exitCode: code })
  return code
}

/** Null when help or the version was shown. Throws CommanderError for a slip, which is told already. */
function readCommand(args: readonly string[], host: CliHost, warn: (line: string) => void): Chosen | null {
  let chosen: Chosen | null = null
  const program = createProgram(host.version, (one) => {
    chosen = one
  })
  configureOutput(program, host.streams.stdout, warn)
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
function configureOutput(command: Command, stdout: Writable, warn: (line: string) => void): void {
  command.configureOutput({
    writeOut: (text) => void stdout.write(text),
    // Its suggestion stands on a line of its own: a line break within a line would be shown as a bad character.
    outputError: (text) => {
      for (const line of text
        .trimEnd()
        .replace(/^error: /, 'galleon: ')
        .split('\n'))
        warn(line)
    },
  })
  for (const one of command.commands) configureOutput(one, stdout, warn)
}

async function run(
  chosen: Chosen,
  host: CliHost,
  terminal: Terminal,
  interruption: Interruption,
  count: RunCount,
): Promise<number> {
  const { common, settings } = chosen
  using throwAway = chosen.throwAwayData || chosen.listsOnly ? makeThrowAwayFolder() : null
  const own = common.dataDir === undefined ? host.dataFolder : resolve(host.cwd, common.dataDir)
  const folder = throwAway?.path ?? own
  // Settings and recipes of the user count also where the list of tasks is another one.
  const { config: ownConfig, recipes } = dataPaths(chosen.listsOnly ? own : folder)
  const paths = dataPaths(folder)
  const config = common.config === undefined ? ownConfig : resolve(host.cwd, common.config)
  if (common.config !== undefined && !existsSync(config)) {
    throw new FailureError(failure('invalid-input', `${config} does not exist`))
  }
  const log = fileLog(host, paths.log, terminal.verbose)
  const wish = {
    folder,
    ports: portsOf(
      host,
      { ...paths, recipes },
      config,
      settings,
      joinLogs(terminalLog(terminal, host.home), log),
    ),
    taskLog: log,
    ownOnly: [
      ...(common.config === undefined ? [] : ['-c']),
      ...(settings.limitRate === undefined ? [] : ['--limit-rate']),
    ],
  }
  const context: Context = {
    terminal,
    interruption,
    count,
    typed: throwAway
      ? null
      : (command) => [host.startedAs, command, ...elsewhere(common, host.platform)].join(' '),
    cwd: host.cwd,
    demoPictures: host.demoPictures,
    paths,
    home: host.home,
    version: host.version,
    async open(serves, reads = false) {
      const session = await openSession({ ...wish, serves }, interruption)
        .then((opened) => (reads ? endingQuietly(opened) : opened))
        .catch(async (error: unknown) => {
          const copied = reads ? await openReadSession(error, wish.ports) : null
          if (copied === null) {
            tellNoStart(log, error)
            throw error
          }
          const reason = error instanceof Error ? error.message : String(error)
          terminal.warn(`The data folder cannot be written (${reason}). What it holds is shown.`)
          return copied
        })
      if (session.owner === null) begin(log, host, serves)
      try {
        reportRebuild(await interruption.race(session.rebuilt()), terminal)
      } catch (error) {
        await session.close()
        throw error
      }
      if (!interruption.signal.aborted) return session
      await session.close()
      throw new Interrupted()
    },
  }
  // Awaited here: the throw-away folder must outlive the run.
  return await chosen.run(context)
}

/**
 * The log of the data folder. Only the process that holds the folder writes it: what another one says to its person is
 * told by it alone.
 */
function fileLog(host: CliHost, file: string, verbose: boolean): Log {
  const withDebug = verbose || host.streams.env['GALLEON_DEBUG'] === '1'
  const log = createLog({ write: openLogFile(file), home: host.home, withDebug, now: host.ports.now })
  return boundRate(log, () => performance.now())
}

/** Why the engine did not start; one that another process holds is that one's to tell of. */
function tellNoStart(log: Log, error: unknown): void {
  const isHeld = error instanceof FailureError && error.failure.kind === 'held-elsewhere'
  if (!isHeld && !(error instanceof Interrupted)) log('error', 'the engine did not start', { error })
}

/** The folder is ours: tells who writes from here on, and why it ends if that is a bug. */
function begin(log: Log, host: CliHost, serves: boolean): void {
  // A look at the list, which scripts take again and again, must not push out what matters.
  log(serves ? 'info' : 'debug', 'start', { program: 'terminal', ...machineFacts(host.version) })
  host.bug.catch((error: unknown) => log('error', 'a bug ended the program', { error }))
}

/** The options under which the same list of tasks is found again. */
function elsewhere({ dataDir, config }: CommonOptions, platform: NodeJS.Platform): readonly string[] {
  const given = { '--data-dir': dataDir, '-c': config }
  return Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [name, shellQuote(value, platform)],
  )
}

function portsOf(
  host: CliHost,
  paths: DataPaths,
  configFile: string,
  { limitRate }: RunSettings,
  log: Log,
): Ports {
  const { builtInRecipes, ...given } = host.ports.files
  const settings: SettingsPatch = limitRate === undefined ? {} : { bytesPerSecond: limitRate }
  const files = {
    ...given,
    database: paths.database,
    config: configFile,
    recipes: { builtIn: builtInRecipes, own: paths.recipes },
    home: host.home,
  }
  return { ...host.ports, files, log, overrides: { settings } }
}

/** Tells why a command did not run, or not to its end; answers what that adds to the exit code. */
function refuse(error: unknown, terminal: Terminal): number {
  // Commander has told it.
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '')
    terminal.emit({ event: 'error', failure: { kind: 'invalid-input', message } })
    return exitBits.input
  }
  if (error instanceof FailureError) {
    const { kind } = error.failure
    terminal.emit({ event: 'error', failure: { kind, message: failureLine(error.failure) } })
    terminal.refuse(error.failure)
    if (error.failure.kind === 'unexpected') tellStack(error.cause, terminal)
    return exitBitsOf(error.failure.kind) & ~exitBits.failed || exitBits.failed
  }
  terminal.emit({ event: 'error', failure: { kind: 'unexpected', message: messageOf(error) } })
  tellBug(error, terminal)
  return exitBits.system
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A bug: its message, and with `-v` its stack. */
function tellBug(error: unknown, terminal: Terminal): void {
  terminal.warn(`galleon: ${failureLine(failure('unexpected', messageOf(error)))}`)
  if (!terminal.verbose) terminal.warn(`  ${failureWords.unexpected.next}`)
  tellStack(error, terminal)
}

/** Where an error came from, for those who asked for more. */
function tellStack(error: unknown, terminal: Terminal): void {
  if (!terminal.verbose || !(error instanceof Error)) return
  for (const line of (error.stack ?? '').split('\n')) terminal.warn(`  ${line}`)
}
