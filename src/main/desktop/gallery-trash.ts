import { FailureError, failure } from '@shared/model/failure'
import { undoMs } from '@shared/model/library/deleted-files'
import { GalleryId } from '@shared/model/units'
import { z } from 'zod'
import type { Engine } from '../engine/api'
import { isFolder, isInside } from '../engine/disk/paths'
import type { Log } from '../engine/ports/ports'
import { remembered } from '../engine/ports/ports'

/** Galleries whose folders are about to be moved to the trash. */
export const pendingGalleries = remembered('galleries-to-trash', z.array(GalleryId).readonly(), [])

/** Rows, trash and timers of the gallery trash. */
export interface GalleryTrashPorts {
  readonly engine: Pick<
    Engine,
    | 'galleryFolder'
    | 'nestedGalleries'
    | 'isBeingSaved'
    | 'forgetGallery'
    | 'restoreGallery'
    | 'hasGalleries'
    | 'remembered'
  >
  /** Moves a folder to the system's trash; false when it stayed where it was. */
  readonly trash: (path: string) => Promise<boolean>
  /** Folders that never go, nor any that holds one of them. */
  readonly keep: () => readonly string[]
  /** A folder that was about to go is kept: why, in technical words. */
  readonly onKept: (id: GalleryId, reason: string) => void
  readonly log: Log
}

/**
 * Deletes galleries with time to take it back.
 *
 * A deleted gallery leaves the library at once; its folder goes to the trash `undoMs` later, or when the program quits.
 * Until then the gallery is remembered: if the program is killed meanwhile, its folder is there and the next start puts it
 * back into the library. A folder that cannot go is put back too, and `onKept` is called.
 */
export interface GalleryTrash {
  /** Fails with `invalid-input` if the folder holds more than this gallery or is being written to. */
  discard(id: GalleryId): Promise<void>
  /** Takes it back. Fails with `invalid-input` if the folder is in the trash already. */
  takeBack(id: GalleryId): void
  /** Moves what waits to the trash now. */
  close(): Promise<void>
}

/** Deletes galleries with ten seconds to undo. */
export function createGalleryTrash(ports: GalleryTrashPorts, waitMs = undoMs): GalleryTrash {
  const { engine, log } = ports
  const waiting = new Map<GalleryId, NodeJS.Timeout>()
  const going = new Map<GalleryId, Promise<void>>()
  /** Deleted in an earlier run of the program and not put back yet. */
  const unfinished = new Set(engine.remembered.get(pendingGalleries))
  const remember = () =>
    engine.remembered.set(pendingGalleries, [...unfinished, ...waiting.keys(), ...going.keys()])

  /** The note is removed last: the next start puts back what a second kill leaves. */
  function settle(among: { delete(id: GalleryId): boolean }, id: GalleryId): void {
    among.delete(id)
    remember()
  }

  function begin(id: GalleryId): Promise<void> {
    clearTimeout(waiting.get(id))
    waiting.delete(id)
    const work = moveToTrash(ports, id)
      .finally(() => settle(going, id))
      .catch((error: unknown) => log('error', 'a gallery could not be moved to the trash', { error }))
    going.set(id, work)
    return work
  }

  for (const id of unfinished) {
    putBack(engine, id)
      .then(() => settle(unfinished, id))
      .catch((error: unknown) => log('error', 'a gallery could not be put back', { error }))
  }

  return {
    async discard(id) {
      const folder = engine.galleryFolder(id)
      if (folder === null) throw invalid('the gallery does not exist any more')
      const reason = await reasonToKeep(ports, id, folder)
      if (reason !== null) throw invalid(reason)
      // Remembered first: a kill between the two leaves a gallery that is in the library and is put there again.
      clearTimeout(waiting.get(id))
      const timer = setTimeout(() => void begin(id), waitMs)
      waiting.set(id, timer)
      remember()
      engine.forgetGallery(id)
    },
    takeBack(id) {
      const timer = waiting.get(id)
      if (timer === undefined) {
        throw invalid('the gallery is in the trash already and can be put back from there')
      }
      clearTimeout(timer)
      waiting.delete(id)
      engine.restoreGallery(id)
      remember()
    },
    async close() {
      await Promise.all([...waiting.keys()].map(begin))
      await Promise.all(going.values())
    },
  }
}

/** Why the folder must stay; null when it may be moved to the trash. */
async function reasonToKeep(
  { engine, keep }: GalleryTrashPorts,
  id: GalleryId,
  folder: string,
): Promise<string | null> {
  // A name template whose result is empty makes the gallery's folder the very folder that the user chose.
  if (keep().some((place) => isInside(place, folder))) return `${folder} holds more than this gallery`
  // A name template may have put a later gallery, or a whole download, into this one's folder.
  for (const other of await engine.nestedGalleries(id)) {
    if (await isFolder(other)) return `${folder} holds more than this gallery: ${other}`
  }
  // Last, as a download may start while the disk is read.
  if (engine.isBeingSaved(id)) return `a download saves into ${folder}: pause or cancel it first`
  return null
}

/** Moves the folder of a gallery to the trash, or puts the gallery back into the library. */
async function moveToTrash(ports: GalleryTrashPorts, id: GalleryId): Promise<void> {
  const { engine, trash, onKept, log } = ports
  const folder = engine.galleryFolder(id)
  if (folder === null || !(await isFolder(folder))) return
  const reason = engine.hasGalleries(id)
    ? `a download saves into ${folder} again`
    : ((await reasonToKeep(ports, id, folder)) ??
      ((await trash(folder)) ? null : `the system did not move ${folder} to its trash`))
  if (reason === null) return
  engine.restoreGallery(id)
  onKept(id, reason)
  log('warn', 'a deleted gallery was kept', { gallery: id, reason })
}

/**
 * Puts a gallery back into the library whose folder was not moved before the program was killed; one that was moved in its
 * last instant stays deleted.
 */
async function putBack(engine: GalleryTrashPorts['engine'], id: GalleryId): Promise<void> {
  const folder = engine.galleryFolder(id)
  if (folder !== null && (await isFolder(folder))) engine.restoreGallery(id)
}

function invalid(text: string): FailureError {
  return new FailureError(failure('invalid-input', text))
}
