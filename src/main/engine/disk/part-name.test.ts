import { expect, it } from 'vitest'
import { partName } from './part-name'

it('names a file in the making after its final name and the data folder that makes it', () => {
  expect(partName('001 a.png', 'k3f9')).toBe('001 a.png.k3f9.part')
  expect(partName('001 a.png', '')).toBe('001 a.png.part')
})

it('never outgrows a name of the file system, and keeps long neighbours apart', () => {
  const names = ['a', '界', '👩‍👩‍👧'].flatMap((letter) =>
    ['1', '2'].map((number) => `${letter.repeat(Math.floor(246 / Buffer.byteLength(letter)))}${number}.png`),
  )
  const parts = names.map((name) => partName(name, 'k3f9'))
  for (const part of parts) {
    expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255)
    expect(part).toMatch(/\.k3f9\.part$/)
    expect(part).toBe(Buffer.from(part).toString())
  }
  expect(new Set(parts).size).toBe(names.length)
})
