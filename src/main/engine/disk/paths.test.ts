import { expect, it } from 'vitest'
import { isInside } from './paths'

it.each([
  ['/pictures', '/pictures', true],
  ['/pictures', '/pictures/a/b', true],
  ['/', '/home', true],
  ['/pictures/a', '/pictures', false],
  ['/pictures', '/pictures-2', false],
  ['/pictures', '/pictures/..hidden', true],
])('in %s %s is or lies: %s', (folder, path, expected) => {
  expect(isInside(path, folder)).toBe(expected)
})
