import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { startI18n } from '../../locales/i18n'
import { closeDialog, useView } from '../../stores/view'
import { fakeEngine } from '../../testing/fake-engine'
import { ShortfallNote } from './shortfall-note'

beforeAll(() => startI18n('en'))
beforeEach(() => {
  fakeEngine()
  closeDialog()
})

const done = { kind: 'done', at: 3 } as const

it('says what an ended task lacks, and opens its address for other choices', async () => {
  const counts = { shortfalls: { 'thumbnails-only': 12, galleries: 1 } }
  const task = sampleTask({ state: done, counts })
  render(<ShortfallNote task={task} />)
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    '12 pictures only as thumbnails. If the pages behind them have larger pictures, choose “Follow them” in a new download.',
    '1 linked gallery not followed. Choose “Follow links” in a new download, or download them one by one.',
  ])
  await userEvent.click(screen.getByRole('button', { name: 'New download…' }))
  expect(useView.getState().dialog).toEqual({ kind: 'new-download', address: task.request.address })
})

it('continues a task that a limit of pages cut, and not one that stopped at the limit of the user', async () => {
  const { inputsOf } = fakeEngine()
  const task = sampleTask({ state: done, counts: { shortfalls: { limited: 40 } } })
  const { rerender } = render(<ShortfallNote task={task} />)
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }))
  expect(inputsOf('continueTasks')).toEqual([[task.id]])
  const own = { ...task, request: { ...task.request, options: { mostImages: 3 } } }
  rerender(<ShortfallNote task={own} />)
  expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull()
  expect(screen.getByText(/Raise the most images/)).toBeVisible()
})

it('tries larger versions again', async () => {
  const { inputsOf } = fakeEngine()
  const task = sampleTask({ state: done, counts: { shortfalls: { smaller: 4 } } })
  render(<ShortfallNote task={task} />)
  expect(screen.getByText('The site did not send the larger versions. Retry later.')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }))
  expect(inputsOf('retryTasks')).toEqual([[task.id]])
})

it.each([
  ['runs', { kind: 'running', discovering: false } as const, { limited: 1 }],
  ['lacks nothing', done, undefined],
])('says nothing of a task that %s', (_, state, shortfalls) => {
  const counts = shortfalls === undefined ? {} : { shortfalls }
  const { container } = render(<ShortfallNote task={sampleTask({ state, counts })} />)
  expect(container).toBeEmptyDOMElement()
})
