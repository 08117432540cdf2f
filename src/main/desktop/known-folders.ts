import { isAbsolute, resolve } from 'node:path'
import { FailureError, failure } from '@shared/model/failure'
import { z } from 'zod'
import type { Engine } from '../engine/api'

/** Under which the chosen folders are remembered. */
const key = 'chosen-folders'

/** Folders that are remembered, the latest first. */
const mostFolders = 100

const Remembered = z.array(z.string())

/**
 * The folders that the window may name: those of the settings and of the tasks, and those that the person chose in the
 * system's dialog, which only main can open. A page that was taken over can neither have pictures written to a folder of
 * its own choice nor look around on the disk.
 */
export interface KnownFolders {
  has(folder: string): boolean
  /** Throws FailureError (invalid-input) for a folder that the window may not name. */
  check(folder: string): void
  /** The person has chosen this folder in the system's dialog. */
  add(folder: string): void
}

export function createKnownFolders(
  engine: Pick<Engine, 'settings' | 'snapshot' | 'remembered'>,
): KnownFolders {
  let chosen = recall()

  function recall(): readonly string[] {
    try {
      return Remembered.parse(JSON.parse(engine.remembered.get(key) ?? '[]'))
    } catch {
      // Remembered by another version: the person chooses once more.
      return []
    }
  }

  function has(folder: string): boolean {
    if (!isAbsolute(folder)) return false
    const path = resolve(folder)
    if (chosen.includes(path)) return true
    if (resolve(engine.settings().folder) === path) return true
    return engine.snapshot().tasks.some(({ request }) => resolve(request.folder) === path)
  }

  return {
    has,
    check(folder) {
      if (has(folder)) return
      throw new FailureError(failure('invalid-input', `folder: choose ${folder.slice(0, 200)} once more`))
    },
    add(folder) {
      const path = resolve(folder)
      chosen = [path, ...chosen.filter((other) => other !== path)].slice(0, mostFolders)
      engine.remembered.set(key, JSON.stringify(chosen))
    },
  }
}
