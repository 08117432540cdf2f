import { createHash } from 'node:crypto'

/** Most bytes of a name in ext4, APFS and others; UTF-16 units of NTFS are never more. */
const longestBytes = 255

/**
 * The temporary name of a file in the making: `NAME.TAG.part` or `NAME.TAG-OWNER.part`, or `NAME.part` if both are empty.
 *
 * The tag belongs to one data folder, which one process holds at a time. So a partial file with our tag is ours to
 * continue or to replace, and one with another tag may be at work in this instant: it is never touched, though both
 * programs save into the same folder. `owner` is the number of the image there: images that want one name do not share
 * a partial file, and none continues that of another. A name that leaves no space for its end is cut, and a hash of the
 * whole name distinguishes it from its neighbours.
 */
export function partName(name: string, tag: string, owner?: number): string {
  const mark = [tag, owner ?? ''].filter((word) => word !== '').join('-')
  const end = mark === '' ? '.part' : `.${mark}.part`
  if (Buffer.byteLength(name) + end.length <= longestBytes) return `${name}${end}`
  const hash = `~${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
  return `${cut(name, longestBytes - hash.length - end.length)}${hash}${end}`
}

/** As many whole characters as fit into these bytes of UTF-8. */
function cut(name: string, bytes: number): string {
  let kept = ''
  let used = 0
  for (const character of name) {
    used += Buffer.byteLength(character)
    if (used > bytes) break
    kept += character
  }
  return kept
}
