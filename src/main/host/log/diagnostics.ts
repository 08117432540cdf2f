import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ProblemGroup } from '@shared/model/gallery'
import { defaultSettings, type Settings } from '@shared/model/settings'
import { problemCount, type Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import type { DataPaths } from '../data-folder'
import { type MachineFacts, machineFacts } from '../machine'
import { lastLines } from './log-file'
import { redact } from './redact'
import { redactText } from './redact-text'

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
  /** The user's home folder. */
  readonly home: string
  /** Epoch milliseconds. */
  readonly now: number
}

/** Free bytes where this folder is or would be made; null when the system does not say. */
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
  const troubled = tasks.filter((task) => problemCount(task.progress.counts) > 0).slice(-mostAsked)
  const problems: ProblemGroup[] = []
  for (const task of troubled) problems.push(...(await engine.groupProblems(task.id)))
  return { settings: engine.settings(), tasks, problems }
}

/**
 * Gathers the facts and makes their text (`describeDiagnostics`). `engine` is what there is, or why there is none. What
 * fails on the way is named in the text: diagnostics are wanted when things fail.
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

/** Most of the whole text, in bytes of UTF-8. */
const mostBytes = 200_000

/** Most causes of failures that are listed, those of most images first. */
const mostCauses = 50

/** Facts of a running engine. */
export interface EngineFacts {
  readonly settings: Settings
  readonly tasks: readonly Task[]
  /** Problems of all tasks. */
  readonly problems: readonly ProblemGroup[]
}

/** Everything that diagnostics are made of. */
export interface DiagnosticsFacts {
  readonly program: 'window' | 'terminal'
  /** Epoch milliseconds. */
  readonly now: number
  readonly machine: MachineFacts
  readonly dataFolder: string
  /** Folders with their free bytes; null when the system does not say. */
  readonly folders: readonly { readonly path: string; readonly freeBytes: number | null }[]
  /** Why there are no facts of the engine, instead of them. */
  readonly engine: EngineFacts | { readonly unavailable: string }
  /** Last lines of the log, the oldest first. */
  readonly log: readonly string[]
}

function sizeOf(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${(bytes / 1024 ** 3).toFixed(1)} GiB`
}

/** Settings that are not the defaults, those of `network` too. */
export function changedSettings(settings: Settings): Record<string, unknown> {
  const isChanged = (value: unknown, standard: unknown) => JSON.stringify(value) !== JSON.stringify(standard)
  const { network: standardNetwork, ...standards } = defaultSettings
  const { network, ...others } = settings
  const changedOnes = <T extends object>(values: T, of: T) =>
    Object.entries(values).filter(([name, value]) => isChanged(value, of[name as keyof T]))
  const changedNetwork = changedOnes(network, standardNetwork)
  return Object.fromEntries([
    ...changedOnes(others, standards),
    ...(changedNetwork.length > 0 ? [['network', Object.fromEntries(changedNetwork)] as const] : []),
  ])
}

function causesOf(problems: readonly ProblemGroup[]): readonly string[] {
  const causes = new Map<string, { images: number; pages: number }>()
  for (const { kind, status, host, images, pages } of problems) {
    const cause = [kind, status, host].filter((part) => part !== null && part !== '').join(' ')
    const sum = causes.get(cause) ?? { images: 0, pages: 0 }
    causes.set(cause, { images: sum.images + images, pages: sum.pages + pages })
  }
  return [...causes]
    .sort(([, a], [, b]) => b.images + b.pages - a.images - a.pages)
    .slice(0, mostCauses)
    .map(([cause, { images, pages }]) => `${cause}: images ${images}, pages ${pages}`)
}

function engineLines(engine: DiagnosticsFacts['engine'], home: string): readonly string[] {
  if ('unavailable' in engine) return ['Engine', `  did not start: ${engine.unavailable}`]
  const { settings, tasks, problems } = engine
  const states = new Map<string, number>()
  for (const { state } of tasks) {
    const name = state.kind === 'paused' ? `paused (${state.cause.kind})` : state.kind
    states.set(name, (states.get(name) ?? 0) + 1)
  }
  const sum = (name: 'pagesRead' | 'pagesFailed' | 'found' | 'saved' | 'skipped' | 'failed' | 'bytes') =>
    tasks.reduce((total, task) => total + task.progress.counts[name], 0)
  const settingLines = JSON.stringify(redact(changedSettings(settings), home), null, 2).split('\n')
  return [
    'Settings that differ from the defaults',
    ...settingLines.map((line) => `  ${line}`),
    '',
    'Tasks',
    `  ${[...states].map(([state, count]) => `${state} ${count}`).join(', ') || 'none'}`,
    `  pages read ${sum('pagesRead')}, failed ${sum('pagesFailed')}`,
    `  images found ${sum('found')}, saved ${sum('saved')}, skipped ${sum('skipped')}, failed ${sum('failed')}`,
    `  bytes saved ${sum('bytes')}`,
    '',
    'Problems',
    ...(problems.length === 0 ? ['  none'] : causesOf(problems).map((line) => `  ${line}`)),
  ]
}

/** The last of these lines that fit. */
function fitting(lines: readonly string[], bytes: number): readonly string[] {
  let left = bytes
  let first = lines.length
  while (first > 0) {
    left -= Buffer.byteLength(lines[first - 1] ?? '') + 1
    if (left < 0) break
    first -= 1
  }
  return lines.slice(first)
}

/**
 * A text about this Galleon for a developer who looks for a fault: what it runs on, what is set, what it has done, its last
 * words. Without secrets (`redact`); it does name sites and folders. At most 200,000 bytes.
 *
 * `home` is the user's home folder, which is not shown.
 */
export function describeDiagnostics(facts: DiagnosticsFacts, home: string): string {
  const { program, now, machine, dataFolder, folders, engine, log } = facts
  const { version, system, node, electron, chrome, processors, memoryBytes, freeMemoryBytes } = machine
  const head = [
    `Galleon ${version}, ${program}, ${new Date(now).toISOString()}`,
    'Passwords, cookies and keys are omitted; sites and folders are named.',
    '',
    `System    ${system}, ${processors} processors, ${sizeOf(memoryBytes)} (${sizeOf(freeMemoryBytes)} free)`,
    `Node      ${node}`,
    ...(electron === null ? [] : [`Electron  ${electron}, Chromium ${chrome}`]),
    `Memory    ${Math.round(process.memoryUsage().rss / 1024 ** 2)} MiB of this process`,
    `Data      ${dataFolder}`,
    ...folders.map(({ path, freeBytes }) => `Free      ${sizeOf(freeBytes)} at ${path}`),
    '',
    ...engineLines(engine, home),
    '',
  ].map((line) => redactText(line, home))
  const title = 'Last lines of the log'
  const used = [...head, title].reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  // The log is redacted as it is written; again for what an older program wrote.
  const last = fitting(
    log.map((line) => `  ${redactText(line, home)}`),
    mostBytes - used,
  )
  return `${[...head, title, ...(last.length > 0 ? last : ['  none'])].join('\n')}\n`
}
