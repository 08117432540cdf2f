import type { TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { startI18n } from '../../locales/i18n'
import { beginTasks, useTask } from '../../stores/tasks'
import { closeDialog, useView } from '../../stores/view'
import { type FakeEngine, fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { actionsOf } from './act-on-tasks'
import { TaskButtons } from './task-buttons'

let engine: FakeEngine

beforeAll(() => startI18n('en'))
beforeEach(() => {
  engine = fakeEngine()
  closeDialog()
})

function show(state: TaskState, counts: Parameters<typeof sampleTask>[0] = {}) {
  const task = sampleTask({ id: 7, state, ...counts })
  beginTasks({ ...sampleSnapshot, tasks: [task] })
  render(<Buttons id={task.id} />)
  return userEvent.setup()
}

/** The buttons of a task as it is in the store now. */
function Buttons({ id }: { readonly id: TaskId }) {
  const task = useTask(id)
  const actions = task === undefined ? '' : actionsOf(task).join(' ')
  return <TaskButtons id={id} name="Harbour" actions={actions} isNarrow={false} isAtRest={false} />
}

const names = () => screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'))
const press = (name: string) => screen.getByRole('button', { name })

describe('the buttons of a row', () => {
  it.each<[TaskState, readonly string[]]>([
    [{ kind: 'queued' }, ['Pause', 'Cancel download', 'More actions for Harbour']],
    [{ kind: 'paused', cause: { kind: 'quit' } }, ['Resume', 'Cancel download', 'More actions for Harbour']],
    [{ kind: 'done', at: 1 }, ['Remove from list', 'More actions for Harbour']],
    [{ kind: 'cancelled', at: 1 }, ['Start again', 'Remove from list', 'More actions for Harbour']],
  ])('fit the state %j', (state, expected) => {
    show(state)
    expect(names()).toEqual(expected)
  })

  it('ignore the second click of a double click that would do something else', async () => {
    const user = show({ kind: 'running', discovering: false })
    await user.click(press('Cancel download'))
    const ended = sampleTask({ id: 7, state: { kind: 'cancelled', at: 1 } })
    act(() => beginTasks({ ...sampleSnapshot, tasks: [ended] }))
    await user.click(press('Remove from list'))
    expect(engine.inputsOf('removeTasks')).toEqual([])
    await waitFor(async () => {
      await user.click(press('Remove from list'))
      expect(engine.inputsOf('removeTasks')).toEqual([[7]])
    })
  })

  it('send the command for their task', async () => {
    const user = show({ kind: 'running', discovering: false })
    await user.click(press('Pause'))
    expect(engine.inputsOf('pauseTasks')).toEqual([[7]])
  })

  it('cancel at once when no file is finished', async () => {
    const user = show({ kind: 'running', discovering: false })
    await user.click(press('Cancel download'))
    expect(engine.inputsOf('cancelTasks')).toEqual([{ ids: [7], deleteFiles: false, leaveEnded: true }])
    expect(useView.getState().dialog).toBeNull()
  })

  it('ask about finished files before they cancel', async () => {
    const user = show({ kind: 'running', discovering: false }, { counts: { found: 5, saved: 2 } })
    await user.click(press('Cancel download'))
    expect(engine.inputsOf('cancelTasks')).toEqual([])
    expect(useView.getState().dialog).toEqual({ kind: 'cancel', ids: [7] })
  })
})
