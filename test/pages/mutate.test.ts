import * as cheerio from 'cheerio'
import { describe, expect, it } from 'vitest'
import { mutateShape } from './mutate.mjs'
import { readShape, type Shape, shapeNames } from './site.mjs'
import { mutations } from './truth.mjs'

/** The first page of a shape: what it names, and every address in it in order. */
function contentOf(shape: Shape) {
  const page = cheerio.load(shape.replyAt(shape.truth.start)?.html ?? '', { scriptingEnabled: false })
  const addresses = page('[src], [href]')
    .toArray()
    .flatMap(({ attribs }) => [attribs['src'], attribs['href']])
    .filter((address) => address !== undefined && !address.startsWith('#'))
  return { title: page('title').text(), heading: page('h1').text().replace(/\s+/g, ''), addresses }
}

describe('a mutation of a page shape', () => {
  const number = mutations.indexOf('surrounded') + 1

  it.each(shapeNames)('%s: keeps title, heading and every address in order', async (name) => {
    const shape = await readShape(name)
    const plain = contentOf(shape)
    const kept = mutations.flatMap((mutation, index) => {
      const found = mutation === 'surrounded' ? null : mutateShape(shape, index + 1)
      return found === null ? [] : [{ mutation, ...contentOf(found.shape) }]
    })
    expect(kept).toEqual(kept.map(({ mutation }) => ({ mutation, ...plain })))
  })

  it('is the same for the same number and another one for each round', async () => {
    const shape = await readShape('photoswipe4')
    const html = (at: number) => mutateShape(shape, at)?.shape.replyAt(shape.truth.start)?.html
    expect(html(1)).toBe(html(1))
    expect(html(1)).not.toBe(html(1 + mutations.length))
    expect(html(1)).not.toBe(shape.replyAt(shape.truth.start)?.html)
  })

  it('adds surroundings whose pages and pictures answer', async () => {
    const shape = await readShape('photoswipe4')
    const surrounded = mutateShape(shape, number)?.shape
    const { addresses = [] } = surrounded ? contentOf(surrounded) : {}
    const added = addresses.filter((address) => address?.startsWith('/around/'))
    expect(added.length).toBeGreaterThan(10)
    const answers = (path = '') => surrounded?.pictureAt(path) ?? surrounded?.replyAt(path) ?? null
    expect(added.filter((path) => answers(path) === null)).toEqual([])
  })
})
