import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from './log'
import { lastLines, openLogFile } from './log-file'

let root: string
let path: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galleon-log-'))
  path = join(root, 'logs', 'galleon.log')
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const linesOf = (file: string) => readFileSync(file, 'utf8').split(/\r?\n/).slice(0, -1)

describe('a log file', () => {
  it('has each line at once, one JSON object a line', () => {
    const log = createLog({ write: openLogFile(path), home: '/home/me', withDebug: false, now: () => 0 })
    log('info', 'first', { at: 'forged', more: 'a\nb' })
    log('debug', 'not asked for')
    log('error', 'second', { error: new Error('x'), password: 'HUSH' })
    expect(linesOf(path).map((line) => JSON.parse(line) as unknown)).toEqual([
      { at: '1970-01-01T00:00:00.000Z', level: 'info', message: 'first', more: 'a\nb' },
      {
        at: '1970-01-01T00:00:00.000Z',
        level: 'error',
        message: 'second',
        error: expect.objectContaining({ message: 'x' }),
        password: '‹redacted›',
      },
    ])
  })

  it.skipIf(process.platform === 'win32')('can be read by its user only', () => {
    const write = openLogFile(path)
    write('x'.repeat(2 * 1024 * 1024 + 1))
    write('x')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(root, 'logs', 'galleon.1.log')).mode & 0o777).toBe(0o600)
    expect(statSync(join(root, 'logs')).mode & 0o777).toBe(0o700)
  })

  it.skipIf(process.platform === 'win32')(
    'that is a symbolic link stays one when its file is put aside',
    () => {
      const kept = join(root, 'kept.log')
      mkdirSync(join(root, 'logs'))
      symlinkSync('../kept.log', path)
      const write = openLogFile(path)
      write('x'.repeat(2 * 1024 * 1024 + 1))
      write('last')
      expect(readlinkSync(path)).toBe('../kept.log')
      expect(linesOf(kept)).toEqual(['last'])
      expect(statSync(join(root, 'kept.1.log')).size).toBeGreaterThan(2 * 1024 * 1024)
      expect(lastLines(path, 2, 100)).toEqual(['last'])
    },
  )

  it('is bounded: three files of some 2 MiB, the newest lines kept', () => {
    const write = openLogFile(path)
    const filler = 'x'.repeat(10_000)
    for (let number = 0; number < 1000; number++) write(`${number} ${filler}`)
    const files = readdirSync(join(root, 'logs')).sort()
    expect(files).toEqual(['galleon.1.log', 'galleon.2.log', 'galleon.log'])
    for (const file of files) {
      expect(statSync(join(root, 'logs', file)).size).toBeLessThanOrEqual(2 * 1024 * 1024 + 10_010)
    }
    const numbers = lastLines(path, 500, 4 * 1024 * 1024).map((line) => Number.parseInt(line, 10))
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, index) => 500 + index))
  })

  it('that an earlier run has filled is put aside', () => {
    mkdirSync(join(root, 'logs'))
    writeFileSync(path, 'old\n'.repeat(600_000))
    openLogFile(path)('new')
    expect(linesOf(path)).toEqual(['new'])
    expect(statSync(join(root, 'logs', 'galleon.1.log')).size).toBe(2_400_000)
  })

  it('is emptied when it cannot be put aside: the bound holds', () => {
    mkdirSync(join(root, 'logs', 'galleon.1.log', 'in the way'), { recursive: true })
    writeFileSync(path, 'old\n'.repeat(600_000))
    openLogFile(path)('new')
    expect(linesOf(path)).toEqual(['new'])
  })

  it('comes back when its folder was removed', () => {
    const write = openLogFile(path)
    write('one')
    rmSync(join(root, 'logs'), { recursive: true })
    write('two')
    expect(linesOf(path)).toEqual(['two'])
  })

  it('that cannot be made loses lines without a throw, and is made once that is possible', () => {
    writeFileSync(join(root, 'logs'), 'a file where the folder should be')
    const write = openLogFile(path)
    write('lost')
    rmSync(join(root, 'logs'))
    write('kept')
    expect(linesOf(path)).toEqual(['kept'])
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'that may not be written continues later',
    () => {
      const write = openLogFile(path)
      write('one')
      chmodSync(path, 0o400)
      write('lost')
      chmodSync(path, 0o600)
      write('two')
      expect(linesOf(path)).toEqual(['one', 'two'])
    },
  )

  it.skipIf(process.platform === 'win32')('that is a named pipe without a reader takes no line', () => {
    mkdirSync(join(root, 'logs'))
    execFileSync('mkfifo', [path])
    openLogFile(path)('lost')
    expect(statSync(path).isFIFO()).toBe(true)
  })

  it.skipIf(!existsSync('/dev/full'))('on a full disk loses lines without a throw', () => {
    const write = openLogFile('/dev/full')
    expect(() => write('lost')).not.toThrow()
  })
})

describe('the last lines', () => {
  it('of no log are none', () => {
    expect(lastLines(path, 10, 1000)).toEqual([])
  })

  it('begin with a whole line', () => {
    mkdirSync(join(root, 'logs'))
    writeFileSync(path, `${'first '.repeat(100)}\nsecond\nthird\n`)
    expect(lastLines(path, 10, 50)).toEqual(['second', 'third'])
    expect(lastLines(path, 1, 50)).toEqual(['third'])
  })
})
