import type { GalleryRow } from '@shared/model/gallery'
import { GalleryId, TaskId } from '@shared/model/units'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { ToastProvider } from '../../components/overlays/toast'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginSettings } from '../../stores/settings'
import { beginTasks } from '../../stores/tasks'
import { fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { TrashDialog } from './trash-dialog'

const gallery: GalleryRow = {
  id: GalleryId.parse(5),
  taskId: TaskId.parse(1),
  title: 'Harbour',
  folder: 'Harbour',
  page: 'http://a.test/5.html',
  host: 'a.test',
  found: 3,
  saved: 3,
  skipped: 0,
  failed: 0,
  bytes: 1,
  cover: null,
  addedAt: 1,
  finishedAt: 2,
}

beforeAll(() => startI18n('en'))

it('names every download that shares the folder of a gallery that is to be deleted, and offers to undo it', async () => {
  const user = userEvent.setup()
  const at = new Date(2026, 2, 3, 14, 5).getTime()
  const tasks = [
    sampleTask({ id: 1, title: 'Harbour', address: 'http://ann:secret@a.test/[3-9].html', addedAt: at }),
    sampleTask({ id: 2, title: 'Harbour', address: 'http://a.test/[1-6].html', addedAt: at + 60_000 }),
  ]
  const engine = fakeEngine({
    tasksOfGallery: () => ({ ok: true, value: [1, 2, 9].map((id) => TaskId.parse(id)) }),
  })
  beginSettings(sampleSnapshot)
  beginTasks({ ...sampleSnapshot, tasks })
  render(
    <HintProvider>
      <ToastProvider>
        <TrashDialog gallery={gallery} onClose={() => {}} />
      </ToastProvider>
    </HintProvider>,
  )
  await screen.findByText(/belongs to 3 downloads/)
  const names = screen.getAllByRole('listitem').map((item) => item.textContent)
  expect(names).toEqual([
    expect.stringMatching(/^Harbourhttp:\/\/a\.test\/\[3-9\]\.htmlAdded Mar 3, 2026, 2:05\sPM$/),
    expect.stringMatching(/^Harbourhttp:\/\/a\.test\/\[1-6\]\.htmlAdded Mar 3, 2026, 2:06\sPM$/),
    '1 download that is no longer on the list',
  ])
  await user.click(screen.getByRole('button', { name: 'Delete' }))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(engine.inputsOf('trashGallery')).toEqual([5])
  expect(engine.inputsOf('takeBackGallery')).toEqual([5])
})
