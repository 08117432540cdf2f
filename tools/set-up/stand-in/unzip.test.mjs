import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import zlib from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { insideFolder, unzip } from './unzip.mjs'

/** @type {string} */
let folder

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-unzip-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** @typedef {{ name: string, text: string, stored?: boolean, mode?: number, crc?: number }} Entry */

/**
 * A zip of deflated and stored entries, as PKWARE's APPNOTE describes it.
 *
 * @param {readonly Entry[]} entries
 */
function makeZip(entries) {
  const locals = []
  const directory = []
  let offset = 0
  for (const { name, text, stored = false, mode = 0o644, crc = zlib.crc32(text) } of entries) {
    const packed = stored ? Buffer.from(text) : zlib.deflateRawSync(text)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    // An extra field that only the local header has: its length must be read there.
    local.writeUInt16LE(4, 28)
    locals.push(local, Buffer.from(name), Buffer.alloc(4), packed)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(stored ? 0 : 8, 10)
    entry.writeUInt32LE(crc, 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(text.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(mode * 0x1_00_00, 38)
    entry.writeUInt32LE(offset, 42)
    directory.push(entry, Buffer.from(name))
    offset += 34 + name.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

/**
 * @param {readonly Entry[]} entries
 * @param {(name: string) => string | undefined} placeOf
 */
async function unpack(entries, placeOf = (name) => name) {
  const zip = join(folder, 'a.zip')
  await writeFile(zip, makeZip(entries))
  return await unzip(zip, join(folder, 'out'), placeOf)
}

describe('unzip', () => {
  it('writes deflated, stored and empty entries below the folder', async () => {
    const text = 'sail '.repeat(1000)
    const count = await unpack([
      { name: 'a/', text: '', stored: true },
      { name: 'a/packed.txt', text },
      { name: 'a/stored.txt', text: 'as it is', stored: true },
      { name: 'empty', text: '', stored: true },
    ])
    expect(count).toBe(3)
    expect(await readFile(join(folder, 'out/a/packed.txt'), 'utf8')).toBe(text)
    expect(await readFile(join(folder, 'out/a/stored.txt'), 'utf8')).toBe('as it is')
    expect(await readFile(join(folder, 'out/empty'), 'utf8')).toBe('')
  })

  it('keeps the permission to run a program', async () => {
    await unpack([
      { name: 'program', text: 'x', mode: 0o755 },
      { name: 'plain', text: 'x', mode: 0o644 },
    ])
    expect((await stat(join(folder, 'out/program'))).mode & 0o111).not.toBe(0)
    expect((await stat(join(folder, 'out/plain'))).mode & 0o111).toBe(0)
  })

  it('renames and skips entries as asked', async () => {
    /** @type {Readonly<Record<string, string | undefined>>} */
    const places = { 'top/a': 'b', 'top/c': undefined }
    await unpack(
      [
        { name: 'top/a', text: '1' },
        { name: 'top/c', text: '2' },
      ],
      (name) => places[name],
    )
    expect(await readdir(join(folder, 'out'))).toEqual(['b'])
  })

  it('refuses content that does not match its checksum', async () => {
    await expect(unpack([{ name: 'a', text: 'x', crc: 1 }])).rejects.toThrow('checksum')
  })

  it('refuses an entry that would leave the folder, and writes nothing outside', async () => {
    await expect(unpack([{ name: '../outside', text: 'x' }])).rejects.toThrow('leaves its folder')
    expect(await readdir(folder)).not.toContain('outside')
  })

  it('refuses a file that is no zip', async () => {
    const file = join(folder, 'b.zip')
    await writeFile(file, 'x'.repeat(100))
    await expect(unzip(file, folder, (name) => name)).rejects.toThrow('not a zip')
  })
})

describe('insideFolder', () => {
  it.each(['../a', 'a/../../b', '/etc/passwd', '..', 'a\\..\\b', 'a\0b'])('refuses %j', (name) => {
    expect(() => insideFolder('/x', name)).toThrow('leaves its folder')
  })

  it.each([
    ['a/b', '/x/a/b'],
    ['a/../b', '/x/b'],
    ['..a', '/x/..a'],
  ])('puts %j at %j', (name, path) => {
    expect(insideFolder('/x', name)).toBe(path)
  })
})
