import { describe, expect, it } from 'vitest'
import { isRenewed } from './expiring-path'

const now = 1_750_000_000_000
const at = (path: string) => `https://cdn.test${path}`
const hash = '0a1b2c3d4e5f60718293a4b5c6d7e8f9'
const other = '9a1b2c3d4e5f60718293a4b5c6d7e8f0'

describe('an address that is good until a time in its path', () => {
  it.each([
    ['seconds', '/s/1749990000/1.jpg', '/s/1750003600/1.jpg'],
    ['milliseconds', '/s/1749990000000/1.jpg', '/s/1750003600000/1.jpg'],
    ['hexadecimal', '/s/684ebd70/a/1.jpg', '/s/684f0000/a/1.jpg'],
    ['a hash behind it', `/1749990000-${hash}/1.jpg`, `/1750003600-${other}/1.jpg`],
    ['a hash before it', `/${hash}_1749990000/1.jpg`, `/${other}_1750003600/1.jpg`],
    ['a hash in the folder below', `/1749990000/${hash}/1.jpg`, `/1750003600/${other}/1.jpg`],
    ['a hash in the folder above', `/${hash}/1749990000/1.jpg`, `/${other}/1750003600/1.jpg`],
    ['a short hash', '/g/1749990000.ab12/1.jpg', '/g/1750003600.cd34/1.jpg'],
    ['a time a year ago, of a paused task', '/s/1720000000/1.jpg', '/s/1750003600/1.jpg'],
    ['an equal query', '/s/1749990000/1.jpg?w=5', '/s/1750003600/1.jpg?w=5'],
  ])('is renewed: %s', (_, earlier, fresh) => {
    expect(isRenewed(at(earlier), at(fresh), now)).toBe(true)
  })

  it.each([
    ['another picture', '/s/1749990000/1.jpg', '/s/1750003600/2.jpg'],
    ['folders by the time of the upload, long ago', '/s/1700000000/1.jpg', '/s/1700003600/1.jpg'],
    ['the name of the picture', '/s/1749990000.jpg', '/s/1750003600.jpg'],
    ['no time', '/s/12345/1.jpg', '/s/12346/1.jpg'],
    ['another folder besides', '/a/1749990000/1.jpg', '/b/1750003600/1.jpg'],
    ['another query', '/s/1749990000/1.jpg?w=5', '/s/1750003600/1.jpg?w=9'],
    [
      'a folder beside it that is a word',
      '/1749990000/rivers-in-winter-light/1.jpg',
      '/1750003600/rivers-in-summer-light/1.jpg',
    ],
  ])('is no other than %s', (_, earlier, fresh) => {
    expect(isRenewed(at(earlier), at(fresh), now)).toBe(false)
  })

  it('is read in steps bounded by its length', () => {
    const long = at(`/${'1749990000-'.repeat(20_000)}/1.jpg`)
    expect(isRenewed(long, at('/1750003600/1.jpg'), now)).toBe(false)
  })
})
