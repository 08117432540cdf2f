import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setFuses } from './fuses.mjs'

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** @type {string} */
let folder
/** @type {string} */
let file

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-fuses-'))
  file = join(folder, 'binary')
})
afterEach(() => rm(folder, { recursive: true }))

/**
 * A binary whose wire begins at a place.
 *
 * @param {number} before
 * @param {string} wire
 */
function binary(before, wire) {
  return Buffer.concat([
    Buffer.alloc(before),
    Buffer.from(sentinel),
    Buffer.from([1, wire.length]),
    Buffer.from(wire),
    Buffer.alloc(50),
  ])
}

it.each([10, (1 << 20) - 5, (1 << 20) + 7])('sets fuses of a wire that lies at byte %i', async (before) => {
  await writeFile(file, binary(before, '0101010r'))
  await setFuses(file, { runAsNode: true, nodeOptions: true, onlyLoadAppFromAsar: false })
  expect((await readFile(file)).equals(binary(before, '1111000r'))).toBe(true)
})

it('refuses a fuse that the build took out', async () => {
  await writeFile(file, binary(0, 'r101'))
  await expect(setFuses(file, { runAsNode: true })).rejects.toThrow('no fuse runAsNode')
})

it('refuses a binary without a wire', async () => {
  await writeFile(file, Buffer.alloc(100))
  await expect(setFuses(file, {})).rejects.toThrow('no fuse wire')
})
