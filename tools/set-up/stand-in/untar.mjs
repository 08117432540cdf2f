import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

const BLOCK = 512

/**
 * Writes the first entry of a .tar.gz whose name matches to a file, without holding it in memory.
 *
 * @param {string} archive
 * @param {(name: string) => boolean} wanted
 * @param {string} target
 * @returns {Promise<boolean>} false when no entry matches
 */
export async function untarOne(archive, wanted, target) {
  const source = createReadStream(archive)
  const plain = source.pipe(createGunzip())
  source.on('error', (error) => plain.destroy(error))
  const sink = await open(target, 'w')
  let header = Buffer.alloc(0)
  let contentLeft = 0
  let paddingLeft = 0
  let found = false
  try {
    for await (let chunk of plain) {
      while (chunk.length > 0) {
        if (contentLeft > 0) {
          const part = chunk.subarray(0, contentLeft)
          if (found) await sink.writeFile(part)
          contentLeft -= part.length
          chunk = chunk.subarray(part.length)
          if (found && contentLeft === 0) return true
        } else if (paddingLeft > 0) {
          const part = chunk.subarray(0, paddingLeft)
          paddingLeft -= part.length
          chunk = chunk.subarray(part.length)
        } else {
          const part = chunk.subarray(0, BLOCK - header.length)
          header = Buffer.concat([header, part])
          chunk = chunk.subarray(part.length)
          if (header.length < BLOCK) continue
          const entry = readHeader(header)
          header = Buffer.alloc(0)
          contentLeft = entry.bytes
          paddingLeft = (BLOCK - (entry.bytes % BLOCK)) % BLOCK
          found = entry.isFile && wanted(entry.name)
          if (found && entry.bytes === 0) return true
        }
      }
    }
    if (found) throw new Error('the archive ends in the middle of an entry')
    return false
  } finally {
    source.destroy()
    await sink.close()
  }
}

/**
 * Name and length of one ustar header (POSIX.1-2017, pax, "ustar Interchange Format").
 *
 * @param {Buffer} block
 */
function readHeader(block) {
  /** @param {number} start @param {number} length */
  const text = (start, length) => block.toString('utf8', start, start + length).replace(/\0[\s\S]*$/, '')
  const bytes = Number.parseInt(text(124, 12).trim() || '0', 8)
  if (!Number.isSafeInteger(bytes)) throw new Error('the archive has a header that cannot be read')
  const prefix = text(257, 5) === 'ustar' ? text(345, 155) : ''
  const type = block[156]
  return {
    name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    bytes,
    isFile: type === 0 || type === 0x30,
  }
}
