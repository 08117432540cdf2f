import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginTasks } from '../../stores/tasks'
import { useView } from '../../stores/view'
import { type FakeEngine, fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { DownloadsHeading } from './downloads-heading'

let engine: FakeEngine

beforeAll(() => startI18n('en'))
beforeEach(() => {
  engine = fakeEngine()
  useView.setState({ filter: 'all' })
})

const running = { kind: 'running', discovering: false } as const
const paused = { kind: 'paused', cause: { kind: 'person' } } as const
const counts = { found: 20, saved: 10, bytes: 1_000_000, pagesKnown: 1, pagesRead: 1 }
const tasks = [
  sampleTask({ id: 1, state: running, counts, progress: { bytesPerSecond: 100_000 } }),
  sampleTask({ id: 2, state: running, counts, progress: { bytesPerSecond: 50_000 } }),
  sampleTask({ id: 3, state: paused }),
  sampleTask({ id: 4, state: { kind: 'done', at: 1 } }),
]

function show(shown = tasks): ReturnType<typeof userEvent.setup> {
  beginTasks({ ...sampleSnapshot, tasks: shown })
  render(
    <HintProvider>
      <DownloadsHeading />
    </HintProvider>,
  )
  return userEvent.setup()
}

it('says how many run, how fast together, and when the last will be done', () => {
  show()
  expect(screen.getByText('2 running · 150 KB/s · 20 s left')).toBeInTheDocument()
})

it('says how many there are while nothing runs, of the state that is shown', () => {
  useView.setState({ filter: 'finished' })
  show(tasks.slice(2))
  expect(screen.getByRole('heading', { name: 'Finished' })).toBeInTheDocument()
  expect(screen.getByText('1 download')).toBeInTheDocument()
})

it('pauses and resumes all, and offers only what would do something', async () => {
  const user = show()
  await user.click(screen.getByRole('button', { name: 'Pause all' }))
  expect(engine.inputsOf('pauseTasks')).toEqual([[1, 2]])
  await user.click(screen.getByRole('button', { name: 'Resume all' }))
  expect(engine.inputsOf('resumeTasks')).toEqual([[3]])
})

it('offers nothing for all where there is nothing', () => {
  show(tasks.slice(3))
  expect(screen.queryByRole('button', { name: /all$/ })).toBeNull()
})
