import { obstacleFailure } from '@shared/model/failure'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { ToastProvider } from '../../components/overlays/toast'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginTasks } from '../../stores/tasks'
import { fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { TaskDetail } from './task-detail'

beforeAll(() => startI18n('en'))

it('shows why a task without a gallery has failed; its empty list can be chosen all the same', async () => {
  const failure = obstacleFailure('login', '')
  const task = sampleTask({ state: { kind: 'failed', at: 1, failure }, counts: { pagesFailed: 1 } })
  const nothing = () => ({ ok: true as const, value: { total: 0, rows: [] } })
  fakeEngine({
    groupProblems: () => ({ ok: true, value: [] }),
    listProblems: nothing,
    listGalleries: nothing,
  })
  beginTasks({ ...sampleSnapshot, tasks: [task] })
  render(
    <HintProvider>
      <ToastProvider>
        <TaskDetail task={task} />
      </ToastProvider>
    </HintProvider>,
  )
  expect(screen.getByRole('tab', { name: /^Problems/ })).toHaveAttribute('aria-selected', 'true')
  await userEvent.click(screen.getByRole('tab', { name: 'Galleries' }))
  expect(screen.getByRole('tab', { name: 'Galleries' })).toHaveAttribute('aria-selected', 'true')
})
