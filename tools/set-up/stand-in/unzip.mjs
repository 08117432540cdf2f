import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const STORED = 0
const DEFLATED = 8

/**
 * One entry of a zip's central directory.
 *
 * @typedef {{ name: string, method: number, crc: number, packedBytes: number, bytes: number,
 *   mode: number, offset: number }} ZipEntry
 */

/**
 * Reads the central directory of a zip (APPNOTE.TXT §4.3.12, §4.3.16; no Zip64, no encryption).
 *
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<ZipEntry[]>}
 */
export async function readZipDirectory(file) {
  const { size } = await file.stat()
  // The end record is 22 bytes and a comment of up to 65,535.
  const tail = await readBytes(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--
  if (end < 0) throw new Error('not a zip: the end of its directory is missing')
  const count = tail.readUInt16LE(end + 10)
  const directory = await readBytes(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  const entries = []
  for (let at = 0, number = 0; number < count; number++) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('the directory of the zip is damaged')
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      mode: directory.readUInt16LE(at + 40),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

/**
 * Unpacks chosen entries of a zip and checks length and CRC-32 of each.
 *
 * @param {string} zipFile
 * @param {string} folder receives the files; an entry that would leave it is refused
 * @param {(name: string) => string | undefined} placeOf the path below `folder` for an entry; undefined leaves it out
 * @returns {Promise<number>} how many files were written
 */
export async function unzip(zipFile, folder, placeOf) {
  const file = await open(zipFile)
  try {
    let written = 0
    for (const entry of await readZipDirectory(file)) {
      if (entry.name.endsWith('/')) continue
      const place = placeOf(entry.name)
      if (place === undefined) continue
      const target = insideFolder(folder, place)
      await mkdir(dirname(target), { recursive: true })
      await unpackEntry(zipFile, file, entry, target)
      written++
    }
    return written
  } finally {
    await file.close()
  }
}

/**
 * The absolute path of a name below a folder; throws when the name would lead out of it.
 *
 * @param {string} folder
 * @param {string} name
 */
export function insideFolder(folder, name) {
  const path = normalize(name)
  const leaves = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
  if (leaves || name.includes('\\') || name.includes('\0')) {
    throw new Error(`the archive holds a path that leaves its folder: ${JSON.stringify(name)}`)
  }
  return join(folder, path)
}

/**
 * @param {string} zipFile
 * @param {import('node:fs/promises').FileHandle} file
 * @param {ZipEntry} entry
 * @param {string} target
 */
async function unpackEntry(zipFile, file, entry, target) {
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new Error(`${entry.name} is packed by method ${entry.method}, which is not read here`)
  }
  const local = await readBytes(file, entry.offset, 30)
  if (local.readUInt32LE(0) !== LOCAL_ENTRY) throw new Error(`${entry.name}: the zip is damaged`)
  // The lengths of name and extra field may differ from those in the directory.
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  let crc = 0
  let bytes = 0
  const check = new Transform({
    transform(chunk, _encoding, done) {
      crc = zlib.crc32(chunk, crc)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  const packed =
    entry.packedBytes === 0 ? [] : createReadStream(zipFile, { start, end: start + entry.packedBytes - 1 })
  const sink = createWriteStream(target, { mode: entry.mode & 0o111 ? 0o755 : 0o644 })
  if (entry.method === STORED) await pipeline(packed, check, sink)
  else await pipeline(packed, zlib.createInflateRaw(), check, sink)
  if (crc !== entry.crc || bytes !== entry.bytes)
    throw new Error(`${entry.name}: its checksum does not match`)
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function readBytes(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead < length) throw new Error('the zip ends too early')
  return buffer
}
