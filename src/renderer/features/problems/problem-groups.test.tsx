import type { CommandName } from '@shared/contract/commands'
import { type FailureKind, failureKinds } from '@shared/model/failure'
import type { ProblemGroup } from '@shared/model/gallery'
import type { TaskState } from '@shared/model/task-state'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { ToastProvider } from '../../components/overlays/toast'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginTasks } from '../../stores/tasks'
import { useView } from '../../stores/view'
import { type FakeEngine, fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { ProblemGroups } from './problem-groups'

beforeAll(() => startI18n('en'))

const until = Date.now() + 3_600_000

function show(
  kind: FailureKind,
  status: number | null = null,
  state: TaskState = { kind: 'done', at: 1 },
  more: Partial<ProblemGroup> = {},
): FakeEngine {
  const group: ProblemGroup = {
    kind,
    status,
    host: 'example.org',
    images: 2,
    pages: 0,
    failedAgain: 0,
    until: kind === 'rate-limited' ? until : null,
    ...more,
  }
  const engine = fakeEngine({
    groupProblems: () => ({ ok: true, value: [group] }),
    retryProblems: () => ({ ok: true, value: { count: 2, retry: 1 } }),
    retryOutcome: () => ({ ok: true, value: { saved: 2, failed: 0, waiting: 0, ended: true } }),
    ignoreProblems: () => ({ ok: true, value: { images: [], pages: [] } }),
    waitForProblems: () => ({ ok: true, value: until }),
    listProblems: () => ({ ok: true, value: { total: 0, rows: [] } }),
  })
  const task = sampleTask({ state, counts: { found: 2, failed: 2 } })
  beginTasks({ ...sampleSnapshot, tasks: [task] })
  render(
    <HintProvider>
      <ToastProvider>
        <ProblemGroups task={task} />
      </ToastProvider>
    </HintProvider>,
  )
  return engine
}

it.each(failureKinds)('%s has a main button and everything else in a menu, reached by keys', async (kind) => {
  const user = userEvent.setup()
  show(kind)
  const entry = await screen.findByRole('listitem')
  expect(within(entry).getAllByRole('button')).toHaveLength(2)
  within(entry).getByRole('button', { name: 'More actions' }).focus()
  await user.keyboard('{Enter}')
  expect(await screen.findByRole('menuitem', { name: 'Copy details' })).toBeVisible()
})

describe('the main button', () => {
  const group = { taskId: 1, group: { kind: 'forbidden', status: 403, page: null, host: 'example.org' } }

  it.each<[FailureKind, number | null, RegExp, CommandName, unknown]>([
    ['forbidden', 403, /^Retry with the page as Referer$/, 'retryProblems', { ...group, referer: 'page' }],
    [
      'reset',
      null,
      /^Retry$/,
      'retryProblems',
      { ...group, group: { ...group.group, kind: 'reset', status: null } },
    ],
    [
      'rate-limited',
      null,
      /^Retry at \d/,
      'waitForProblems',
      { ...group, group: { ...group.group, kind: 'rate-limited', status: null } },
    ],
    [
      'bad-url',
      null,
      /^Skip$/,
      'ignoreProblems',
      { ...group, group: { ...group.group, kind: 'bad-url', status: null } },
    ],
  ])('of %s %s sends what it says', async (kind, status, name, command, input) => {
    const user = userEvent.setup()
    const engine = show(kind, status)
    await user.click(await screen.findByRole('button', { name }))
    expect(engine.inputsOf(command)).toEqual([input])
  })

  it('to wait for a site does nothing while the rest of the task is at work', async () => {
    const user = userEvent.setup()
    const engine = show('rate-limited', null, { kind: 'running', discovering: false })
    await user.click(await screen.findByRole('button', { name: /^Retry at/ }))
    expect(engine.inputsOf('waitForProblems')).toEqual([])
  })

  it('of what was too large opens the limits of size', async () => {
    const user = userEvent.setup()
    show('too-large')
    await user.click(await screen.findByRole('button', { name: 'Raise the limit…' }))
    expect(useView.getState()).toMatchObject({
      view: 'settings',
      settingsSection: 'network',
      settingsPlace: 'limits-of-size',
    })
  })
})

it('offers to download the frame that holds the content of a page', async () => {
  const frame = 'https://other.example/album/7'
  const engine = show('no-images', null, undefined, { page: 'frames', frame, images: 0, pages: 1 })
  expect(await screen.findByText(`Download the address of the frame: ${frame}`)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Download the frame…' }))
  expect(useView.getState().dialog).toEqual({ kind: 'new-download', address: frame })
  await userEvent.click(screen.getByRole('button', { name: 'More actions' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Skip' }))
  const group = { kind: 'no-images', status: null, page: 'frames', host: 'example.org' }
  expect(engine.inputsOf('ignoreProblems')).toEqual([expect.objectContaining({ group })])
})
