import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { untarOne } from './untar.mjs'

/** @type {string} */
let folder

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-untar-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** @param {string} name @param {Buffer} content */
function tarEntry(name, content) {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(content.length.toString(8).padStart(11, '0'), 124)
  header.write('0', 156)
  header.write('ustar\0', 257)
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
}

/** @param {Buffer} archive @param {string} name */
async function take(archive, name) {
  const file = join(folder, 'a.tgz')
  await writeFile(file, archive)
  const found = await untarOne(file, (entry) => entry.endsWith(name), join(folder, 'target'))
  return found ? await readFile(join(folder, 'target')) : undefined
}

// Longer than the pieces in which a stream is read.
const long = Buffer.alloc(300_001, 'galleon')
const archive = Buffer.concat([
  tarEntry('package/package.json', Buffer.from('{}')),
  tarEntry('package/long.zip', long),
  tarEntry('package/empty', Buffer.alloc(0)),
  Buffer.alloc(1024),
])

it('writes the one entry that was asked for, whole', async () => {
  expect((await take(gzipSync(archive), 'long.zip'))?.equals(long)).toBe(true)
})

it('writes an empty entry as an empty file', async () => {
  expect(await take(gzipSync(archive), 'empty')).toHaveLength(0)
})

it('says when there is no such entry', async () => {
  expect(await take(gzipSync(archive), 'other')).toBeUndefined()
})

it('refuses an archive that ends in the middle of the entry', async () => {
  await expect(take(gzipSync(archive.subarray(0, 100_000)), 'long.zip')).rejects.toThrow('in the middle')
})

it('refuses a compressed stream that was cut short', async () => {
  const packed = gzipSync(archive)
  await expect(take(packed.subarray(0, packed.length - 100), 'other')).rejects.toThrow(
    'unexpected end of file',
  )
})
