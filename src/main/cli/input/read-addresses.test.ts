import { expect, it } from 'vitest'
import { addressesOf } from './read-addresses'

it('a list of addresses has comments and blank lines of any system', () => {
  const text = '\ufeffa\r\n#b\n\n  c  \rd # e\nf#g\t#h'
  expect(addressesOf(Buffer.from(text), 'l')).toEqual([
    { text: 'a', place: 'l:1' },
    { text: 'c', place: 'l:4' },
    { text: 'd', place: 'l:5' },
    { text: 'f#g', place: 'l:6' },
  ])
})
