import { describe, expect, it } from 'vitest'
import { baseOf, createResolver, hostOf, pathOf } from './resolve-address'

const page = 'https://site.test/a/b.html?p=1'

describe('createResolver', () => {
  const { resolve, isOtherScheme } = createResolver(page, 'utf-8')

  it.each([
    ['c.jpg', 'https://site.test/a/c.jpg'],
    ['./c.jpg', 'https://site.test/a/c.jpg'],
    ['../c.jpg', 'https://site.test/c.jpg'],
    ['/c.jpg#part', 'https://site.test/c.jpg'],
    ['?pic=5', 'https://site.test/a/b.html?pic=5'],
    ['//cdn.test/c.jpg', 'https://cdn.test/c.jpg'],
    ['  c\n d.jpg\t', 'https://site.test/a/c%20d.jpg'],
    ['图/é.png?n=图', 'https://site.test/a/%E5%9B%BE/%C3%A9.png?n=%E5%9B%BE'],
    ['a%20b%2Fc.jpg', 'https://site.test/a/a%20b%2Fc.jpg'],
    ['HTTP://SITE.test:80/x', 'http://site.test/x'],
  ])('resolves %j as browsers do', (reference, expected) => {
    expect(resolve(reference)).toBe(expected)
  })

  it.each(['data:,', 'javascript:alert(1)', 'file:///etc/hostname', 'ftp://h/x', 'blob:https://site.test/1'])(
    'takes %j for another scheme',
    (reference) => {
      expect(resolve(reference)).toBeNull()
      expect(isOtherScheme(reference)).toBe(true)
    },
  )

  it.each(['http://', 'http://[::1', `/${'a'.repeat(70_000)}`])(
    'takes no address from what is none',
    (reference) => {
      expect(resolve(reference)).toBeNull()
      expect(isOtherScheme(reference)).toBe(false)
    },
  )

  it("sends a query in the page's encoding and a path in UTF-8", () => {
    const gbk = createResolver(page, 'gbk')
    expect(gbk.resolve('图.php?n=图片&m=a%20b#图')).toBe(
      'https://site.test/a/%E5%9B%BE.php?n=%CD%BC%C6%AC&m=a%20b',
    )
    expect(gbk.resolve('#a?图')).toBe('https://site.test/a/b.html?p=1')
    expect(createResolver(page, 'shift_jis').resolve('?q=写')).toBe('https://site.test/a/b.html?q=%8E%CA')
    expect(createResolver(page, 'windows-1252').resolve('?q=写é')).toBe(
      'https://site.test/a/b.html?q=%26%2320889%3B%E9',
    )
    expect(createResolver(page, 'utf-16le').resolve('?q=é')).toBe('https://site.test/a/b.html?q=%C3%A9')
  })
})

describe('baseOf', () => {
  it('takes a base of http(s) and no other', () => {
    expect(baseOf(page, '/deep/')).toBe('https://site.test/deep/')
    expect(baseOf(page, 'javascript:1')).toBe(page)
    expect(baseOf(page, undefined)).toBe(page)
  })
})

it('cuts host and path out of an address', () => {
  expect([hostOf('http://u:p@h.test:81/a/b?c#d'), pathOf('http://u:p@h.test:81/a/b?c#d')]).toEqual([
    'h.test:81',
    '/a/b',
  ])
  expect([hostOf('http://h.test/?a/b'), pathOf('http://h.test/?a/b')]).toEqual(['h.test', '/'])
})
