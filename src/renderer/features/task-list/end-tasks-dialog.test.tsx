import type { Batch } from '@shared/contract/deltas'
import { nothingDeleted } from '@shared/model/library/deleted-files'
import type { Task } from '@shared/model/task'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { ToastProvider } from '../../components/overlays/toast'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { applyTaskBatch, beginTasks } from '../../stores/tasks'
import { closeDialog } from '../../stores/view'
import { type FakeEngine, fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { askToEnd } from './act-on-tasks'
import { EndTasksDialog } from './end-tasks-dialog'

let engine: FakeEngine
const running = sampleTask({
  id: 1,
  state: { kind: 'running', discovering: false },
  counts: { found: 9, saved: 4 },
})
const fresh = sampleTask({ id: 2 })
const done = sampleTask({ id: 3, state: { kind: 'done', at: 1 } })

beforeAll(() => startI18n('en'))
beforeEach(() => {
  engine = fakeEngine()
  beginTasks({ ...sampleSnapshot, tasks: [running, fresh, done] })
  closeDialog()
  render(
    <HintProvider>
      <ToastProvider>
        <EndTasksDialog />
      </ToastProvider>
    </HintProvider>,
  )
})

it('cancelling keeps finished files unless the user says otherwise', async () => {
  const user = userEvent.setup()
  act(() => askToEnd([running, fresh]))
  await screen.findByRole('dialog', { name: 'Cancel 2 downloads?' })
  expect(screen.getByText('4 files are finished.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Cancel download' }))
  expect(engine.inputsOf('cancelTasks')).toEqual([{ ids: [1, 2], deleteFiles: false, leaveEnded: true }])

  act(() => askToEnd([running]))
  await user.click(await screen.findByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Cancel and delete' }))
  expect(engine.inputsOf('cancelTasks').at(-1)).toEqual({
    ids: [1],
    deleteFiles: true,
    leaveEnded: true,
  })
})

it('files that stay because they were changed are reported with their paths', async () => {
  const user = userEvent.setup()
  const kept = [
    { path: '/pictures/a/1.png', why: 'changed' },
    { path: '/pictures/a/2.png', why: 'shared' },
  ] as const
  fakeEngine({
    cancelTasks: () => ({ ok: true, value: { trashed: 3, deleted: 1, changed: 1, shared: 1, kept } }),
  })
  act(() => askToEnd([running]))
  await user.click(await screen.findByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Cancel and delete' }))
  const toast = await screen.findByText('2 files were not deleted')
  const report = toast.parentElement?.textContent
  expect(report).toContain('3 files were moved to the trash.')
  expect(report).toContain('1 file was permanently deleted')
  // Each behind its reason.
  expect(report).toMatch(/changed.*a\/1\.png.*download.*a\/2\.png/s)
})

it('a download without finished files is not asked about any', async () => {
  act(() => askToEnd([fresh]))
  await screen.findByRole('dialog', { name: 'Cancel this download?' })
  expect(screen.queryByRole('checkbox')).toBeNull()
})

it('leaving the question cancels nothing', async () => {
  const user = userEvent.setup()
  act(() => askToEnd([running]))
  await screen.findByRole('dialog')
  await user.keyboard('{Escape}')
  expect(engine.sent).toEqual([])
})

it('ended downloads are taken off the list at once, and come back by Undo', async () => {
  const user = userEvent.setup()
  act(() => askToEnd([done]))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(screen.queryByRole('dialog', { name: /Remove/ })).toBeNull()
  expect(engine.inputsOf('removeTasks')).toEqual([[3]])
  expect(engine.inputsOf('restoreTasks')).toEqual([[3]])
})

describe('downloads that end while the question is open', () => {
  const changed = (...tasks: readonly Task[]): void => {
    const batch: Batch = { revision: 2, deltas: tasks.map((task) => ({ kind: 'changed', task })) }
    act(() => applyTaskBatch(batch))
  }

  it('close it when all have ended: nothing is cancelled, no file is deleted', async () => {
    const user = userEvent.setup()
    act(() => askToEnd([running]))
    await user.click(await screen.findByRole('checkbox'))
    changed({ ...running, state: { kind: 'done', at: 2 } })
    expect(await screen.findByText('The download finished meanwhile')).toBeVisible()
    expect(screen.getByText(/Its files were not deleted/)).toBeVisible()
    expect(screen.queryByRole('dialog', { name: /^Cancel/ })).toBeNull()
    expect(engine.sent).toEqual([])
  })

  it('are not counted any more, and not cancelled with the others', async () => {
    const user = userEvent.setup()
    act(() => askToEnd([running, fresh]))
    await screen.findByRole('dialog', { name: 'Cancel 2 downloads?' })
    changed({ ...running, state: { kind: 'done', at: 2 } })
    await screen.findByRole('dialog', { name: 'Cancel this download?' })
    expect(screen.queryByText(/files are finished/)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Cancel download' }))
    expect(engine.inputsOf('cancelTasks')).toEqual([{ ids: [2], deleteFiles: false, leaveEnded: true }])
  })

  it('count the files that are finished now', async () => {
    act(() => askToEnd([running]))
    await screen.findByText('4 files are finished.')
    const { progress } = running
    changed({ ...running, progress: { ...progress, counts: { ...progress.counts, saved: 7 } } })
    expect(screen.getByText('7 files are finished.')).toBeVisible()
  })

  it('are reported as finished, not as a failure, when they end as the button is pressed', async () => {
    const user = userEvent.setup()
    fakeEngine({ cancelTasks: () => ({ ok: true, value: { ...nothingDeleted, ended: [running.id] } }) })
    act(() => askToEnd([running]))
    await screen.findByRole('dialog')
    await user.click(screen.getByRole('button', { name: 'Cancel download' }))
    expect(await screen.findByText('1 download had ended already')).toBeVisible()
    expect(screen.getByText('It stays as it is, with all of its files.')).toBeVisible()
  })
})
