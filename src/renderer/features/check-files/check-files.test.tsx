import type { Job } from '@shared/contract/jobs'
import { type Check, nothingBad } from '@shared/model/library/check'
import type { GalleryId, TaskId } from '@shared/model/units'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { useJobs } from '../../stores/jobs'
import { closeDialog, openDialog, openNewDownload } from '../../stores/view'
import { fakeEngine } from '../../testing/fake-engine'
import { CheckDialog } from './check-files'

const begun: Check = {
  galleries: 1,
  files: 10,
  bytes: 100,
  filesDone: 1,
  bytesDone: 10,
  whole: 1,
  bad: nothingBad,
  unknown: 0,
  gone: [],
  missing: { images: 0, pages: 0 },
  incomplete: [],
}

const working: Job<Check> = { state: 'working', progress: begun }

async function open(check: Job<Check>, galleries: null | 'unknown' = null) {
  const engine = fakeEngine()
  render(
    <HintProvider>
      <CheckDialog />
    </HintProvider>,
  )
  act(() => {
    useJobs.setState({ check })
    openDialog({ kind: 'check', galleries })
  })
  await screen.findByRole('dialog', { name: 'Check files' })
  return engine
}

beforeAll(() => startI18n('en'))
beforeEach(() => act(closeDialog))

describe('a check of files', () => {
  it('continues while its dialog is open', async () => {
    const { inputsOf } = await open(working)
    act(() => useJobs.setState({ check: { ...working, progress: { ...begun, filesDone: 2 } } }))
    expect(inputsOf('dismissJob')).toEqual([])
  })

  it('ends once when the user leaves it', async () => {
    const { inputsOf } = await open(working)
    await userEvent.setup().keyboard('{Escape}')
    await waitFor(() => expect(inputsOf('dismissJob')).toHaveLength(1))
  })

  it('ends when another dialog takes its place', async () => {
    const { inputsOf } = await open(working)
    act(() => openNewDownload('http://a.test/1'))
    await waitFor(() => expect(inputsOf('dismissJob')).toHaveLength(1))
  })

  it('can be started again only where its galleries are known', async () => {
    await open({ ...working, state: 'stopped' }, 'unknown')
    expect(screen.queryByRole('button', { name: 'Check again' })).toBeNull()
    act(() => openDialog({ kind: 'check', galleries: null }))
    expect(screen.getByRole('button', { name: 'Check again' })).toBeVisible()
  })

  it('says what is missing of a gallery all of whose files are whole', async () => {
    const gallery = {
      id: 4 as GalleryId,
      taskId: 2 as TaskId,
      title: 'Harbour',
      images: 3,
      pages: 1,
      listed: true,
    }
    const progress = { ...begun, whole: 1200, missing: { images: 3, pages: 1 }, incomplete: [gallery] }
    await open({ state: 'done', progress })
    expect(screen.getByRole('status')).toHaveTextContent(
      '1,200 files are whole, but 4 images or pages are missing.',
    )
    expect(screen.getByText(/3 images missing · 1 page missing/)).toBeVisible()
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show download' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})
