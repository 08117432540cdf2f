import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ProblemGroup } from '@shared/model/gallery'
import type { Settings } from '@shared/model/settings'
import { problemCount, type Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import type { DataPaths } from '../host/data-folder'
import { describeDiagnostics, type EngineFacts } from '../host/log/diagnostics'
import { machineFacts } from '../host/program-facts'
import { lastLines } from './log-tail'

/** Most lines of the log that are taken, and most bytes of each file that are looked at for them. */
const mostLines = 200
const mostTailBytes = 256 * 1024

/** Tasks whose problems are asked for, the newest first. */
const mostAsked = 200

/** An engine of this process or of another one. */
export interface DiagnosedEngine {
  settings(): Settings
  tasks(): readonly Task[]
  groupProblems(id: TaskId): Promise<readonly ProblemGroup[]> | readonly ProblemGroup[]
}

/** Where diagnostics are made. */
export interface DiagnosticsPlace {
  readonly program: 'window' | 'terminal'
  readonly version: string
  readonly paths: DataPaths
  /** The person's home folder. */
  readonly home: string
  /** Epoch milliseconds. */
  readonly now: number
}

/** Free bytes where this folder is or would be made; null when the system does not tell. */
async function freeBytesAt(folder: string): Promise<number | null> {
  for (let place = folder; ; place = dirname(place)) {
    try {
      const { bavail, bsize } = await statfs(place)
      return bavail * bsize
    } catch {
      if (dirname(place) === place) return null
    }
  }
}

async function engineFacts(engine: DiagnosedEngine): Promise<EngineFacts> {
  const tasks = engine.tasks()
  const troubled = tasks.filter((task) => problemCount(task.progress.tally) > 0).slice(-mostAsked)
  const problems: ProblemGroup[] = []
  for (const task of troubled) problems.push(...(await engine.groupProblems(task.id)))
  return { settings: engine.settings(), tasks, problems }
}

/**
 * Gathers the facts and makes their text (`describeDiagnostics`). `engine` is what there is, or why there is none. What
 * fails on the way is told in the text: diagnostics are wanted when things fail.
 */
export async function gatherDiagnostics(
  engine: DiagnosedEngine | { readonly unavailable: string },
  { program, version, paths, home, now }: DiagnosticsPlace,
): Promise<string> {
  const facts =
    'unavailable' in engine
      ? engine
      : await engineFacts(engine).catch((error: unknown) => ({ unavailable: String(error) }))
  const places = [paths.folder, ...('settings' in facts ? [facts.settings.folder] : [])]
  const folders = await Promise.all(
    [...new Set(places)].map(async (path) => ({ path, freeBytes: await freeBytesAt(path) })),
  )
  return describeDiagnostics(
    {
      program,
      now,
      machine: machineFacts(version),
      dataFolder: paths.folder,
      folders,
      engine: facts,
      log: lastLines(paths.log, mostLines, mostTailBytes),
    },
    home,
  )
}
