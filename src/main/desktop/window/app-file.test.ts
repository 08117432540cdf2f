import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileOf } from './app-file'

const root = '/opt/galleon/out/renderer'

describe('fileOf', () => {
  it.each([
    ['app://galleon/', 'index.html'],
    ['app://galleon/index.html?x=1#y', 'index.html'],
    ['app://galleon/assets/main-abc.js', 'assets/main-abc.js'],
    ['app://galleon/a/../b.js', 'b.js'],
  ])('finds %s below the root', (address, file) => {
    expect(fileOf(root, address)).toBe(join(root, file))
  })

  it.each([
    'app://galleon/..%2f..%2fpackage.json',
    'app://galleon/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://galleon/assets/..%2f..%2f..%2fsecret',
    'app://galleon/..%5c..%5cpackage.json',
    'app://galleon/index.html%00.js',
    'app://galleon/%E0%A4%A',
    'app://galleon/%2e%2e',
    'app://other/index.html',
    'app://galleon:80/index.html',
  ])('finds nothing at %s', (address) => {
    expect(fileOf(root, address)).toBeNull()
  })

  it('never leaves the root', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '..%2f',
      '%2f',
      '%5c',
      'a',
      '//',
      '\\',
      '%00',
      'c:',
      '%25',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const file = fileOf(root, `app://galleon/${parts.join('/')}`)
        expect(file === null || file.startsWith(`${root}/`)).toBe(true)
      }),
    )
  })
})
