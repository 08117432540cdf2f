import { dirname } from 'node:path'
import { makeFolder, makeFolderSync } from './make-folder'
import { syncFolder, syncFolderSync } from './sync-folder'

/** As `makeFolder`; when it resolves, the folders that it made survive a power cut. */
export async function makeLastingFolder(path: string): Promise<void> {
  for (const made of await makeFolder(path)) await syncFolder(dirname(made))
}

/** As `makeLastingFolder`, at once; `mode` is that of the folders it makes. */
export function makeLastingFolderSync(path: string, mode?: number): void {
  for (const made of makeFolderSync(path, mode)) syncFolderSync(dirname(made))
}
