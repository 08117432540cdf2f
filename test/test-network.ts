import { createHash } from 'node:crypto'
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Settings } from '@shared/model/settings'
import { fetchPage, type PageRequest } from '../src/main/engine/crawl/fetch-page'
import { createPageMemory, type PageMemory } from '../src/main/engine/crawl/page-memory'
import {
  createTransferThreads,
  type TransferThreads,
} from '../src/main/engine/download/thread/transfer-threads'
import type { PageReply } from '../src/main/engine/extract/extraction'
import {
  createNetwork,
  type Network,
  type TaskClient,
  type TaskClientOptions,
} from '../src/main/engine/network/network'
import { readCertificates } from '../src/main/engine/settings/user-files'
import { type FaultyServer, type Handler, startFaultyServer } from './site/faulty-server'
import { makePng } from './site/pictures.mjs'
import { startOwnWorker } from './test-machine'

/** Settings that are not the default ones. */
export type SettingsChange = Partial<Omit<Settings, 'network'>> & { network?: Partial<Settings['network']> }

/** A picture of some 100 kB, in one piece for a sender. */
export const picture = makePng('picture', 100_000)
/** A picture of some 3 MB, in many pieces. */
export const large = makePng('large', 3_000_000)
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
/** Built before the tests. */
export const transferWorkerFile = resolve('out/test/transfer-worker.js')
export { readCertificates }

/** Transfer threads of their own, of which that of device 1 has started. The caller closes them. */
export async function startTransferThreads(): Promise<TransferThreads> {
  const threads = createTransferThreads({
    startWorker: startOwnWorker,
    workerFile: transferWorkerFile,
    log: () => {},
  })
  threads.warm(1)
  while (!threads.isReady(1)) await sleep(5)
  return threads
}

/** A signal that never aborts. */
export const { signal } = new AbortController()

/** A folder, and clients that ask faulty servers, for one test. */
export interface TestNetwork {
  readonly folder: string
  serve(handler: Handler): Promise<FaultyServer>
  /** A network whose settings can be changed, with waits of nothing between attempts. */
  open(changes?: SettingsChange, random?: () => number): OpenedNetwork
  /** A client that may ask these servers; the first is its home. */
  clientTo(network: Network, servers: readonly FaultyServer[], more?: Partial<TaskClientOptions>): TestClient
  /** Names in the folder, sorted. */
  files(): Promise<readonly string[]>
  /** Called by `close` in its turn. */
  atClose(close: () => Promise<void> | void): void
  /** Closes what was opened, last first, and removes the folder. */
  close(): Promise<void>
}

interface OpenedNetwork {
  readonly network: Network
  readonly settings: () => Settings
  change(more: SettingsChange): void
}

/** The pages that were fetched by way of a network. */
const memories = new WeakMap<Network, PageMemory>()

function memoryOf(network: Network): PageMemory {
  const known =
    memories.get(network) ??
    createPageMemory(
      () => performance.now(),
      () => network.generation,
    )
  memories.set(network, known)
  return known
}

/** A task's client which fetches pages, as crawl does with it. */
export interface TestClient extends TaskClient {
  fetchPage(request: PageRequest, signal: AbortSignal): Promise<PageReply>
}

export function openTestClient(network: Network, options: TaskClientOptions): TestClient {
  const client = network.client(options)
  const pageMemory = memoryOf(network)
  return Object.assign(client, {
    fetchPage: (request: PageRequest, signal: AbortSignal) =>
      fetchPage({ client, pageMemory }, request, signal),
  })
}

export async function openTestNetwork(): Promise<TestNetwork> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'galleon-save-')))
  const closing: (() => Promise<void> | void)[] = [() => rm(folder, { recursive: true })]

  const bench: TestNetwork = {
    folder,
    async serve(handler) {
      const server = await startFaultyServer(handler)
      closing.push(() => server.close())
      return server
    },
    open(overrides = {}, random = () => 0) {
      const make = (more: SettingsChange) => {
        const quick = { longestBackoffMs: 0, idleTimeoutMs: 1000, headersTimeoutMs: 1000, ...more.network }
        return Settings.parse({ ...more, network: quick })
      }
      let settings = make(overrides)
      const network = createNetwork({
        settings: () => settings,
        now: () => Date.now(),
        monotonic: () => performance.now(),
        random,
        userAgent: 'tests',
        log: () => {},
        readCertificates,
      })
      closing.push(network.close)
      const change = (more: SettingsChange) => {
        settings = make({ ...overrides, ...more })
        network.settingsChanged()
      }
      return { network, settings: () => settings, change }
    },
    clientTo(network, servers, more = {}) {
      const client = openTestClient(network, {
        allowPrivate: new Set(servers.map(({ host }) => host)),
        home: servers[0]?.origin ?? 'http://nowhere.invalid',
        onWait: () => {},
        ...more,
      })
      closing.push(() => client.close())
      return client
    },
    files: async () => (await readdir(folder)).sort(),
    atClose: (close) => void closing.push(close),
    async close() {
      for (const close of closing.reverse()) await close()
    },
  }
  return bench
}
