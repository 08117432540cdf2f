import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import type { RememberedRows } from './remembered-rows'

const key = 'part-tag'

/**
 * A short text that no other data folder has: five letters and digits.
 *
 * Made from the machine and the folder, so that records which had to be made anew know their partial files again; kept,
 * so that a machine with a new name does too.
 */
export function partTagOf(remembered: RememberedRows, databaseFile: string): string {
  const known = remembered.get(key)
  if (known !== null) return known
  const place = createHash('sha256')
    .update(`${hostname()}\0${dirname(databaseFile)}`)
    .digest()
  const tag = (place.readUInt32BE() % 36 ** 5).toString(36).padStart(5, '0')
  remembered.set(key, tag)
  return tag
}
