import { closeSync, fsyncSync, openSync } from 'node:fs'
import { open } from 'node:fs/promises'

/** Folders that are being flushed, each with the flush that comes after, if one was asked for. */
const flushes = new Map<string, { readonly current: Promise<void>; following: Promise<void> | null }>()

/**
 * Makes names that were given in a folder survive a power cut, as far as the system can.
 *
 * Callers that come while a flush runs share the next one: a flush for every small file would cost more than the file.
 */
export function fsyncFolder(
  folder: string,
  flush: (folder: string) => Promise<void> = flushFolder,
): Promise<void> {
  const running = flushes.get(folder)
  if (running !== undefined) {
    running.following ??= running.current.then(() => fsyncFolder(folder, flush))
    return running.following
  }
  const current = flush(folder).then(() => void flushes.delete(folder))
  flushes.set(folder, { current, following: null })
  return current
}

async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch {
    // Windows and some network shares cannot; the file itself was flushed.
  }
}

/** Makes names that were given in a folder survive a power cut, as far as the system can; blocks until then. */
export function fsyncFolderSync(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // Windows and some network shares cannot.
  }
}
