import { type Task } from '@shared/model/task'
import { render, screen } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { ToastProvider } from '../../components/overlays/toast'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginTasks } from '../../stores/tasks'
import { fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { TaskRow } from './task-row'

beforeAll(() => startI18n('en'))
beforeEach(() => void fakeEngine())

const done = { kind: 'done', at: 3 } as const

function show(task: Task): HTMLElement {
  beginTasks({ ...sampleSnapshot, tasks: [task] })
  render(
    <HintProvider>
      <ToastProvider>
        <div role="grid">
          <div role="row">
            <TaskRow id={task.id} width={1000} />
          </div>
        </div>
      </ToastProvider>
    </HintProvider>,
  )
  return screen.getByRole('row')
}

describe('the bar of a row', () => {
  it.each([
    ['what is there, without what failed', { found: 12, saved: 4, failed: 8 }, '33', '33%'],
    ['what was already downloaded', { found: 12, saved: 3, skipped: 8 }, '91', '91%'],
    ['nothing where all failed', { found: 2, failed: 2 }, '0', ''],
    ['nothing where the only page failed', { pagesKnown: 1, pagesFailed: 1 }, '0', ''],
  ])('shows %s', (_, counts, share, words) => {
    show(sampleTask({ state: { kind: 'running', discovering: false }, counts }))
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', share)
    expect(screen.queryByText(/^\d+%$/)?.textContent ?? '').toBe(words)
  })

  it.each([
    ['of which everything is there', { found: 12, saved: 3, skipped: 9 }],
    ['that found nothing', {}],
  ])('is not there, nor a percent, for a finished task %s', (_, counts) => {
    const row = show(sampleTask({ state: done, counts }))
    expect(screen.queryByRole('progressbar')).toBeNull()
    expect(row.textContent).not.toContain('%')
  })

  it('shows a page that is missing as failed', () => {
    const counts = { found: 10, saved: 10, pagesKnown: 3, pagesRead: 2, pagesFailed: 1 }
    show(sampleTask({ state: done, counts }))
    const bar = screen.getByRole('progressbar', { name: /66 % saved, 33 % failed/ })
    expect(bar.children[1]).toHaveClass('bg-bad-fill')
  })

  it('is grey while the task is paused', () => {
    const paused = { kind: 'paused', cause: { kind: 'person' } } as const
    show(sampleTask({ state: paused, counts: { found: 12, saved: 4 } }))
    expect(screen.getByRole('progressbar').children[0]).toHaveClass('bg-faint')
  })

  it('ends with a red part for what failed', () => {
    show(sampleTask({ state: done, counts: { found: 12, saved: 4, failed: 2 } }))
    const bar = screen.getByRole('progressbar')
    expect(bar).toHaveAccessibleName('Progress of /a/5510–5560, 33 % saved, 16 % failed')
    expect(bar.children[1]).toHaveClass('bg-bad-fill')
  })
})

describe('the status of a row', () => {
  it.each([
    ['Finished', {}, ['Finished']],
    ['Finished with problems', { failed: 1 }, ['Finished with problems', '1 problem']],
    ['Incomplete', { shortfalls: { galleries: 24 } }, ['Incomplete', '24 linked galleries not followed']],
    [
      'Incomplete: several',
      { shortfalls: { smaller: 3, 'more-pages': 1 } },
      ['Incomplete', '3 pictures in a smaller version · 1 further page not followed'],
    ],
    [
      'both',
      { failed: 2, shortfalls: { smaller: 1 } },
      ['Finished with problems', '2 problems', '1 picture in a smaller version'],
    ],
  ])('of an ended task: %s', (_, counts, words) => {
    show(sampleTask({ state: done, counts: { found: 12, saved: 12, ...counts } }))
    for (const text of words) expect(screen.getByText(text)).toBeInTheDocument()
  })

  it('says nothing of what is lacking while the task runs', () => {
    const state = { kind: 'running', discovering: false } as const
    const row = show(sampleTask({ state, counts: { found: 2, shortfalls: { limited: 1 } } }))
    expect(screen.getByText('Downloading')).toHaveClass('sr-only')
    expect(row.textContent).not.toContain('limit')
  })
})

it('a title of a right-to-left language keeps its beginning', () => {
  show(sampleTask({ title: 'צילומים של הנמל הישן' }))
  const title = screen.getByText('צילומים של הנמל הישן')
  expect(title).toHaveAttribute('dir', 'auto')
  expect(title).toHaveClass('text-left')
})

it('the second line says what there is, in its order', () => {
  const counts = { found: 88, saved: 40, galleries: 15, bytes: 5_800_000, pagesKnown: 20, pagesRead: 20 }
  const progress = { bytesPerSecond: 609_000 }
  const state = { kind: 'running', discovering: false } as const
  const row = show(sampleTask({ state, title: 'A', counts, progress }))
  expect(row.textContent).toContain(
    'example.org·/a/5510–5560·40 of 88·15 galleries·5.8 MB of ~12.8 MB·609 KB/s·12 s left',
  )
})
