import { createHash } from 'node:crypto'
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Failure, FailureError } from '@shared/model/failure'
import { Settings } from '@shared/model/settings'
import { fetchPage, type PageRequest } from '../src/main/engine/crawl/fetch-page'
import { createPageMemory, type PageMemory } from '../src/main/engine/crawl/page-memory'
import {
  type ImageReport,
  type ImageSource,
  type ImageStore,
  type ImageTarget,
  type ImageTurns,
  noReport,
  noStore,
  noTurns,
} from '../src/main/engine/download/image-request'
import type { ResumeInfo } from '../src/main/engine/download/resume'
import {
  createImageDisk,
  type ImageDisk,
  type ImageRequest,
  type SavedImage,
  saveImage,
} from '../src/main/engine/download/save-image'
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

type Overrides = Partial<Omit<Settings, 'network'>> & { network?: Partial<Settings['network']> }

/** A picture of some 100 kB, in one piece for a sender. */
export const picture = makePng('picture', 100_000)
/** A picture of some 3 MB, in many pieces. */
export const large = makePng('large', 3_000_000)
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
/** Built before the tests. */
export const diskWriterFile = resolve('out/test/disk-worker.js')
export { readCertificates }
/** A signal that never aborts. */
export const { signal } = new AbortController()

/** A folder and what saves images into it from faulty servers, for one test. */
export interface TestNetwork {
  readonly folder: string
  serve(handler: Handler): Promise<FaultyServer>
  /** A transfer whose settings can be changed, with waits of nothing between attempts. */
  open(
    overrides?: Overrides,
    random?: () => number,
  ): { readonly network: Network; change(more: Overrides): void }
  /** A client that may ask these servers; the first is its home. */
  clientTo(network: Network, servers: readonly FaultyServer[], more?: Partial<TaskClientOptions>): TestClient
  /** The request for `/a.png` of the server, to be saved as `001 a.png`. */
  imageOf(server: FaultyServer, more?: Partial<TestImage>): TestImage
  /** Saves one image with a client of its own, or returns the failure's kind. */
  save(
    server: FaultyServer,
    more?: Partial<TestImage>,
    overrides?: Overrides,
  ): Promise<SavedImage | { readonly kind: Failure['kind'] }>
  /** Names in the folder, sorted. */
  files(): Promise<readonly string[]>
  /** Closes what was opened, last first, and removes the folder. */
  close(): Promise<void>
}

/** What joins a network with pages and with the disk, one set for each network. */
const joined = new WeakMap<Network, { readonly pageMemory: PageMemory; readonly disk: ImageDisk }>()

function joinedWith(network: Network) {
  const known = joined.get(network) ?? {
    pageMemory: createPageMemory(
      () => performance.now(),
      () => network.generation,
    ),
    disk: createImageDisk({ diskWriterFile, monotonic: () => performance.now(), log: () => {} }),
  }
  joined.set(network, known)
  return known
}

/** The parts of a request in one object. */
export type TestImage = ImageSource &
  ImageTarget &
  Partial<ImageStore & ImageTurns & ImageReport> & {
    readonly part: ResumeInfo | null
    readonly trustedBytes?: number
  }

function requestFor({ part, trustedBytes = Infinity, ...image }: TestImage): ImageRequest {
  const earlier = part === null ? null : { resumeInfo: part, trustedBytes }
  return {
    source: image,
    target: image,
    part: earlier,
    store: { ...noStore, ...image },
    turns: { ...noTurns, ...image },
    report: { ...noReport, ...image },
  }
}

/** Closes a network with the disk that was joined to it. */
export async function closeTestNetwork(network: Network): Promise<void> {
  await network.close()
  await joined.get(network)?.disk.files.close()
}

/** A task's client which fetches pages and saves images, as crawl and download do with it. */
export interface TestClient extends TaskClient {
  fetchPage(request: PageRequest, signal: AbortSignal): Promise<PageReply>
  saveImage(image: TestImage, signal: AbortSignal): Promise<SavedImage>
}

export function openTestClient(network: Network, options: TaskClientOptions): TestClient {
  const client = network.client(options)
  const { pageMemory, disk } = joinedWith(network)
  return Object.assign(client, {
    fetchPage: (request: PageRequest, signal: AbortSignal) =>
      fetchPage({ client, pageMemory }, request, signal),
    saveImage: (image: TestImage, signal: AbortSignal) => saveImage(client, disk, requestFor(image), signal),
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
      const make = (more: Overrides) => {
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
      closing.push(() => closeTestNetwork(network))
      const change = (more: Overrides) => {
        settings = make({ ...overrides, ...more })
        network.settingsChanged()
      }
      return { network, change }
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
    imageOf(server, more = {}) {
      const address = `${server.origin}/a.png`
      return { address, folder, name: '001 a.png', part: null, ...more }
    },
    async save(server, more = {}, overrides = {}) {
      try {
        const client = bench.clientTo(bench.open(overrides).network, [server])
        return await client.saveImage(bench.imageOf(server, more), signal)
      } catch (error) {
        if (error instanceof FailureError) return { kind: error.failure.kind }
        throw error
      }
    },
    files: async () => (await readdir(folder)).sort(),
    async close() {
      for (const close of closing.reverse()) await close()
    },
  }
  return bench
}
