import { type Check, nothingBad } from '@shared/model/check'
import type { GalleryId, TaskId } from '@shared/model/units'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HintProvider } from '../../components/tooltip'
import { startI18n } from '../../locales/i18n'
import { useChecks } from '../../stores/check'
import { closeDialog, openDialog, openNewDownload } from '../../stores/view'
import { fakeEngine } from '../../testing/fake-engine'
import { CheckDialog } from './check-files'

const working: Check = {
  state: 'working',
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

async function open(check: Check, galleries: null | 'unknown' = null) {
  const engine = fakeEngine()
  render(
    <HintProvider>
      <CheckDialog />
    </HintProvider>,
  )
  act(() => {
    useChecks.setState({ check })
    openDialog({ kind: 'check', galleries })
  })
  await screen.findByRole('dialog', { name: 'Check files' })
  return engine
}

beforeAll(() => startI18n('en'))
beforeEach(() => act(closeDialog))

describe('a check of files', () => {
  it('goes on while its dialog is open', async () => {
    const { inputsOf } = await open(working)
    act(() => useChecks.setState({ check: { ...working, filesDone: 2 } }))
    expect(inputsOf('closeCheck')).toEqual([])
  })

  it('ends once when the person leaves it', async () => {
    const { inputsOf } = await open(working)
    await userEvent.setup().keyboard('{Escape}')
    await waitFor(() => expect(inputsOf('closeCheck')).toHaveLength(1))
  })

  it('ends when another dialog takes its place', async () => {
    const { inputsOf } = await open(working)
    act(() => openNewDownload('http://a.test/1'))
    await waitFor(() => expect(inputsOf('closeCheck')).toHaveLength(1))
  })

  it('is begun again only by who knows of what it was', async () => {
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
    await open({
      ...working,
      state: 'done',
      whole: 1200,
      missing: { images: 3, pages: 1 },
      incomplete: [gallery],
    })
    expect(screen.getByRole('status')).toHaveTextContent(
      '1,200 files are whole, but 4 images or pages are missing.',
    )
    expect(screen.getByText(/3 images missing · 1 page missing/)).toBeVisible()
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show download' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})
