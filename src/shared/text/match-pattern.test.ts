import { describe, expect, it } from 'vitest'
import { isMatchPattern, matchesPattern } from './match-pattern'

describe('isMatchPattern', () => {
  it.each([
    '<all_urls>',
    '*://*/*',
    '*://*.example.org/a/*',
    'https://example.org/',
    'http://127.0.0.1:8080/*',
    'http://[::1]/*',
    'https://example.org:*/a*b*c',
    'https://例子.org/*',
  ])('%s is one', (text) => {
    expect(isMatchPattern(text)).toBe(true)
  })

  it.each([
    '',
    'example.org',
    'https://example.org',
    'https:///a',
    'https://*example.org/*',
    'https://www.*.org/*',
    'https://*foo/',
    'ftp://example.org/*',
    'http*://example.org/*',
    'https://user@example.org/*',
    'https://example.org:port/*',
    'https://example.org/#a',
    'https://exa mple.org/*',
    '<all_urls>x',
  ])('%j is none, and matches nothing', (text) => {
    expect(isMatchPattern(text)).toBe(false)
    expect(matchesPattern(text, 'https://example.org/')).toBe(false)
  })
})

describe('matchesPattern', () => {
  it.each([
    ['<all_urls>', 'http://a/'],
    ['*://*/*', 'https://a.b.c/d?e'],
    ['*://*.example.org/*', 'https://example.org/'],
    ['*://*.example.org/*', 'https://a.b.EXAMPLE.org./x'],
    ['https://*/path/*', 'https://x.org/path/'],
    ['https://example.org/a/*/c/', 'https://example.org/a/x/y/c/'],
    ['https://example.org/*.html', 'https://example.org/5.html#top'],
    ['https://example.org/a?page=*', 'https://example.org/a?page=2'],
    ['https://example.org/*', 'https://example.org'],
    ['https://example.org/*', 'https://u:p@example.org:444/'],
    ['https://example.org:443/*', 'https://example.org/'],
    ['http://[::1]:80/*', 'http://[::1]/x'],
    ['https://example.org/ab*ba', 'https://example.org/abba'],
  ])('%s matches %s', (pattern, address) => {
    expect(matchesPattern(pattern, address)).toBe(true)
  })

  it.each([
    ['*://*/*', 'ftp://a/'],
    ['*://*/*', 'no address'],
    ['http://example.org/*', 'https://example.org/'],
    ['*://*.example.org/*', 'https://badexample.org/'],
    ['*://*.example.org/*', 'https://example.org.evil.net/'],
    ['*://example.org/*', 'https://a.example.org/'],
    ['*://example.org/*', 'https://example.org@evil.net/'],
    ['https://example.org/', 'https://example.org/a'],
    ['https://example.org/a', 'https://example.org/a?b'],
    ['https://example.org/*.html', 'https://example.org/5.html?x'],
    ['https://example.org/aba*aba', 'https://example.org/ababa'],
    ['https://example.org:444/*', 'https://example.org/'],
  ])('%s does not match %s', (pattern, address) => {
    expect(matchesPattern(pattern, address)).toBe(false)
  })

  it('ends on a pattern that would stall a backtracking matcher', () => {
    const pattern = `https://h/${'*a'.repeat(1000)}*b`
    expect(matchesPattern(pattern, `https://h/${'a'.repeat(8000)}`)).toBe(false)
  })
})
