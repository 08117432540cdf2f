import { stat } from 'node:fs/promises'

/** Whether a folder is there; false also when that cannot be told. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
