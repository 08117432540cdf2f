import { writeFile } from 'node:fs/promises'

/**
 * Writes a flat asar archive: a header in Chromium's Pickle format, then the files one after another.
 *
 * @param {string} target
 * @param {Readonly<Record<string, string>>} files name (without folders) to text
 */
export async function writeAsar(target, files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const entries = {}
  const contents = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text)
    entries[name] = { size: bytes.length, offset: String(offset) }
    contents.push(bytes)
    offset += bytes.length
  }
  const json = Buffer.from(JSON.stringify({ files: entries }))
  // A Pickle counts its payload and pads strings to four bytes.
  const padded = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(padded + 8, 4)
  head.writeUInt32LE(padded + 4, 8)
  head.writeUInt32LE(json.length, 12)
  await writeFile(target, Buffer.concat([head, json, Buffer.alloc(padded - json.length), ...contents]))
}
