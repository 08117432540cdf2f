import { describe, expect, it } from 'vitest'
import { addressesIn, isWebAddress } from './web-address'

describe('isWebAddress', () => {
  it.each(['http://example.org', 'https://example.org/a/[5510-5560].html', 'HTTP://EXAMPLE.ORG/'])(
    'takes %s',
    (text) => {
      expect(isWebAddress(text)).toBe(true)
    },
  )

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://server/share',
    'ms-settings:',
    'mailto:a@example.org',
    'example.org',
    '/usr/bin/true',
    'C:\\Windows\\System32\\calc.exe',
    '--inspect',
    '',
    `http://example.org/${'a'.repeat(9000)}`,
  ])('refuses %s', (text) => {
    expect(isWebAddress(text)).toBe(false)
  })
})

describe('addressesIn', () => {
  it('takes web addresses out of the arguments and nothing else', () => {
    const argv = [
      'http://not-an-argument',
      '.',
      '--inspect=9229',
      'file:///x',
      'https://example.org/a',
      '-x',
      'http://b.example',
    ]
    expect(addressesIn(argv)).toEqual(['https://example.org/a', 'http://b.example'])
  })
})
