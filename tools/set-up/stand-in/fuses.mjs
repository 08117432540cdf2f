import { open } from 'node:fs/promises'

/** What Electron puts before its fuse wire (electron/docs/tutorial/fuses.md). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const CHUNK = 1 << 20

/**
 * Position of each fuse in version 1 of the wire.
 *
 * @type {Readonly<Record<string, number>>}
 */
const position = {
  runAsNode: 0,
  nodeOptions: 2,
  cliInspect: 3,
  asarIntegrity: 4,
  onlyLoadAppFromAsar: 5,
  browserSnapshot: 6,
}

/**
 * Sets fuses of an Electron binary in place.
 *
 * A fuse that the build removed ('r') or does not have is an error: the binary would not behave as asked.
 *
 * @param {string} binary
 * @param {Readonly<Record<string, boolean>>} wanted fuse name to state
 */
export async function setFuses(binary, wanted) {
  const file = await open(binary, 'r+')
  try {
    const wireAt = await findSentinel(file)
    const head = Buffer.alloc(2)
    await file.read(head, 0, 2, wireAt)
    const [version, length] = [head.readUInt8(0), head.readUInt8(1)]
    if (version !== 1) throw new Error(`the fuse wire has version ${version}, expected 1`)
    const wire = Buffer.alloc(length)
    await file.read(wire, 0, length, wireAt + 2)
    for (const [name, on] of Object.entries(wanted)) {
      const at = position[name]
      const current = at === undefined ? undefined : wire[at]
      if (at === undefined || (current !== 0x30 && current !== 0x31))
        throw new Error(`the binary has no fuse ${name}`)
      wire[at] = on ? 0x31 : 0x30
    }
    await file.write(wire, 0, length, wireAt + 2)
  } finally {
    await file.close()
  }
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<number>} where the wire starts, behind the sentinel
 */
async function findSentinel(file) {
  // Chunks overlap by one sentinel so that one lying across a border is seen.
  const chunk = Buffer.alloc(CHUNK + SENTINEL.length)
  for (let at = 0; ; at += CHUNK) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at)
    const found = chunk.subarray(0, bytesRead).indexOf(SENTINEL)
    if (found >= 0) return at + found + SENTINEL.length
    if (bytesRead < chunk.length) throw new Error('the binary has no fuse wire')
  }
}
