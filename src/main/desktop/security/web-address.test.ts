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
    'galleon://example.org',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'https://example.org/\r\nx',
    'https://example.org/\0',
    '\x1b]8;;https://example.org/\x07',
    'view-source:https://example.org/',
    'blob:https://example.org/1',
    '',
    `http://example.org/${'a'.repeat(9000)}`,
  ])('refuses %s', (text) => {
    expect(isWebAddress(text)).toBe(false)
  })
})

describe('addressesIn', () => {
  it('is not impressed by thousands of arguments nor by long ones', () => {
    const argv = [
      'galleon',
      'x'.repeat(1_000_000),
      `https://example.org/${'a'.repeat(1_000_000)}`,
      ...Array.from({ length: 10_000 }, (_, index) => `https://example.org/${index}`),
    ]
    expect(addressesIn(argv)).toEqual(
      Array.from({ length: 20 }, (_, index) => `https://example.org/${index}`),
    )
  })

  it('takes no switch, wherever it stands and whatever its value', () => {
    const switches = [
      '--inspect',
      '--inspect-brk=0.0.0.0:9229',
      '--no-sandbox',
      '--user-data-dir=/tmp/other',
      '--remote-debugging-port=9222',
      '--load-extension=https://example.org/',
      '--proxy-server=https://example.org/',
      '-r=https://example.org/x.js',
      '--',
    ]
    expect(addressesIn(['galleon', ...switches])).toEqual([])
  })

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

  it('takes the addresses out of links, and nothing else that a link may hold', () => {
    const address = 'https://example.org/a?b=1&c=[1-3]#d'
    const argv = [
      'galleon',
      `galleon://add?url=${encodeURIComponent(address)}&start=1&folder=/etc`,
      'GALLEON://ADD/?url=http%3A%2F%2Fb.example&url=file%3A%2F%2F%2Fetc%2Fpasswd&url=--inspect',
      'galleon://add?url=galleon%3A%2F%2Fadd%3Furl%3Dhttps%3A%2F%2Fc.example',
      'galleon://remove?url=https%3A%2F%2Fd.example',
      'galleon:add?url=https%3A%2F%2Fe.example',
      'other://add?url=https%3A%2F%2Ff.example',
      `galleon://add?url=https%3A%2F%2Fexample.org%2F${'a'.repeat(9000)}`,
      `galleon://add?${'url=https%3A%2F%2Fg.example&'.repeat(30)}`,
    ]
    expect(addressesIn(argv)).toEqual([address, 'http://b.example', ...Array(18).fill('https://g.example')])
  })
})
