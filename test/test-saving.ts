import { setMaxListeners } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { DownloadRequest } from '@shared/model/download-request'
import { type Failure, FailureError } from '@shared/model/failure'
import type { Settings } from '@shared/model/settings'
import type { ImageId } from '@shared/model/units'
import { rangeOf } from '@shared/page-range/page-range'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createSequencer } from '../src/main/engine/async/sequencer'
import { createPageSource } from '../src/main/engine/crawl/page-source'
import { partName } from '../src/main/engine/disk/part-name'
import type { SavingPorts } from '../src/main/engine/download/download-ports'
import { createImageDisk, type ImageDisk, watchDisk } from '../src/main/engine/download/image-disk'
import { createImagesInFlight } from '../src/main/engine/download/images-in-flight'
import { createDownloadRows } from '../src/main/engine/download/saving/download-rows'
import { createDraft, type Draft, type ImageSource } from '../src/main/engine/download/saving/draft'
import type { SavedImage } from '../src/main/engine/download/saving/finish-image'
import { type KeptPart, keptPart, type ResumeInfo } from '../src/main/engine/download/saving/resume'
import { saveImage } from '../src/main/engine/download/saving/save-image'
import { createContentTurn, createTaskImages } from '../src/main/engine/download/task-images'
import { createImageLane } from '../src/main/engine/download/thread/image-lane'
import { automatic } from '../src/main/engine/extract/recipes/recipe-book'
import type { Network, TaskClientOptions } from '../src/main/engine/network/network'
import type { StoredGallery } from '../src/main/engine/storage/galleries/gallery-row'
import type { QueuedImage, RecordedFile } from '../src/main/engine/storage/images/image-row'
import type { FaultyServer } from './site/faulty-server'
import { builtWorkers, machinePorts } from './test-machine'
import {
  openTestNetwork,
  type SettingsChange,
  signal,
  type TestClient,
  type TestNetwork,
} from './test-network'
import { openTestStorage, type TestStorage } from './test-storage'

/** An image that waits in the rows: of `/a.png` of its server, to be saved as `001 a.png`, unless something else is said. */
export interface TestImage {
  readonly id: ImageId
  readonly server: FaultyServer
  readonly source: ImageSource
  readonly name: string
}

/** What is not usual about an image. */
interface ImageChange extends Partial<ImageSource> {
  readonly name?: string
  /** Where it is saved; the folder of the bench if absent. */
  readonly root?: string
  /** What an earlier run recorded of its partial file. */
  readonly part?: ResumeInfo
  /** Bytes of it that survived a power cut; if absent, the machine has run ever since. */
  readonly flushed?: number
  /** The bad file that it replaces. */
  readonly repair?: RecordedFile
}

/** A client that also saves images, as download does with it. */
export interface SavingClient extends TestClient {
  /** Saves what its row says, and leaves the row as it is then. */
  saveImage(image: TestImage, signal: AbortSignal): Promise<SavedImage>
}

/** A task, and what saves its images into a folder from faulty servers, for one test. */
export interface TestSaving extends TestNetwork, Pick<TestStorage, 'storage'> {
  clientTo(
    network: Network,
    servers: readonly FaultyServer[],
    more?: Partial<TaskClientOptions>,
  ): SavingClient
  /** Adds an image, in a gallery of its own. */
  addImage(server: FaultyServer, more?: ImageChange): TestImage
  row(image: TestImage): QueuedImage
  /** Its temporary name. */
  partPath(image: TestImage): string
  /** An empty draft of it under any temporary name. */
  draftAt(path: string, image: TestImage): Draft
  /** Bytes that came of each image, and will have come in all. */
  received(): readonly (readonly [number, number | null])[]
  /** Resolves when so many bytes of an image have come. */
  untilReceived(bytes: number): Promise<void>
  /** Saves one image with a client of its own, or returns the failure's kind. */
  saveImage(
    image: TestImage,
    changes?: SettingsChange,
  ): Promise<SavedImage | { readonly kind: Failure['kind'] }>
  /** The same for an image that is added first. */
  save(
    server: FaultyServer,
    more?: ImageChange,
    changes?: SettingsChange,
  ): Promise<SavedImage | { readonly kind: Failure['kind'] }>
}

/** What saves the images of one network. */
interface Saver {
  readonly imageDisk: ImageDisk
  readonly settings: () => Settings
}

/**
 * Opens a new task before each test of a file, and closes it after it; call it once, outside of tests. The tests share a
 * database: to open one takes longer than most of them.
 */
export function openSavingForEach(use: (opened: TestSaving) => void): void {
  let stored: TestStorage
  let bench: TestSaving
  beforeAll(() => {
    stored = openTestStorage()
  })
  afterAll(() => stored.close())
  beforeEach(async () => {
    bench = await openTestSaving(stored)
    use(bench)
  })
  afterEach(() => bench.close())
}

