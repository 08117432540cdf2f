import { describe, expect, it } from 'vitest'
import { readPictureSize } from '../../src/main/engine/image/dimensions'
import { createEndCheck, imageType } from '../../src/main/engine/image/sniff'
import { makeFile } from './pictures.mjs'

const types = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/svg+xml']

describe('a picture of the corpus', () => {
  it.each(types)('%s is complete and has the size that it announces', async (type) => {
    const file = makeFile({ type, width: 1600, height: 1067, seed: 'a' })
    const found = imageType(file.subarray(0, 64))
    expect(found?.type).toBe(type)
    const check = found && createEndCheck(found)
    check?.push(file)
    expect(check?.isWhole()).toBe(true)
    const read = (position: number, length: number) =>
      Promise.resolve(file.subarray(position, position + length))
    expect(await readPictureSize(type, read)).toEqual({ width: 1600, height: 1067 })
  })

  it('has bytes of its own for each seed', () => {
    const [a, b, again] = ['a', 'b', 'a'].map((seed) =>
      makeFile({ type: 'image/png', width: 90, height: 60, seed }),
    )
    expect(a).not.toEqual(b)
    expect(a).toEqual(again)
  })
})
