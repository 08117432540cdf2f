import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { PageContent } from '../../src/main/engine/crawl/crawl'
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

/** What differs from the truth; of a shape of the list, that nothing does. */
function complaints(name: string, list: readonly string[], differences: readonly string[]) {
  if (!list.includes(name)) return differences
  return differences.length === 0 ? ['exact now: remove it from not-exact.json'] : []
}

/** Addresses that are taken or followed and said to be skipped, and covers of what is followed without their reason. */
function untrueReasons({ images, own = [], items, galleries, next, skipped }: PageContent): string[] {
  const pictures = new Set([...images, ...own].map(({ address }) => address))
  const links = [...items, ...galleries]
  const followed = new Set([...links.map(({ address }) => address), next])
  const reasonsOf = (cover: string) => skipped.filter(({ address }) => address === cover)
  const isTaken = ({ address, reason }: PageContent['skipped'][number]) =>
    followed.has(address) || (pictures.has(address) && reason !== 'duplicate')
  const taken = skipped.filter(isTaken).map(({ address, reason }) => `${address} is taken, said: ${reason}`)
  const covers = links.flatMap(({ thumbnail }) => thumbnail?.address ?? [])
  const others = covers.filter((cover) => !pictures.has(cover) && !followed.has(cover))
  const isThumbnail = (cover: string) =>
    reasonsOf(cover).length > 0 && reasonsOf(cover).every(({ reason }) => reason === 'thumbnail')
  return [
    ...taken,
    ...others.filter((cover) => !isThumbnail(cover)).map((cover) => `${cover} is a thumbnail`),
  ]
}

describe('a page shape is read as its truth says', () => {
  it.each(shapeNames)('%s', async (name) => {
    const shape = await readShape(name)
    const read = await readInMemory(shape)
    const { differences } = judgeShape(shape, read)
    expect(complaints(name, notExact.plain, differences)).toEqual([])
    expect(read.page === null ? [] : untrueReasons(read.page)).toEqual([])
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
    expect(complaints(name, notExact.mutated, differences)).toEqual([])
  })
})
