import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { act } from 'react'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { startI18n } from '../../locales/i18n'
import { askManyMissing, forgetManyMissing } from '../../stores/many-missing'
import { beginTasks } from '../../stores/tasks'
import { fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { ManyMissingBanner } from './many-missing-banner'

const running = sampleTask({ state: { kind: 'running', discovering: true } })

beforeAll(() => startI18n('en'))
beforeEach(() => act(() => forgetManyMissing(running.id)))

function show(task = running) {
  const engine = fakeEngine()
  beginTasks({ ...sampleSnapshot, tasks: [task] })
  render(<ManyMissingBanner />)
  act(() => askManyMissing(task.id, { count: 25, first: 'https://example.org/a/5535.html' }))
  return engine
}

it('asks whether a task whose pages are missing stops there, and ends its range', async () => {
  const { inputsOf } = show()
  expect(screen.getByRole('status')).toHaveTextContent('25 pages in a row are missing')
  expect(screen.getByRole('status')).toHaveTextContent('All from https://example.org/a/5535.html on.')
  await userEvent.click(screen.getByRole('button', { name: 'Stop here' }))
  expect(inputsOf('stopRanges')).toEqual([[running.id]])
  expect(screen.queryByRole('status')).toBeNull()
})

it('lets it continue to the end', async () => {
  const { sent } = show()
  await userEvent.click(screen.getByRole('button', { name: 'Continue to the end' }))
  expect(screen.queryByRole('status')).toBeNull()
  expect(sent).toEqual([])
})

it.each([
  { kind: 'done', at: 3 },
  { kind: 'paused', cause: { kind: 'person' } },
  { kind: 'running', discovering: false },
] as const)('asks no more where no page is read: $kind', (state) => {
  show(sampleTask({ state }))
  expect(screen.queryByRole('status')).toBeNull()
})
