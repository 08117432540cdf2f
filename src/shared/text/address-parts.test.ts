import { describe, expect, it } from 'vitest'
import { withoutUserinfo, withUserinfoOf } from './address-parts'

describe('a text', () => {
  it.each([
    ['http://anna:secret@example.org/a@b?c=d@e', 'http://example.org/a@b?c=d@e'],
    ['from http://a@x/ to socks5://b:c@y:1', 'from http://x/ to socks5://y:1'],
    ['http://a:b@c:d@example.org/', 'http://example.org/'],
    ['http:\\\\a:b@example.org', 'http:\\\\example.org'],
    ['write to me@example.org', 'write to me@example.org'],
    ['https://example.org/@anna', 'https://example.org/@anna'],
    ['https://example.org?mail=a@b', 'https://example.org?mail=a@b'],
  ])('%s loses names and passwords of addresses', (text, shown) => {
    expect(withoutUserinfo(text)).toBe(shown)
  })

  it('of any length is read at once', () => {
    const nasty = ['http://', 'http://a@', 'http://a:b', 'a://@'].map((part) => part.repeat(100_000))
    expect(nasty.map((text) => withoutUserinfo(text).length > 0)).toEqual([true, true, true, true])
  })
})

describe('an address of a page with a name and a password', () => {
  const page = 'http://anna:secret@example.org:81/a'

  it.each([
    ['http://example.org:81/i.png?q', 'http://anna:secret@example.org:81/i.png?q'],
    ['http://example.org:81', 'http://anna:secret@example.org:81'],
    ['http://example.org:811/i.png', 'http://example.org:811/i.png'],
    ['https://example.org:81/i.png', 'https://example.org:81/i.png'],
    ['http://example.org.evil/i.png', 'http://example.org.evil/i.png'],
  ])('%s', (address, known) => {
    expect(withUserinfoOf(page, address)).toBe(known)
  })

  it('is left alone for a page without them', () => {
    expect(withUserinfoOf('http://example.org/a', 'http://example.org/i')).toBe('http://example.org/i')
  })
})
