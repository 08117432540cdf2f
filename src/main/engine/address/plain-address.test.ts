import { expect, it } from 'vitest'
import { plainAddress } from './plain-address'

it.each([
  ['https://h.test/album/5/', 'https://h.test/album/5'],
  ['https://h.test/album/5#top', 'https://h.test/album/5'],
  ['https://h.test/album/5?utm_source=a&utm_medium=b', 'https://h.test/album/5'],
  ['https://h.test/album/5/?fbclid=x', 'https://h.test/album/5'],
  ['https://h.test/a?id=5&gclid=x&page=2', 'https://h.test/a?id=5&page=2'],
  ['https://h.test/a?id=5&sid=0123456789abcdef0123456789abcdef', 'https://h.test/a?id=5'],
  ['https://h.test/a?sid=5', 'https://h.test/a?sid=5'],
  ['https://h.test/a;jsessionid=12AB?id=5', 'https://h.test/a?id=5'],
  ['https://u:p@h.test/', 'https://h.test/'],
  ['https://h.test/a?q=%E7%BA%A2+b&x', 'https://h.test/a?q=%E7%BA%A2+b&x'],
])('%s is %s', (address, plain) => {
  expect(plainAddress(address)).toBe(plain)
  expect(plainAddress(plain)).toBe(plain)
})
