import { terminalTexts } from '@shared/messages/terminal-text'
import { type Task, type TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { bar, liveLines, taskLine } from './bar-lines'
import { textWidth } from './text-width'

function taskOf(counts: Partial<TaskCounts>, state: TaskState, title: string | null = null): Task {
  const address = 'https://example.org/[1-9]'
  return sampleTask({ address, folder: '/x', state, title, counts, progress: { bytesPerSecond: 1_000_000 } })
}
const texts = terminalTexts('en')
const running: TaskState = { kind: 'running', discovering: true }

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
    expect(taskLine(taskOf(counts, running), 120, texts)).toContain('10/40 images, 2 problems, page 3 of 9')
  })

  it('stay on a narrow terminal, where the words go one after another', () => {
    const counts = { pagesKnown: 9, pagesRead: 3, found: 40, saved: 10, failed: 2 }
    const at = (columns: number) => taskLine(taskOf(counts, running, 'Autumn'), columns, texts)
    expect(at(90)).toMatch(/[█░]{20} +\d+% {2}10\/40 images, 2 problems$/)
    expect(at(60)).toMatch(/[█░]{10} +\d+% {2}10\/40 images$/)
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
