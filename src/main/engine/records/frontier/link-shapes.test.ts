import { expect, it } from 'vitest'
import { linkShapes } from './link-shapes'

const at = (path: string) => `https://blog.example${path}`
const shapes = (paths: readonly string[]) =>
  linkShapes(paths.map(at)).map(({ match, count }) => [match, count])

it.each<[string, readonly string[], readonly (readonly [string, number])[]]>([
  ['numbers', ['/a/1', '/a/2', '/a/33', '/about'], [['/a/*', 3]]],
  ['the number that differs', ['/u/1/details/7', '/u/1/details/8'], [['/u/1/details/*', 2]]],
  ['numbers with an ending', ['/p/1.html', '/p/2.html'], [['/p/*.html', 2]]],
  ['queries', ['/list?page=2', '/list?page=3', '/list'], [['/list?*', 2]]],
  ['numbers, with a query or not', ['/a/1', '/a/2', '/a/3?from=list', '/a/4?from=list'], [['/a/*', 4]]],
  ['titles', ['/how-to-sail-a-small-boat', '/what-is-left-of-the-old-harbour'], [['/*', 2]]],
  ['all of the site', ['/about', '/login'], []],
  ['words by their folder', ['/tag/sea', '/tag/lake', '/me'], [['/tag/*', 2]]],
  [
    'the next page of a list',
    ['/a/1', '/a/2', '/u/1/list/2'],
    [
      ['/a/*', 2],
      ['/u/1/list/*', 1],
    ],
  ],
  [
    'the next page in a query',
    ['/tag/sea', '/tag/lake', '/?page=2'],
    [
      ['/tag/*', 2],
      ['/?*', 1],
    ],
  ],
  ['nothing in common', ['/a/b', '/c/d'], []],
])('knows links of one form by %s', (_, paths, expected) => {
  expect(shapes(paths)).toEqual(expected.map(([path, count]) => [at(path), count]))
})

it('names the largest ones first, with examples', () => {
  const many = Array.from({ length: 40 }, (_, i) => at(`/${'abcdefghijklmno'[i % 15]}/${i}`))
  const found = linkShapes([...many, ...Array.from({ length: 20 }, (_, i) => at(`/u/${i}`))])
  expect(found).toHaveLength(10)
  expect(found[0]).toEqual({
    match: at('/u/*'),
    count: 20,
    examples: [0, 1, 2, 3, 4].map((i) => at(`/u/${i}`)),
  })
})
