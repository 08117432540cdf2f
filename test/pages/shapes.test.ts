import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { PageContent } from '../../src/main/engine/crawl/crawl'
import { isExhaustive } from '../exhaustive'
import { judgeShape } from './judge-shape'
import { mutateShape } from './mutate.mjs'
import { readInMemory } from './read-in-memory'
import { readShape, shapeNames } from './site.mjs'

/** Mutations of each shape that are read beside it: one of them in every run, all of them with `CI=true`. */
const mutations = [1, 2, 3, 4, 5]

type ShapeName = (typeof shapeNames)[number]

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

/** What differs from the truth in the first `most` of the mutations that change something. */
async function differencesOf(name: ShapeName, numbers: readonly number[], most: number): Promise<string[]> {
  const plain = await readShape(name)
  const differences: string[] = []
  let done = 0
  for (const number of numbers) {
    const mutation = done < most ? mutateShape(plain, number) : null
    if (mutation === null) continue
    const judged = judgeShape(mutation.shape, await readInMemory(mutation.shape))
    differences.push(...judged.differences.map((line) => `${mutation.name}: ${line}`))
    done += 1
  }
  return differences
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
  const soundNames = exactNames.filter((name) => !notExact.mutated.includes(name))
  it.each(isExhaustive ? soundNames : soundNames.filter((_, index) => index % 3 === 0))(
    '%s, with other markup around it',
    async (name) => {
      // Another one first for each shape in turn, so that every run reads all kinds of mutation.
      const first = shapeNames.indexOf(name) % mutations.length
      const turned = [...mutations.slice(first), ...mutations.slice(0, first)]
      expect(await differencesOf(name, turned, 1)).toEqual([])
    },
  )

  it.skipIf(!isExhaustive).each(exactNames)('%s, with all kinds of other markup around it', async (name) => {
    const differences = await differencesOf(name, mutations, mutations.length)
    expect(complaints(name, notExact.mutated, differences)).toEqual([])
  })
})
