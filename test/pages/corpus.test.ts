import { pageKinds, pageObstacles, shortfallKinds } from '@shared/model/page-kind'
import { describe, expect, it } from 'vitest'
import { pageAt, readShape, shapeNames } from './site.mjs'
import { expandRange, kinds, obstacles, shortfalls } from './truth.mjs'

const origin = 'http://site.example'

describe('the corpus of page shapes', () => {
  it('writes its truth in the words of the model', () => {
    expect(kinds).toEqual(pageKinds)
    expect(obstacles).toEqual(pageObstacles)
    expect(shortfalls).toEqual(shortfallKinds)
  })

  it('expands ranges of numbers, the last one fastest', () => {
    expect(expandRange('/{1-2}/{08-10}.jpg')).toEqual([
      '/1/08.jpg',
      '/1/09.jpg',
      '/1/10.jpg',
      '/2/08.jpg',
      '/2/09.jpg',
      '/2/10.jpg',
    ])
  })

  it.each(shapeNames)('%s: every address of the truth is on its site', async (name) => {
    const shape = await readShape(name)
    const { page, result } = shape.truth
    const pictures = [
      ...page.images,
      ...result.folders.flatMap(({ images }) => images),
      ...Object.entries(page.alternatives).flatMap(([image, others]) => [image, ...others]),
    ].filter((path) => !path.includes('#data-'))
    expect(pictures.filter((path) => shape.pictureAt(path) === null)).toEqual([])
    const links = [...page.items, ...page.galleries, ...page.neighbours, ...(page.next ? [page.next] : [])]
    expect(links.filter((path) => pageAt(shape, path, origin).status >= 400)).toEqual([])
  })
})
