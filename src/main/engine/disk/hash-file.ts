import { createHash } from 'node:crypto'
import { lstat, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { readOnly } from './paths'

/** SHA-256 of a file's content in lower-case hexadecimal. A link is refused. Throws what the file system throws. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await using file = await open(path, readOnly)
  await pipeline(file.createReadStream({ highWaterMark: 256 * 1024, autoClose: false }), hash)
  return hash.digest('hex')
}

/** Whether a file (no link) of exactly this content lies there; false also when it cannot be read. */
export async function hasContent(
  path: string,
  { bytes, sha256 }: { readonly bytes: number; readonly sha256: string },
): Promise<boolean> {
  try {
    const facts = await lstat(path)
    return facts.isFile() && facts.size === bytes && (await hashFile(path)) === sha256
  } catch {
    return false
  }
}
