import { lstat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type Rebuild, rebuildCauses } from '@shared/model/check'
import { hasCode } from '@shared/model/error-code'
import { failure } from '@shared/model/failure'
import type { Settings } from '@shared/model/settings'
import { z } from 'zod'
import type { ChangeReport } from '../../ports/change-notifier'
import type { Log } from '../../ports/ports'
import { readJson } from '../../storage/columns'
import type { SetAside } from '../../storage/database/open-or-set-aside'
import type { GalleryRecord } from '../../storage/galleries/gallery-row'
import {
  BadRecordError,
  type FileEntry,
  findGalleries,
  readEntries,
  summarizeRecord,
} from '../check/read-record'
import { folderOf } from '../finish-gallery'
import { type AdoptPorts, adoptEntry, adoptGallery, knownGalleries, recountGallery } from './adopt-gallery'

/** Key under which it is remembered what is still to be looked through, so that a kill does not end it. */
const key = 'rebuild'

const Remembered = z.object({
  what: z.enum(rebuildCauses).default('damaged'),
  reason: z.string().default(''),
  /** Whether it is reported although nothing is found. */
  isKnown: z.boolean().default(true),
  kept: z.string().nullable(),
  folders: z.array(z.string()),
  tasks: z.number().default(0),
  unreadable: z.array(z.number()).default([]),
  galleries: z.number(),
  working: z.boolean(),
})
type Remembered = z.infer<typeof Remembered>

/** But for single tasks. */
const nothingLost: Remembered = {
  what: 'rows',
  reason: '',
  isKnown: true,
  kept: null,
  folders: [],
  tasks: 0,
  unreadable: [],
  galleries: 0,
  working: false,
}

/** Finds galleries on disk again after the list of downloads was lost. */
export interface Rebuilding {
  /** What there is to tell; null when there is nothing, or it was read. */
  current(): Rebuild | null
  /** Stops looking; what was found stays. */
  stop(): void
  dismiss(): void
  /** Resolves when nothing is looked through any more; never rejects. */
  readonly ended: Promise<void>
  /** Stops, and goes on at the next start. */
  close(): Promise<void>
}

/** What a rebuild reads, and how it reports. */
export interface RebuildPorts extends AdoptPorts {
  readonly settings: () => Pick<Settings, 'folder'>
  readonly changes: ChangeReport
  readonly log: Log
  readonly tell: (rebuild: Rebuild | null) => void
}

/**
 * Looks through the folders of downloads, in the background, for galleries with a record and makes tasks of them that
 * are done: one for each folder and site. Files that are missing or of another size become problems, which a retry
 * fetches again.
 */
