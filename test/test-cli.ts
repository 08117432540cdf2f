import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import type { WriteStream } from 'node:tty'
import { version } from '../package.json'
import type { OwnerPatience } from '../src/main/cli/cli-host'
import { runCli } from '../src/main/cli/run-cli'
import { dataFolder } from '../src/main/host/data-folder'
import { defaultFolder } from '../src/main/host/default-folder'
import { linuxTrash } from '../src/main/host/freedesktop-trash'
import { userAgent } from '../src/main/host/machine'
import { type GalleryShape, type GallerySite, startGallerySite } from './site/gallery-site'
import { builtWorkers, machinePorts } from './test-machine'

/** What makes this very runtime run a program: these tests run inside Electron's Node too. */
const asNode = process.env['ELECTRON_RUN_AS_NODE']
const runtime = asNode === undefined ? {} : { ELECTRON_RUN_AS_NODE: asNode }

/** A line of `--json`. */
export type CliEvent = { readonly event: string } & Readonly<Record<string, unknown>>

/** How a run of the program ended. */
export interface CliEnd {
  /** null when it was killed. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
  /** The lines of stdout as events; fails if one is none. */
  events(): readonly CliEvent[]
}

/** A run of the program that may not have ended. */
export interface CliRun {
  readonly child: ChildProcessWithoutNullStreams
  readonly ended: Promise<CliEnd>
  /** Resolves when stdout or stderr, each on its own, has matched; rejects if the program ends before. */
  until(pattern: RegExp): Promise<void>
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
  /** Files and sockets that the process may have open at once; not on Windows. */
  readonly handles?: number
}

/** Folders of one test and the terminal program to run in them: in this process, or as one of its own. */
export interface TestCli {
  readonly root: string
  readonly target: string
  readonly data: string
  /** Starts a site, which is closed after the runs. */
  serve(shape: GalleryShape): Promise<GallerySite>
  /** Starts the bundled program as a process of its own; `--data-dir` is added. */
  start(args: readonly string[], more?: RunOptions): CliRun
  /**
   * Runs to the end in this process, where a run takes a fraction of the time: without signals, and one at a time, for a
   * data folder is locked for a process. `--data-dir` is added.
   */
  run(...args: readonly string[]): Promise<CliEnd>
  /** The same as `run` for `get` into the target. */
  get(...args: readonly string[]): Promise<CliEnd>
  /** Writes a file into the root and answers its path. */
  write(name: string, content: string | Uint8Array): string
  /** Files below the target, sorted, parts joined by `/`. */
  files(): readonly string[]
  /** Those of `files` that are pictures. */
  images(): readonly string[]
  /** Ends what still runs and removes the folders. */
  close(): Promise<void>
}

/** `ownerPatience` of runs in this process. */
export function openTestCli(ownerPatience?: OwnerPatience): TestCli {
  const root = mkdtempSync(join(tmpdir(), 'galleon-cli-'))
  const target = join(root, 'target')
  const data = join(root, 'data')
  mkdirSync(target)
  const runs = new Set<CliRun>()
  const sites: GallerySite[] = []

  function start(args: readonly string[], { env = {}, input = '', handles }: RunOptions = {}): CliRun {
    const words = [process.execPath, resolve('out/test/cli.js'), ...args, '--data-dir', data] as const
    const [program, ...rest] =
      handles === undefined
        ? words
        : (['sh', '-c', `ulimit -n ${handles}; exec "$0" "$@"`, ...words] as const)
    const child = spawn(program, rest, {
      cwd: root,
      env: { ...runtime, PATH: process.env['PATH'], HOME: root, TMPDIR: root, ...env },
    })
    let out = ''
    let err = ''
    const lookers = new Set<() => void>()
    const look = () => {
      for (const looker of lookers) looker()
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      look()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
      look()
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    const ended = new Promise<CliEnd>((resolveEnd) => {
      child.on('close', (code, signal) => {
        runs.delete(run)
        resolveEnd({ code, signal, out, err, events: () => eventsOf(out) })
      })
    })
    const run: CliRun = {
      child,
      ended,
      until: (pattern) =>
        new Promise((found, reject) => {
          const looker = () => {
            if (!pattern.test(out) && !pattern.test(err)) return
            lookers.delete(looker)
            found()
          }
          lookers.add(looker)
          looker()
          void ended.then(() => reject(new Error(`ended before ${pattern}:\n${out}\n${err}`)))
        }),
    }
    runs.add(run)
    return run
  }

  const run = (...args: readonly string[]) => runHere([...args, '--data-dir', data], root, ownerPatience)
  const files = () =>
    readdirSync(target, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(target, name)).isFile())
      .map((name) => relative(target, join(target, name)).replaceAll('\\', '/'))
      .sort()

  return {
    root,
    target,
    data,
    async serve(shape) {
      const site = await startGallerySite(shape)
      sites.push(site)
      return site
    },
    start,
    run,
    get: (...args) => run('get', ...args, '-o', target),
    write(name, content) {
      const path = join(root, name)
      writeFileSync(path, content)
      return path
    },
    files,
    images: () => files().filter((file) => file.endsWith('.png')),
    async close() {
      for (const { child } of runs) child.kill('SIGKILL')
      await Promise.all([...runs].map(({ ended }) => ended))
      for (const site of sites) await site.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Runs the command line in this process, with streams that are no terminals and an empty standard input. */
async function runHere(
  args: readonly string[],
  root: string,
  ownerPatience: OwnerPatience | undefined,
): Promise<CliEnd> {
  const [stdout, stderr] = [collectOutput(), collectOutput()]
  const stdin = new PassThrough()
  stdin.end()
  const environment = { platform: process.platform, env: {}, home: root }
  const trash = linuxTrash(environment.platform, environment.env, root)
  const code = await runCli(args, {
    streams: { stdin, stdout: stdout.stream, stderr: stderr.stream, env: {} },
    signals: new EventEmitter(),
    bug: new Promise<never>(() => {}),
    platform: process.platform,
    startedAs: 'galleon',
    ownerPatience,
    version,
    places: {
      cwd: root,
      dataFolder: dataFolder(environment),
      home: root,
      demoPictures: resolve('resources/demo'),
    },
    ports: {
      ...machinePorts(),
      files: {
        builtInRecipes: resolve('resources/recipes'),
        workers: builtWorkers,
        downloads: defaultFolder(environment),
        temporary: tmpdir(),
      },
      ...(trash === undefined ? {} : { trash }),
      userAgent: userAgent(process.platform),
    },
  })
  const out = stdout.text()
  return { code, signal: null, out, err: stderr.text(), events: () => eventsOf(out) }
}

/** A stream as a process has it whose output goes into a pipe, and everything that was written to it. */
function collectOutput() {
  let text = ''
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: false, columns: 80, rows: 24 })
  stream.on('data', (piece: string) => {
    text += piece
  })
  return { stream: stream as unknown as WriteStream, text: () => text }
}

function eventsOf(out: string): readonly CliEvent[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const event = JSON.parse(line) as CliEvent
      if (typeof event.event !== 'string') throw new Error(`no event: ${line}`)
      return event
    })
}
