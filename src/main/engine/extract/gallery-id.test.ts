import { expect, it } from 'vitest'
import { galleryIdOf } from './title'

it.each([
  ['http://h.test/a/5510.html', '5510'],
  ['http://h.test/a/summer-2020/', 'summer-2020'],
  ['http://h.test/%E5%9B%BE.html', '图'],
  ['http://h.test/%FF', '%FF'],
  ['http://h.test/gallery/view.php?x=1&id=33', '33'],
  ['http://h.test/forum/thread?tid=12&page=2', '12'],
  ['http://h.test/lakes/index.html', 'lakes'],
  ['http://h.test/index.html', 'index'],
  ['http://h.test/', null],
])('names %s by its address alone', (address, id) => {
  expect(galleryIdOf(address, null)).toBe(id)
})

const template = (a: string, b: string) => ({
  pages: [a, b] as const,
  images: [],
  titlePrefix: '',
  titleSuffix: '',
  headings: [],
  places: [],
})

it('takes the number that differs between the compared pages', () => {
  const parts = template('http://h.test/2020/set-8/p1.html?v=3', 'http://h.test/2020/set-9/p1.html?v=3')
  expect(galleryIdOf('http://h.test/2020/set-12/p1.html?v=3', parts)).toBe('12')
  expect(galleryIdOf('http://h.test/elsewhere/x7.html', parts)).toBe('x7')
})

it('takes the stem where the compared pages differ in more than one number', () => {
  const parts = template('http://h.test/1/a5.html', 'http://h.test/2/a6.html')
  expect(galleryIdOf('http://h.test/1/a5.html', parts)).toBe('a5')
})
