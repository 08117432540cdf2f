import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { FailureError, failure } from '@shared/model/failure'
import type { SettingsPatch } from '@shared/model/settings'
import type { Log, Ports } from '../engine/ports/ports'
import { type DataPaths, dataPaths } from '../host/data-folder'
import { createLog, joinLogs } from '../host/log/log'
import { openLogFile } from '../host/log/log-file'
import { boundRate } from '../host/log/rate-limit'
import { machineFacts } from '../host/machine'
import type { CliHost, CliPlaces } from './cli-host'
import type { Chosen, CommonOptions, RunSettings } from './command'
import { makeThrowAwayFolder } from './commands/demo'
import type { Context, RunCount } from './context'
import { shellQuote } from './input/started-as'
import { Interrupted, type Interruption } from './interruption'
import { type Terminal, terminalLog } from './output/terminal'
import { reportRebuild } from './output/verify-findings'
import { openSession, type SessionOptions } from './session/open-session'
import { endingQuietly, openReadSession } from './session/read-session'
import type { Session } from './session/session'

/** Where a command works. Disposal deletes a throw-away folder. */
export interface CommandPlace extends Disposable {
  /** What lies in the data folder. */
  readonly paths: DataPaths
  /** Folder of the user's own recipes. */
  readonly recipes: string
  /** The settings file, whether it exists or not. */
  readonly config: string
  /** The data folder is deleted at the end. */
  readonly isThrowAway: boolean
}

/** Finds the data folder of a command, or makes a throw-away one. Fails when a settings file that was named is absent. */
export function placeCommand({ common, listsOnly, throwAwayData }: Chosen, places: CliPlaces): CommandPlace {
  const named = common.config === undefined ? null : resolve(places.cwd, common.config)
  if (named !== null && !existsSync(named)) {
    throw new FailureError(failure('invalid-input', `${named} does not exist`))
  }
  const own = common.dataDir === undefined ? places.dataFolder : resolve(places.cwd, common.dataDir)
  const throwAway = throwAwayData || listsOnly ? makeThrowAwayFolder() : null
  const folder = throwAway?.path ?? own
  // Settings and recipes of the user count also where the list of tasks is another one.
  const { config, recipes } = dataPaths(listsOnly ? own : folder)
  return {
    paths: dataPaths(folder),
    recipes,
    config: named ?? config,
    isThrowAway: throwAway !== null,
    [Symbol.dispose]: () => throwAway?.[Symbol.dispose](),
  }
}

/** What the command line has made ready for a command. */
interface Surroundings {
  readonly host: CliHost
  readonly terminal: Terminal
  readonly interruption: Interruption
  readonly count: RunCount
}

/** Runs a command at its place; answers its exit code. */
export function runCommand(
  { common, settings, run }: Chosen,
  place: CommandPlace,
  { host, terminal, interruption, count }: Surroundings,
): Promise<number> {
  const { cwd, home, demoPictures } = host.places
  const log = fileLog(host, place.paths.log, terminal.verbose)
  const options = {
    folder: place.paths.folder,
    ports: portsOf(host, place, settings, joinLogs(terminalLog(terminal, home), log)),
    taskLog: log,
    ownerPatience: host.ownerPatience,
    ownOnly: [
      ...(common.config === undefined ? [] : ['-c']),
      ...(settings.limitRate === undefined ? [] : ['--limit-rate']),
    ],
  }
  const context: Context = {
    terminal,
    interruption,
    count,
    typed: place.isThrowAway
      ? null
      : (command) => [host.startedAs, command, ...elsewhere(common, host.platform)].join(' '),
    cwd,
    demoPictures,
    paths: place.paths,
    home,
    version: host.version,
    async open(serves, reads = false) {
      const session = await openOrCopy({ ...options, serves }, context, reads)
      if (session.owner === null) logStart(log, host, serves)
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
  return run(context)
}

/** Opens a session; for a command that only reads, on a copy where the data folder cannot be written. */
async function openOrCopy(
  options: SessionOptions,
  { terminal, interruption }: Pick<Context, 'terminal' | 'interruption'>,
  reads: boolean,
): Promise<Session> {
  try {
    const session = await openSession(options, interruption)
    return reads ? endingQuietly(session) : session
  } catch (error) {
    const copied = reads ? await openReadSession(error, options.ports) : null
    if (copied === null) {
      logNoStart(options.taskLog, error)
      throw error
    }
    terminal.warn(terminal.texts.readOnly(error instanceof Error ? error.message : String(error)))
    return copied
  }
}

/**
 * The log of the data folder. Only the process that holds the folder writes it: what another one shows its
 * user is not in it.
 */
function fileLog(host: CliHost, file: string, verbose: boolean): Log {
  const withDebug = verbose || host.streams.env['GALLEON_DEBUG'] === '1'
  const log = createLog({ write: openLogFile(file), home: host.places.home, withDebug, now: host.ports.now })
  return boundRate(log, () => performance.now())
}

/** Logs why the engine did not start; not for a folder that another process holds, which has a log of its own. */
function logNoStart(log: Log, error: unknown): void {
  const isHeld = error instanceof FailureError && error.failure.kind === 'held-elsewhere'
  if (!isHeld && !(error instanceof Interrupted)) log('error', 'the engine did not start', { error })
}

/** The folder is ours: logs which program writes from here on, and why it ends if that is a bug. */
function logStart(log: Log, host: CliHost, serves: boolean): void {
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
  { ports, places }: CliHost,
  { paths, recipes, config }: CommandPlace,
  { limitRate }: RunSettings,
  log: Log,
): Ports {
  const { builtInRecipes, ...given } = ports.files
  const settings: SettingsPatch = limitRate === undefined ? {} : { bytesPerSecond: limitRate }
  const files = {
    ...given,
    database: paths.database,
    config,
    recipes: { builtIn: builtInRecipes, own: recipes },
    home: places.home,
  }
  return { ...ports, files, log, overrides: { settings } }
}
