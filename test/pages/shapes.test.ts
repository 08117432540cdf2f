import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { judgeShape } from './judge-shape'
import { mutateShape } from './mutate.mjs'
import { readInMemory } from './read-in-memory'
import { readShape, shapeNames } from './site.mjs'

/** Mutations of each shape that are read beside it. */
const mutationCount = 5

/** Shapes that are not read as the truth says yet: a list that only shrinks. */
const NotExact = z.strictObject({
  /** As they are written. */
  plain: z.array(z.enum(shapeNames)),
  /** In at least one of their mutations, though exact as they are written. */
  mutated: z.array(z.enum(shapeNames)),
})
const notExact = NotExact.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'not-exact.json'), 'utf8')))

describe('a page shape is read as its truth says', () => {
  it.each(shapeNames)('%s', async (name) => {
    const shape = await readShape(name)
    const { verdict, differences } = judgeShape(shape, readInMemory(shape))
    if (notExact.plain.includes(name)) {
      expect(verdict, `${name} is exact now: remove it from not-exact.json`).not.toBe('exact')
    } else expect(differences).toEqual([])
  })

  const exactNames = shapeNames.filter((name) => !notExact.plain.includes(name))
  it.each(exactNames)('%s, with other markup around it', async (name) => {
    const plain = await readShape(name)
    const differences = Array.from({ length: mutationCount }, (_, index) =>
      mutateShape(plain, index + 1),
    ).flatMap((mutation) => {
      if (mutation === null) return []
      const judged = judgeShape(mutation.shape, readInMemory(mutation.shape))
      return judged.differences.map((line) => `${mutation.name}: ${line}`)
    })
    if (notExact.mutated.includes(name)) {
      expect(differences, `${name} is exact now: remove it from not-exact.json`).not.toEqual([])
    } else expect(differences).toEqual([])
  })
})
