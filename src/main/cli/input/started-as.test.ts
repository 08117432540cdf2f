import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { type Start, shellQuote, startedAs } from './started-as'

const checkout: Start = {
  script: '/home/u/galleon/out/main/cli.js',
  checkoutScript: '/home/u/galleon/out/main/cli.js',
  cwd: '/home/u/galleon',
  env: {},
  platform: 'linux',
}

describe('how the program was started', () => {
  it.each([
    [{ ...checkout, env: { npm_lifecycle_event: 'galleon' } }, 'npm run galleon --'],
    [checkout, 'node out/main/cli.js'],
    [{ ...checkout, cwd: '/tmp' }, 'node /home/u/galleon/out/main/cli.js'],
    [{ ...checkout, script: '/usr/local/bin/galleon' }, 'galleon'],
    [
      {
        ...checkout,
        script: '/usr/lib/node_modules/galleon/out/main/cli.js',
        checkoutScript: '/usr/lib/node_modules/galleon/out/main/cli.js',
      },
      'galleon',
    ],
    [
      {
        ...checkout,
        script: '/opt/Galleon/resources/app.asar/out/main/cli.js',
        checkoutScript: '/opt/Galleon/resources/app.asar/out/main/cli.js',
      },
      'galleon',
    ],
  ])('%j is %s', (start, words) => {
    expect(startedAs(start)).toBe(words)
  })
})

const hostile = [
  "/home/o'brien/my pics",
  '/a/$HOME/`id`',
  '/a"b',
  '~/x',
  '/a\\b',
  '/名前',
  '/a;rm -x',
  "''",
  '/a!b',
]

describe.skipIf(process.platform === 'win32')('quoting for a POSIX shell', () => {
  it.each(hostile)('%s comes back as it was', (value) => {
    const words = execFileSync('/bin/sh', ['-c', `printf %s ${shellQuote(value, 'linux')}`])
    expect(words.toString()).toBe(value)
  })
})

describe('quoting for Windows', () => {
  it.each([
    ['C:\\Users\\me', 'C:\\Users\\me'],
    ["C:\\Users\\O'Brien", '"C:\\Users\\O\'Brien"'],
    ['C:\\My Pictures', '"C:\\My Pictures"'],
    ["C:\\a $b'c", "'C:\\a $b''c'"],
  ])('%s is written %s', (value, quoted) => {
    expect(shellQuote(value, 'win32')).toBe(quoted)
  })
})
