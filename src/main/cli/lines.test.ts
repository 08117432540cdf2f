import { terminalTexts } from '@shared/messages/terminal-text'
import { failureKinds } from '@shared/model/failure'
import { emptyCounts, idleProgress, type Task, type TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import { describe, expect, it } from 'vitest'
import { exitBitsOf } from './exit-code'
import { parseBytes, parseRate, parseSeconds } from './input/option-values'
import { addressesOf } from './input/read-addresses'
import { bar, liveLines, taskLine } from './output/bar-lines'
import { plainText } from './output/terminal'
import { fitWidth, padWidth, textWidth, wrappedHeight } from './output/text-width'

function taskOf(counts: Partial<TaskCounts>, state: TaskState, title: string | null = null): Task {
  return {
    id: 1 as TaskId,
    request: {
      address: RangeAddress.parse('https://example.org/[1-9]'),
      recipe: null,
      folder: '/x',
      options: {},
      startLater: false,
    },
    state,
    addedAt: 0,
    title,
    cover: null,
    progress: { ...idleProgress, bytesPerSecond: 1_000_000, counts: { ...emptyCounts, ...counts } },
  }
}
const texts = terminalTexts('en')
const running: TaskState = { kind: 'running', discovering: true }

describe('width on a terminal', () => {
  it.each([
    ['abc', 3],
    ['', 0],
    ['雨后的街道', 10],
    ['ｱｲｳ', 3],
    ['ＡＢ', 4],
    ['한국', 4],
    ['e\u0301', 1],
    ['🏞️', 2],
    ['👩‍👩‍👧', 2],
    ['🇨🇳', 2],
    ['…', 1],
    ['𠀀', 2],
  ])('of %s is %i', (text, width) => {
    expect(textWidth(text)).toBe(width)
  })

  it('is kept by cutting, never through a wide character', () => {
    expect(fitWidth('雨后的街道', 10)).toBe('雨后的街道')
    expect(fitWidth('雨后的街道', 6)).toBe('雨后…')
    expect(fitWidth('abc', 0)).toBe('')
    expect(padWidth('雨后的', 6)).toBe('雨后的')
    expect(padWidth('雨后的街道', 4)).toBe('雨… ')
    expect(textWidth(padWidth('雨后的街道', 4))).toBe(4)
  })
})

describe('height on a terminal', () => {
  it.each([
    ['', 1],
    ['abcd', 1],
    ['abcde', 2],
    ['a雨后', 2],
    ['雨a后雨', 2],
    ['a雨后b雨', 3],
  ])('of %j at 4 columns is %i', (line, rows) => {
    expect(wrappedHeight(line, 4)).toBe(rows)
  })
})

describe('text of others', () => {
  it('cannot move the cursor, change colours or turn the line round', () => {
    expect(plainText('a\x1b[2Jb\u202ec\r\nd\te\u0007')).toBe('a\ufffd[2Jb\ufffdc\ufffd\ufffdd e\ufffd')
  })
})

describe('bars', () => {
  it('show a share, or dots while nothing is known', () => {
    expect(bar(0, 4)).toBe('░░░░')
    expect(bar(0.5, 4)).toBe('██░░')
    expect(bar(1, 4)).toBe('████')
    expect(bar(null, 4)).toBe('····')
  })

  it.each([20, 40, 69, 70, 100, 200])('take no more than %i columns, with wide titles too', (columns) => {
    const counts = { pagesKnown: 9, pagesRead: 3, found: 40, saved: 10, failed: 2, bytes: 5_000_000 }
    const task = taskOf(counts, running, '北境之光——极光下的雪原与群山，冬夜长曝光摄影合集')
    for (const language of [texts, terminalTexts('zh-CN')])
      for (const line of liveLines([task, taskOf({}, { kind: 'queued' })], { columns, rows: 24 }, language)) {
        expect(textWidth(line)).toBeLessThan(columns)
      }
  })

  it('show images, pages and problems of a task', () => {
    const counts = { pagesKnown: 9, pagesRead: 3, found: 40, saved: 10, failed: 2 }
    expect(taskLine(taskOf(counts, running), 120, texts)).toContain('12/40 images, 2 problems, page 3 of 9')
  })

  it('stay on a narrow terminal, where the words go one after another', () => {
    const counts = { pagesKnown: 9, pagesRead: 3, found: 40, saved: 10, failed: 2 }
    const at = (columns: number) => taskLine(taskOf(counts, running, 'Autumn'), columns, texts)
    expect(at(90)).toMatch(/[█░]{20} +\d+% {2}12\/40 images, 2 problems$/)
    expect(at(60)).toMatch(/[█░]{10} +\d+% {2}12\/40 images$/)
    expect(at(40)).toMatch(/[█░]{10} +\d+%$/)
    expect(at(20)).toMatch(/^Autumn +[█░]{10}$/)
  })

  it('leave space on a screen of few rows', () => {
    const many = Array.from({ length: 30 }, () => taskOf({}, running))
    const lines = liveLines(many, { columns: 80, rows: 10 }, texts)
    expect(lines).toHaveLength(9)
    expect(lines.at(-2)).toBe('… and 23 further tasks')
    expect(lines.at(-1)).toContain('0 of 30 tasks done')
  })
})

describe('options', () => {
  it.each([
    ['500k', 512_000],
    ['1.5M', 1_572_864],
    ['2G', 2_147_483_648],
    ['300KiB', 307_200],
    ['20kb', 20_480],
    ['123', 123],
  ])('the size %s is %i bytes', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes)
  })

  it.each(['', 'k', '-1', '1e3', '1.k5', 'fast', '9999999999G'])('%j is no size', (text) => {
    expect(() => parseBytes(text)).toThrow(/500k/)
  })

  it('a rate may end in /s and is never next to nothing', () => {
    expect(parseRate('500k/s')).toBe(512_000)
    expect(() => parseRate('10')).toThrow(/at least/)
  })

  it('seconds become milliseconds', () => {
    expect(parseSeconds('1.5')).toBe(1500)
    expect(() => parseSeconds('soon')).toThrow(/seconds/)
    expect(() => parseSeconds('601')).toThrow(/seconds/)
  })

  it('a list of addresses has comments and blank lines of any system', () => {
    const text = '\ufeffa\r\n#b\n\n  c  \rd # e\nf#g\t#h'
    expect(addressesOf(Buffer.from(text), 'l')).toEqual([
      { text: 'a', place: 'l:1' },
      { text: 'c', place: 'l:4' },
      { text: 'd', place: 'l:5' },
      { text: 'f#g', place: 'l:6' },
    ])
  })
})

describe('failures', () => {
  it('each have a bit of the exit code', () => {
    for (const kind of failureKinds) {
      expect(exitBitsOf(kind) & ~(4 | 16 | 32 | 128)).toBe(0)
      expect(exitBitsOf(kind)).toBeGreaterThan(0)
    }
  })
})
