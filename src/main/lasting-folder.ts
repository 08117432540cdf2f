import { dirname } from 'node:path'
import { syncFolder, syncFolderSync } from './engine/disk/fsync-folder'
import { makeFolder, makeFolderSync } from './engine/disk/make-folder'

/** As `makeFolder`; when it resolves, the folders that it made survive a power cut. */
export async function makeLastingFolder(path: string): Promise<void> {
  for (const made of await makeFolder(path)) await syncFolder(dirname(made))
}

/** As `makeLastingFolder`, at once; `mode` is that of the folders it makes. */
export function makeLastingFolderSync(path: string, mode?: number): void {
  for (const made of makeFolderSync(path, mode)) syncFolderSync(dirname(made))
}
