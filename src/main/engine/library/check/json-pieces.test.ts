import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { type JsonPiece, jsonPieces } from './json-pieces'

/** Reads a text that comes in chunks of this many characters. */
async function read(text: string, chunk = 7): Promise<readonly JsonPiece[]> {
  async function* chunks() {
    for (let at = 0; at < text.length; at += chunk) yield text.slice(at, at + chunk)
  }
  const pieces: JsonPiece[] = []
  for await (const piece of jsonPieces(chunks(), 'files')) pieces.push(piece)
  return pieces
}

/** What the pieces amount to. */
async function joined(text: string, chunk?: number): Promise<unknown> {
  const pieces = await read(text, chunk)
  const elements = pieces
    .filter(({ kind }) => kind === 'element')
    .map((piece) => JSON.parse(piece.text) as unknown)
  const rest = JSON.parse(pieces.at(-1)?.text ?? '') as Record<string, unknown>
  return { ...rest, files: elements }
}

describe('an object in pieces', () => {
  it.runIf(isExhaustive)('amounts to the same as the whole, however it is written and cut', async () => {
    const value = fc.record({
      title: fc.string({ unit: 'binary' }),
      files: fc.array(fc.jsonValue()),
      z: fc.jsonValue(),
    })
    const way = fc.constantFrom(undefined, 1, '\t')
    await fc.assert(
      fc.asyncProperty(value, way, fc.integer({ min: 1, max: 40 }), async (object, space, chunk) => {
        const text = JSON.stringify(object, null, space)
        expect(await joined(text, chunk)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('takes only a member of its own for the list', async () => {
    const text = '{"x":{"files":[1,2]},"y":["\\"files\\":[3"],"files":[4],"z":"files"}'
    expect(await joined(text)).toEqual({ x: { files: [1, 2] }, y: ['"files":[3'], files: [4], z: 'files' })
  })

  it.each([
    ['cut off', '{"files":[{"a":1},'],
    ['empty', ''],
    ['followed by more', '{"files":[]} {}'],
    ['with an element without end', `{"files":["${'x'.repeat(300_000)}"]}`],
    ['with a head without end', `{"title":"${'x'.repeat(5_000_000)}"}`],
  ])('%s is refused', async (_, text) => {
    await expect(read(text, 65_536)).rejects.toThrow(SyntaxError)
  })
})
