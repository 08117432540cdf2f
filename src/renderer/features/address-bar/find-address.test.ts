import { expect, it } from 'vitest'
import { findAddress } from './use-address-catcher'

it.each([
  ['https://example.org/a/5510.html', 'https://example.org/a/5510.html'],
  ['  https://example.org/a/[1-9].html\n', 'https://example.org/a/[1-9].html'],
  ['look: https://example.org/a/1.html, nice', 'https://example.org/a/1.html,'],
  ['<a href="http://example.org/x">', 'http://example.org/x'],
  [
    'https://example.org/1.html https://example.org/9.html',
    'https://example.org/1.html https://example.org/9.html',
  ],
  [
    'https://example.org/1.html\nhttps://other.example/2.html',
    'https://example.org/1.html https://other.example/2.html',
  ],
  [
    'https://a.example/\r\nhttps://b.example/ https://c.example/',
    'https://a.example/ https://b.example/ https://c.example/',
  ],
  ['# title\nhttps://a.example/', 'https://a.example/'],
  ['<a href="http://example.org/x">http://example.org/x</a>', 'http://example.org/x'],
  [`https://a.example/ ${'x'.repeat(9000)}`, 'https://a.example/'],
  ['www.example.org/a/1.html', 'www.example.org/a/1.html'],
  ['example.org', null],
  ['a sentence about nothing', null],
  ['ftp://example.org/a', null],
  ['', null],
  ['x'.repeat(9000), null],
])('in %j is %j', (text, address) => {
  expect(findAddress(text)).toBe(address)
})
