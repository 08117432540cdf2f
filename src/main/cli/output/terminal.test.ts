import { describe, expect, it } from 'vitest'
import { openStreams } from '../../../../test/fake-terminal'
import { createTerminal, type Loudness, plainText, type Terminal, terminalLog } from './terminal'

const plain: Loudness = { json: false, quiet: false, verbose: false }

/** What the user sees after all this was written. */
function shown(text: string): readonly string[] {
  const lines = ['']
  let row = 0
  const [plainStart = '', ...pieces] = text.split('\x1b[')
  for (const piece of [`m${plainStart}`, ...pieces]) {
    const [, count = '', command, rest = ''] = /^\??(\d*)([A-Za-z])([^]*)$/.exec(piece) ?? []
    if (command === 'A') row -= Number(count)
    if (command === 'J') lines.splice(row, lines.length, '')
    for (const [index, line] of rest.replaceAll('\r', '').split('\n').entries()) {
      if (index > 0) row += 1
      lines[row] = (lines[row] ?? '') + line
    }
  }
  return lines
}

describe('on a terminal', () => {
  it('live lines stay below the others and are gone at the end, with the cursor back', () => {
    const { streams, out } = openStreams()
    const { say, screen } = createTerminal(streams, plain)
    screen?.draw(['bar 1', 'in all'])
    say('first')
    screen?.draw(['bar 2', 'in all'])
    say('second')
    expect(shown(out())).toEqual(['first', 'second', 'bar 2', 'in all', ''])
    expect(out()).toContain('\x1b[?25l')
    screen?.draw(['in all'])
    expect(shown(out())).toEqual(['first', 'second', 'in all', ''])
    screen?.clear()
    expect(shown(out())).toEqual(['first', 'second', ''])
    expect(out().endsWith('\x1b[?25h')).toBe(true)
  })

  it('live lines go as a whole after it became narrower and wrapped them', () => {
    const { streams, out } = openStreams()
    const { screen } = createTerminal(streams, plain)
    screen?.draw(['x'.repeat(39), 'in all'])
    streams.stdout.columns = 20
    screen?.draw(['x', 'in all'])
    expect(out()).toContain('\x1b[3A\r\x1b[Jx\nin all\n')
  })

  it('there are colours, unless NO_COLOR says otherwise or it cannot draw', () => {
    const inColour = openStreams()
    createTerminal(inColour.streams, plain).say('done', 'good')
    expect(inColour.out()).toBe('\x1b[32mdone\x1b[0m\n')
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      const { streams, out } = openStreams({ env })
      createTerminal(streams, plain).say('done', 'good')
      expect(out()).toBe('done\n')
    }
  })

  it('the user can be asked, on stderr', async () => {
    const { streams, stdin, err } = openStreams()
    const terminal = createTerminal(streams, plain)
    expect(terminal.prompt.canAsk).toBe(true)
    const answered = terminal.prompt.ask('Sure? ', new AbortController().signal)
    stdin.write(' y \n')
    expect(await answered).toBe('y')
    expect(err()).toContain('Sure? ')
  })
})

describe('anywhere else', () => {
  it('nothing is drawn, coloured or asked', () => {
    const { streams, out } = openStreams({ isTTY: false })
    const terminal = createTerminal(streams, plain)
    terminal.say('done', 'good')
    expect(terminal.screen).toBeNull()
    expect(terminal.prompt.canAsk).toBe(false)
    expect(out()).toBe('done\n')
  })

  it('with --json stdout holds events alone', () => {
    const { streams, out, err } = openStreams({ isTTY: false })
    const terminal = createTerminal(streams, { ...plain, json: true })
    terminal.say('for the user')
    terminal.answer('a result in words')
    terminal.emit({ event: 'summary', saved: 0 })
    expect(out()).toBe('{"event":"summary","saved":0}\n')
    expect(err()).toBe('for the user\n')
  })

  it('with --quiet only what went wrong and what was asked for is said', () => {
    const { streams, out, err } = openStreams({ isTTY: false })
    const terminal = createTerminal(streams, { ...plain, quiet: true })
    terminal.say('on the way')
    terminal.warn('wrong')
    terminal.answer('asked for')
    expect(out()).toBe('asked for\n')
    expect(err()).toBe('wrong\n')
  })

  it('a hostile title moves nothing', () => {
    const { streams, out } = openStreams({ isTTY: false })
    createTerminal(streams, plain).say('Gallery: \x1b[2J\x1b]0;owned\x07\nfake line')
    expect(out().trimEnd()).not.toMatch(/\p{Cc}/u)
  })
})

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

describe('text of others', () => {
  it('cannot move the cursor, change colours or turn the line round', () => {
    expect(plainText('a\x1b[2Jb\u202ec\r\nd\te\u0007')).toBe('a\ufffd[2Jb\ufffdc\ufffd\ufffdd e\ufffd')
  })
})