export function createRebuild(ports: RebuildPorts, setAside: SetAside | null): Rebuilding {
  const { storage, settings, log, tell } = ports
  const life = new AbortController()
  let state: Remembered | null = null

  function remembered(): Remembered | null {
    return readJson(Remembered, storage.remembered.get(key))
  }

  function begin({ what, file, reason, isKnown, folders, requests }: SetAside): void {
    log('info', 'the list of downloads was lost or damaged', { what, kept: file, reason })
    const first = {
      what,
      reason,
      isKnown,
      kept: file,
      folders: [...new Set([settings().folder, ...folders])],
      tasks: requests.length,
      unreadable: [],
      galleries: 0,
      working: true,
    }
    // The user decides what of it goes on: it may have ended long ago.
    for (const request of requests) ports.ledger.add(request, { kind: 'paused', cause: { kind: 'person' } })
    keep(first)
  }

  function keep(next: Remembered | null): void {
    state = next
    storage.remembered.set(key, next === null ? '' : JSON.stringify(next))
    storage.flush()
  }

  function shown(): Rebuild | null {
    if (state === null || (!state.isKnown && state.galleries === 0)) return null
    const { folders: _, isKnown: __, ...rebuild } = state
    return rebuild
  }

  function isWorking(): boolean {
    return state?.working === true
  }

  async function look(): Promise<void> {
    try {
      for (const root of state?.folders ?? []) await lookThrough(root)
    } catch (error) {
      if (life.signal.reason === 'quit') return
      if (!life.signal.aborted) log('error', 'looking for galleries ended early', { error: String(error) })
    }
    if (state === null) return
    // Nothing was lost and nothing was found: a first start that was killed.
    keep(!state.isKnown && state.galleries === 0 ? null : { ...state, working: false })
    tell(shown())
  }

  async function lookThrough(root: string): Promise<void> {
    try {
      for await (const found of findGalleries(root, life.signal)) {
        if (found.kind !== 'gallery' || !(await isAdopted(found.folder, root))) continue
        if (state) keep({ ...state, galleries: state.galleries + 1 })
        tell(shown())
      }
    } catch (error) {
      life.signal.throwIfAborted()
      // A disk that is not plugged in: its galleries are found by `galleon verify`, or when they are downloaded again.
      if (!hasCode(error)) throw error
      log('info', 'a folder of downloads could not be looked through', { folder: root, error: error.message })
    }
  }

  /** False for a folder whose record cannot be used, or that is known. */
  async function isAdopted(folder: string, root: string): Promise<boolean> {
    try {
      const { head } = await summarizeRecord(folder, life.signal)
      const [known] = knownGalleries(ports, head.key, (gallery) => folderOf(gallery) === folder)
      if (known && known.finishedAt !== null) return false
      const path = relative(root, folder).split(sep).join('/')
      const gallery = known ?? adoptGallery(ports, folder, head, path === '' ? null : { root, path })
      for await (const line of readEntries(folder, life.signal)) {
        if (line.kind === 'bad') continue
        adoptEntry(ports, gallery, line)
        if (line.kind === 'file') await judge(gallery, folder, line.entry)
      }
      storage.galleries.progress.finish(gallery.id, ports.now())
      recountGallery(ports, gallery)
      ports.changes.libraryChanged()
      return true
    } catch (error) {
      life.signal.throwIfAborted()
      if (!(error instanceof BadRecordError) && !hasCode(error)) throw error
      log('info', 'a gallery.json could not be used', { folder, error: error.message })
      return false
    }
  }

  /** By its size alone: to read every file would take hours, and `verify` does it when it is asked to. */
  async function judge(gallery: GalleryRecord, folder: string, entry: FileEntry): Promise<void> {
    const { file, bytes, sha256, type } = entry
    const facts = await lstat(join(folder, file)).catch(() => null)
    if (facts?.isFile() && facts.size === bytes) return
    const image = storage.images.ofAddress(gallery.id, entry.address)
    if (!image || image.file !== file) return
    storage.images.queue.repair(image.id, { file, bytes, sha256, type })
    const text = facts ? `${facts.size} bytes on disk instead of ${bytes}` : 'its file is missing'
    storage.images.outcome.saveFailed(image.id, failure('bad-image', text), ports.now())
  }

  /** Rows that cannot be read are taken off the list, so that they are reported once; nothing of them is deleted. */
  function leaveUnreadable(): void {
    const unreadable = storage.tasks.unreadable()
    if (unreadable.length === 0) return
    for (const id of unreadable) storage.tasks.remove(id, ports.now())
    log('error', 'tasks whose records cannot be read were taken off the list', { tasks: unreadable })
    keep({ ...(state ?? nothingLost), unreadable: [...(state?.unreadable ?? []), ...unreadable] })
  }

  if (setAside === null) state = remembered()
  else begin(setAside)
  leaveUnreadable()
  const ended = isWorking() ? Promise.resolve().then(look) : Promise.resolve()

  return {
    current: shown,
    stop: () => life.abort('stop'),
    dismiss() {
      if (state === null || state.working) return
      keep(null)
      tell(null)
    },
    ended,
    async close() {
      life.abort('quit')
      await ended
    },
  }
}
