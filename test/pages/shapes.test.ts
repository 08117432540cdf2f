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

/** Fails with what differs from the truth, or for a shape of the list that is exact now. */
function expectExact(name: string, list: readonly string[], differences: readonly string[]): void {
  const isListed = list.includes(name)
  const isExact = differences.length === 0
  const text = isExact ? 'exact now: remove it from not-exact.json' : differences.join('\n')
  expect(isExact, text).toBe(!isListed)
}

describe('a page shape is read as its truth says', () => {
  it.each(shapeNames)('%s', async (name) => {
    const shape = await readShape(name)
    const { differences } = judgeShape(shape, await readInMemory(shape))
    expectExact(name, notExact.plain, differences)
  })

  const exactNames = shapeNames.filter((name) => !notExact.plain.includes(name))
  it.each(exactNames)('%s, with other markup around it', async (name) => {
    const plain = await readShape(name)
    const differences: string[] = []
    for (let number = 1; number <= mutationCount; number += 1) {
      const mutation = mutateShape(plain, number)
      if (mutation === null) continue
      const judged = judgeShape(mutation.shape, await readInMemory(mutation.shape))
      differences.push(...judged.differences.map((line) => `${mutation.name}: ${line}`))
    }
    expectExact(name, notExact.mutated, differences)
  })
})
