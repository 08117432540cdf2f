import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { DownloadRequest, type DownloadRequestInput } from '@shared/model/download-request'
import type { Task, TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { createEngine, type Engine } from '../src/main/engine/engine'
import type { EngineFiles, Ports } from '../src/main/engine/ports/ports'
import type { TaskEvent } from '../src/shared/contract/task-event'
import { type GalleryShape, type GallerySite, startGallerySite, startPageSite } from './site/gallery-site'
import { type Site, type SiteShape, startSite } from './site/site.mjs'
import { builtWorkers, machinePorts } from './test-machine'

/** An engine on a folder of its own, for one test. */
export interface TestEngine {
  /** The one that runs now; changes with `restart`. */
  readonly engine: Engine
  /** Where downloads go. */
  readonly target: string
  readonly data: string
  readonly events: readonly TaskEvent[]
  /** What the engine gets of its host. */
  readonly ports: Ports
  /** Starts a site, which is closed after the engine. */
  serve(shape: GalleryShape): Promise<GallerySite>
  /** Starts a site of these pages, which is closed after the engine. */
  servePages(page: (path: string) => string | null): Promise<Site>
  /** Starts a site of any shape, which is closed after the engine. */
  serveSite(shape: SiteShape): Promise<Site>
  add(address: string, more?: Partial<DownloadRequestInput>): TaskId
  /** Resolves when the task is in one of these states. */
  until(id: TaskId, ...kinds: readonly TaskState['kind'][]): Promise<Task>
  /** Resolves when the task's counts match. */
  untilCounts(id: TaskId, matches: (counts: TaskCounts) => boolean): Promise<void>
  /** Watches the task and resolves when so much of an image that is on its way has come. */
  untilReceived(id: TaskId, bytes: number): Promise<void>
  /** Closes the engine and opens another one on the same records; what is done `meanwhile` has them for itself. */
  restart(meanwhile?: () => Promise<void>): Promise<void>
  /** Files below the target, sorted, parts joined by `/`. */
  files(): readonly string[]
  close(): Promise<void>
}

/** Ports and files that replace the usual ones. */
export type BenchPorts = Partial<Omit<Ports, 'files'>> & { readonly files?: Partial<EngineFiles> }

/** `more` replaces what the engine gets of its host by default. */
export async function openTestEngine(more: BenchPorts = {}): Promise<TestEngine> {
  const root = mkdtempSync(join(tmpdir(), 'galleon-engine-'))
  const target = join(root, 'target')
  const data = join(root, 'data')
  for (const folder of [target, data]) mkdirSync(folder)
  const events: TaskEvent[] = []
  const sites: { close(): Promise<void> }[] = []
  const ports: Ports = {
    ...machinePorts(),
    // The least wait before a retry: tests of the waits themselves stand beside the policy.
    random: () => 0,
    log: () => {},
    userAgent: 'Galleon test',
    ...more,
    files: {
      database: join(data, 'galleon.db'),
      config: join(data, 'config.json'),
      recipes: { builtIn: resolve('resources/recipes'), own: join(data, 'recipes') },
      workers: builtWorkers,
      downloads: target,
      home: root,
      temporary: tmpdir(),
      ...more.files,
    },
  }
  let engine = open()

  function open(): Engine {
    const opened = createEngine(ports)
    opened.onEvent((event) => events.push(event))
    return opened
  }

  return {
    get engine() {
      return engine
    },
    target,
    data,
    events,
    ports,
    async serve(shape) {
      const site = await startGallerySite(shape)
      sites.push(site)
      return site
    },
    async servePages(page) {
      const site = await startPageSite(page)
      sites.push(site)
      return site
    },
    async serveSite(shape) {
      const site = await startSite(shape)
      sites.push(site)
      return site
    },
    add(address, more) {
      const request = DownloadRequest.parse({ address, folder: target, ...more })
      return engine.commands.addTask(request) as TaskId
    },
    until(id, ...kinds) {
      return new Promise((found) => {
        const end = engine.onDelta(look)
        function look(): void {
          const task = engine.task(id)
          if (!task || !kinds.includes(task.state.kind)) return
          end()
          found(task)
        }
        look()
      })
    },
    untilCounts(id, matches) {
      return new Promise((found) => {
        const end = engine.onDelta(look)
        function look(): void {
          const task = engine.task(id)
          if (!task || !matches(task.progress.counts)) return
          end()
          found()
        }
        look()
      })
    },
    untilReceived(id, bytes) {
      void engine.commands.watchTask(id)
      return new Promise((found) => {
        const end = engine.onDelta((delta) => {
          if (delta.kind !== 'watched' || !delta.active.some(({ received }) => received >= bytes)) return
          end()
          found()
        })
      })
    },
    async restart(meanwhile) {
      await engine.close()
      await meanwhile?.()
      engine = open()
    },
    files: () =>
      readdirSync(target, { recursive: true, encoding: 'utf8' })
        .filter((name) => statSync(join(target, name)).isFile())
        .map((name) => relative(target, join(target, name)).replaceAll('\\', '/'))
        .sort(),
    async close() {
      await engine.close()
      for (const site of sites) await site.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** A gallery's record. */
export function readRecord(target: string, folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(target, folder, 'gallery.json'), 'utf8')) as Record<string, unknown>
}
