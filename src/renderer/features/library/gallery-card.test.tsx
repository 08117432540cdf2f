import type { GalleryRow } from '@shared/model/gallery'
import { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeAll, expect, it } from 'vitest'
import { startI18n } from '../../locales/i18n'
import { noteGone } from '../../stores/library-changes'
import { fakeEngine } from '../../testing/fake-engine'
import { GalleryCard } from './gallery-card'

const gallery: GalleryRow = {
  id: GalleryId.parse(7),
  taskId: TaskId.parse(1),
  title: 'Harbour',
  folder: 'Harbour',
  page: 'http://a.test/7.html',
  host: 'a.test',
  found: 4,
  saved: 4,
  skipped: 0,
  failed: 0,
  bytes: 3,
  cover: ImageId.parse(701),
  addedAt: 1,
  finishedAt: 2,
}

beforeAll(() => startI18n('en'))

it('is there again when its cover is shown and the engine finds its folder', async () => {
  fakeEngine({ isGalleryThere: () => ({ ok: true, value: true }) })
  const { container } = render(
    <GalleryCard
      gallery={gallery}
      id="card"
      position={0}
      column={0}
      current={false}
      underSite={false}
      now={3}
    />,
  )
  act(() => noteGone([gallery.id]))
  expect(screen.queryByText('4 images')).toBeNull()
  fireEvent.load(container.querySelector('img') ?? container)
  await waitFor(() => expect(screen.getByText('4 images')).toBeVisible())
})
