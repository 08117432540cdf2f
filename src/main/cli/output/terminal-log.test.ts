import { expect, it } from 'vitest'
import { type Terminal, terminalLog } from './terminal'

function setUp(verbose: boolean) {
  const lines: string[] = []
  const terminal = { verbose, warn: (line: string) => lines.push(line) } as Partial<Terminal> as Terminal
  return { lines, log: terminalLog(terminal, '/home/me') }
}

it('shows warnings and errors without details', () => {
  const { lines, log } = setUp(false)
  log('info', 'not asked for')
  log('warn', 'broken', { more: 1 })
  expect(lines).toEqual(['galleon: warning: broken'])
})

it('shows details, stacks line by line, and no secrets to who asks for more', () => {
  const { lines, log } = setUp(true)
  const error = Object.assign(new Error('to http://a:HUSH@x/'), {
    stack: 'Error: to http://a:HUSH@x/\n  at /home/me/a.js',
  })
  log('error', 'broken', { error, token: 'HUSH', count: 2 })
  expect(lines).toEqual([
    'galleon: broken error=Error: to http://x/',
    'galleon:   at ~/a.js token=‹redacted› count=2',
  ])
})
