import { describe, expect, it } from 'vitest'
import { splitAddresses, splitText } from './split-addresses'

describe('the addresses of a text', () => {
  it.each([
    ['https://a.example/1\nhttps://a.example/2', ['https://a.example/1', 'https://a.example/2']],
    ['https://a.example/1 https://a.example/1', ['https://a.example/1']],
    [
      'https://a.example/1, https://b.example/2;https://c.example/3',
      ['https://a.example/1,', 'https://b.example/2', 'https://c.example/3'],
    ],
    ['https://a.example/1\nb.example/2\nwords in between', ['https://a.example/1', 'b.example/2']],
    ['<a href="https://a.example/x">https://b.example/y</a>', ['https://a.example/x', 'https://b.example/y']],
    ['https://a.example/x?u=https://b.example/y', ['https://a.example/x?u=https://b.example/y']],
    ['https://a.example/[1-5].html', ['https://a.example/[1-5].html']],
    ['a.example/1 b.example/2', []],
    ['a sentence', []],
    ['', []],
  ])('%j', (text, addresses) => {
    expect(splitAddresses(text)).toEqual(addresses)
  })
})

it('says which words of a text are no addresses, and how many addresses are repeated', () => {
  const text = 'https://a.example/1 https://a.example/1 hello - http:// b.example/2 hello ftp://x.y/z'
  expect(splitText(text)).toEqual({
    addresses: ['https://a.example/1', 'b.example/2'],
    others: ['hello', 'http://', 'ftp://x.y/z'],
    repeated: 1,
  })
})
