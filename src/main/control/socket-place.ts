import { lstatSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Whether a folder for sockets among the temporary files is this person's alone. Everybody may make one there first, and
 * whoever owns it can put a socket of his own in the place of ours, to be told the token.
 */
export function isOwnPlace(place: string): boolean {
  try {
    const facts = lstatSync(place)
    const isMine = facts.uid === process.getuid?.()
    return facts.isDirectory() && isMine && (facts.mode & 0o077) === 0
  } catch {
    return false
  }
}

/** Whether the socket lies beside the data or, where that path would be too long, in a folder that is ours alone. */
export function isOwnEndpoint(endpoint: string, dataFolder: string): boolean {
  if (process.platform === 'win32' || endpoint === join(dataFolder, 'control.sock')) return true
  return isOwnPlace(dirname(endpoint))
}

/** Makes the folder for a socket that cannot lie beside the data; throws if somebody else has made it. */
export function prepareEndpoint(endpoint: string, dataFolder: string): void {
  if (isOwnEndpoint(endpoint, dataFolder)) return
  mkdirSync(dirname(endpoint), { mode: 0o700 })
}
