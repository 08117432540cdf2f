import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { ToastProvider } from '../../components/toast'
import { HintProvider } from '../../components/tooltip'
import { startI18n } from '../../i18n'
import { beginTasks } from '../../stores/tasks'
import { closeDialog } from '../../stores/view'
import { type FakeEngine, fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { sampleTask } from '../../testing/sample-task'
import { askToEnd } from './act-on-tasks'
import { EndTasksDialog } from './end-tasks-dialog'

let engine: FakeEngine
const running = sampleTask({
  id: 1,
  state: { kind: 'running', discovering: false },
  tally: { found: 9, saved: 4 },
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

it('cancelling keeps finished files unless the person says otherwise', async () => {
  const user = userEvent.setup()
  act(() => askToEnd([running, fresh]))
  await screen.findByRole('dialog', { name: 'Cancel 2 downloads?' })
  expect(screen.getByText('4 files are finished.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Cancel download' }))
  expect(engine.inputsOf('cancelTasks')).toEqual([{ ids: [1, 2], deleteFiles: false }])

  act(() => askToEnd([running]))
  await user.click(await screen.findByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Cancel and delete' }))
  expect(engine.inputsOf('cancelTasks').at(-1)).toEqual({ ids: [1], deleteFiles: true })
})

it('files that stay because they were changed are reported with their paths', async () => {
  const user = userEvent.setup()
  const kept = ['/pictures/a/1.png', '/pictures/a/2.png']
  fakeEngine({
    cancelTasks: () => ({ ok: true, value: { trashed: 3, deleted: 1, changed: 1, shared: 1, kept } }),
  })
  act(() => askToEnd([running]))
  await user.click(await screen.findByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Cancel and delete' }))
  const toast = await screen.findByText('2 files were not deleted')
  const told = toast.parentElement?.textContent
  expect(told).toContain('3 files were moved to the trash.')
  expect(told).toContain('1 file was deleted for good')
  for (const path of kept) expect(told).toContain(path)
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

it('ended downloads are only taken off the list', async () => {
  const user = userEvent.setup()
  act(() => askToEnd([done]))
  await screen.findByRole('dialog', { name: 'Remove this download from the list?' })
  await user.keyboard('{Enter}')
  expect(engine.inputsOf('removeTasks')).toEqual([[3]])
})