async function openTestSaving({ storage, addTask }: TestStorage): Promise<TestSaving> {
  const base = await openTestNetwork()
  const ports = { ...machinePorts(), log: () => {} }
  const id = addTask()
  const request = DownloadRequest.parse({ address: 'http://example.org/', folder: base.folder })
  const range = rangeOf(request.address)
  const task = { id, request, range, recipe: automatic, realRoot: base.folder, signal }
  const pages = createPageSource({
    taskId: id,
    range,
    storage,
    now: ports.now,
    missingPagesToEnd: 3,
    mostFollowed: 10,
  })
  const images = createTaskImages(createImagesInFlight(), ports.monotonic)
  const savers = new WeakMap<Network, Saver>()
  let galleries = 0

  function galleryOf({ galleryId }: QueuedImage): StoredGallery {
    const gallery = storage.galleries.get(galleryId)
    if (gallery === null) throw new Error(`no gallery ${galleryId}`)
    return gallery
  }

  function saverOf(network: Network): Saver {
    const saver = savers.get(network)
    if (saver === undefined) throw new Error('the network was opened elsewhere')
    return saver
  }

  async function saveRow(ports: SavingPorts, image: TestImage, signal: AbortSignal): Promise<SavedImage> {
    const row = bench.row(image)
    // As `download` does: as many listeners as images are no leak.
    setMaxListeners(0, signal)
    // Each image is another one than all others, whatever its address and content are.
    const same = { place: `${image.id}`, inTask: `in task ${image.id}` }
    using hold = images.inFlight.take(image.id, same, () => {})
    if (hold === null) throw new Error(`image ${image.id} is at work`)
    using content = createContentTurn(createSequencer())
    const { active } = images
    using disk = watchDisk({ signal, active, controllers: new Map(), giveUp: () => {}, stop: () => {} })
    const progress = active.begin(image.id)
    const { dev } = statSync(base.folder)
    ports.imageDisk.files.warm(dev)
    while (!ports.imageDisk.files.isReady(dev)) await nextTurn()
    const work = { signal, hold, content, progress, disk }
    const { source, name } = image
    return await saveImage(ports, work, {
      gallery: galleryOf(row),
      image: row,
      source,
      name,
      part: keptPart(row),
      isShownOther: () => Promise.resolve(false),
    })
  }

  const bench: TestSaving = {
    ...base,
    storage,
    open(changes, random) {
      const { transfer: transferWorkerFile } = builtWorkers
      const { startWorker, monotonic, log } = ports
      const imageDisk = createImageDisk({
        startWorker,
        transferWorkerFile,
        partTag: storage.partTag,
        monotonic,
        log,
      })
      // After its network: a request that ends may still write its partial file.
      base.atClose(imageDisk.files.close)
      const opened = base.open(changes, random)
      savers.set(opened.network, { imageDisk, settings: opened.settings })
      return opened
    },
    clientTo(network, servers, more) {
      const client = base.clientTo(network, servers, more)
      const saver = saverOf(network)
      const lane = createImageLane(client, saver.imageDisk.files, ports.monotonic, signal)
      const saving = { task, output: { storage }, client, lane, images, pages, ports, ...saver }
      return Object.assign(client, {
        saveImage: (image: TestImage, signal: AbortSignal) => saveRow(saving, image, signal),
      })
    },
    addImage(server, { name = '001 a.png', root = base.folder, part, flushed, repair, ...source } = {}) {
      galleries += 1
      const address = source.address ?? `${server.origin}/a.png`
      const page = 'http://example.org/'
      const facts = { key: `${galleries}`, title: 'Gallery', siteId: null, page, host: 'example.org' }
      const place = { root, folder: '', recipe: automatic.name, fields: {}, position: 0 }
      const gallery = storage.galleries.add(id, { ...facts, ...place }, 1)
      const image = storage.images.add(id, gallery, 1, { address, alternatives: [], page }, 1)
      if (image === null) throw new Error('a new gallery has no images')
      if (repair !== undefined) storage.images.queue.repair(image, repair)
      if (part !== undefined) {
        const boot = flushed === undefined ? ports.bootId.mark : 'an earlier one'
        const kept: KeptPart = { ...part, name, boot, flushed: flushed ?? 0 }
        storage.images.parts.save(image, kept)
      }
      return { id: image, server, source: { ...source, address }, name }
    },
    row(image) {
      const [row] = storage.images.queue.list(id, (image.id - 1) as ImageId, 1)
      if (row?.id !== image.id) throw new Error(`image ${image.id} does not wait`)
      return row
    },
    partPath: (image) => join(base.folder, partName(image.name, storage.partTag, image.id)),
    draftAt(path, image) {
      const { imageDisk, settings } = saverOf(bench.open().network)
      const row = bench.row(image)
      const rows = createDownloadRows(
        { task, output: { storage }, pages, ports, settings },
        galleryOf(row),
        row,
        image.name,
      )
      return createDraft(path, { path: base.folder, dev: 0 }, imageDisk, rows)
    },
    received: () => images.active.list().map(({ received, total }) => [received, total]),
    async untilReceived(bytes) {
      while (!bench.received().some(([received]) => received >= bytes)) await nextTurn()
    },
    async saveImage(image, changes) {
      try {
        const client = bench.clientTo(bench.open(changes).network, [image.server])
        return await client.saveImage(image, signal)
      } catch (error) {
        if (error instanceof FailureError) return { kind: error.failure.kind }
        throw error
      }
    },
    save: (server, more, changes) => bench.saveImage(bench.addImage(server, more), changes),
  }
  return bench
}
