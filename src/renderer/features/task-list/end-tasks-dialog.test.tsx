import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, it } from 'vitest'
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
      <EndTasksDialog />
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
