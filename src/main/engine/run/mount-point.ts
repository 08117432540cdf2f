import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Where the drive that holds this folder is mounted; null if it is the one that holds everything. */
export async function mountPointOf(folder: string): Promise<string | null> {
  let path = await realpath(folder)
  const { dev } = await stat(path)
  for (let parent = dirname(path); parent !== path; parent = dirname(path)) {
    if ((await stat(parent)).dev !== dev) return path
    path = parent
  }
  return null
}

/**
 * Whether a drive is mounted there. Without it the folder may be there all the same, as an empty one of the drive below:
 * what is saved then lands on the wrong drive and is hidden when the right one comes back.
 */
export async function isMounted(point: string): Promise<boolean> {
  try {
    const [inner, outer] = await Promise.all([stat(point), stat(dirname(point))])
    return inner.dev !== outer.dev
  } catch {
    return false
  }
}
