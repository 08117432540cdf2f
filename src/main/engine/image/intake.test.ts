import { expect, it } from 'vitest'
import { makePng } from '../../../../test/site/pictures.mjs'
import { createImageIntake } from './intake'

/** A chunk as a socket gives it, whose buffer is moved to the thread that writes it once it was pushed. */
function moved(bytes: Uint8Array): { readonly chunk: Buffer; move(): void } {
  const chunk = Buffer.from(new Uint8Array(bytes).buffer)
  return {
    chunk,
    move: () => void structuredClone(chunk.buffer, { transfer: [chunk.buffer] }),
  }
}

it.each([
  ['one chunk', [0]],
  ['a first chunk that is too short to know the type', [0, 3, 20]],
])('what came as %s is known after its buffers were given away', async (_, starts) => {
  const png = makePng('/i/1.png', 5000)
  const intake = createImageIntake()
  for (const [index, start] of starts.entries()) {
    const { chunk, move } = moved(png.subarray(start, starts[index + 1] ?? png.length))
    intake.push(chunk)
    move()
  }
  expect(intake.finish(false).type.type).toBe('image/png')
  expect(await intake.size()).toMatchObject({ width: expect.any(Number), height: expect.any(Number) })
})
