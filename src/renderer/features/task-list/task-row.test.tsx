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
            <TaskRow id={task.id} />
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
    ['what was already downloaded', { found: 12, saved: 3, skipped: 9 }, '100', '100%'],
    ['nothing where all failed', { found: 2, failed: 2 }, '0', ''],
    ['a whole where nothing was found and nothing failed', {}, '100', '100%'],
    ['nothing where the only page failed', { pagesKnown: 1, pagesFailed: 1 }, '0', ''],
  ])('shows %s', (_, counts, share, words) => {
    const row = show(sampleTask({ state: done, counts }))
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', share)
    expect(row.textContent.match(/\d+%/)?.[0] ?? '').toBe(words)
  })

  it('ends with a red part for what failed', () => {
    show(sampleTask({ state: done, counts: { found: 12, saved: 4, failed: 2 } }))
    const bar = screen.getByRole('progressbar')
    expect(bar).toHaveAccessibleName('Progress of Pages 5510–5560, 33 % saved, 16 % failed')
    expect(bar.children[1]).toHaveClass('bg-bad-fill')
  })
})

describe('the status of a row', () => {
  it.each([
    ['Finished', {}, 'Finished'],
    ['Finished with problems', { failed: 1 }, 'Finished with problems1 problem'],
    ['Incomplete', { shortfalls: { galleries: 24 } }, 'Incomplete24 linked galleries not followed'],
    [
      'Incomplete: several',
      { shortfalls: { smaller: 3, 'more-pages': 1 } },
      'Incomplete3 pictures in a smaller version · 1 further page not followed',
    ],
    [
      'both',
      { failed: 2, shortfalls: { smaller: 1 } },
      'Finished with problems2 problems · 1 picture in a smaller version',
    ],
  ])('of an ended task: %s', (_, counts, words) => {
    show(sampleTask({ state: done, counts: { found: 12, saved: 12, ...counts } }))
    expect(screen.getAllByRole('gridcell').at(-2)?.textContent).toBe(words)
  })

  it('says nothing of what is lacking while the task runs', () => {
    show(
      sampleTask({
        state: { kind: 'running', discovering: false },
        counts: { found: 2, shortfalls: { limited: 1 } },
      }),
    )
    expect(screen.getAllByRole('gridcell').at(-2)?.textContent).toBe('Downloading')
  })
})
