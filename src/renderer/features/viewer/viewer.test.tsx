import type { Bridge } from '@shared/contract/messages'
import type { GalleryRow, ImageRow, ImageState } from '@shared/model/gallery'
import { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { closeViewer, openViewer, useView } from '../../stores/view'
import { Viewer } from './viewer'

startI18n('en')

const galleryId = GalleryId.parse(7)

const gallery: GalleryRow = {
  id: galleryId,
  taskId: TaskId.parse(1),
  title: '雨后的街道',
  folder: '雨后的街道',
  page: 'http://a.test/7.html',
  host: 'a.test',
  found: 4,
  saved: 3,
  skipped: 0,
  failed: 1,
  bytes: 3,
  cover: null,
  addedAt: 1,
  finishedAt: 2,
}

function image(num: number, state: ImageState = 'saved'): ImageRow {
  return {
    id: ImageId.parse(700 + num),
    galleryId,
    num,
    address: `http://a.test/${num}.jpg`,
    file: state === 'saved' ? `00${num}.jpg` : null,
    state,
    bytes: 1234,
    type: 'image/jpeg',
    failure: null,
  }
}

/** An engine with one gallery, that answers `part` rows at once; it keeps what it was asked. */
function engine(images: readonly ImageRow[], part = 500) {
  const asked: unknown[] = []
  const bridge = {
    invoke: async (name: string, input: unknown) => {
      asked.push([name, input])
      if (name !== 'showGallery') return { ok: true, value: undefined }
      const { after } = input as { readonly after: number }
      const rows = images.filter(({ num }) => num > after).slice(0, part)
      const next = rows.length < part ? null : (rows.at(-1)?.num ?? null)
      return { ok: true, value: { gallery, images: rows, next } }
    },
    onBatch: () => () => {},
    onWindowMessage: () => () => {},
  } as Bridge
  Object.defineProperty(window, 'galleon', { value: bridge, configurable: true })
  return { asked }
}

const images = [image(1), image(2, 'failed'), image(3), image(4)]

async function open(imageId: ImageId | null = null) {
  const user = userEvent.setup()
  render(
    <HintProvider>
      <button type="button">Before</button>
      <Viewer />
    </HintProvider>,
  )
  screen.getByRole('button', { name: 'Before' }).focus()
  act(() => openViewer(galleryId, imageId))
  await screen.findByRole('heading', { name: '雨后的街道' })
  return user
}

const announced = () => document.querySelector('[aria-live]')?.textContent

afterEach(() => {
  act(closeViewer)
})

describe('the viewer', () => {
  it('begins with the first image on disk and says where it is', async () => {
    engine(images)
    await open()
    expect(announced()).toBe('Image 1 of 3: 001.jpg')
  })

  it('begins with the image that was asked for', async () => {
    engine(images)
    await open(ImageId.parse(704))
    expect(announced()).toBe('Image 3 of 3: 004.jpg')
  })

  it('reads a large gallery part by part, to its end', async () => {
    const { asked } = engine(images, 2)
    await open(ImageId.parse(704))
    await expect.poll(announced).toBe('Image 3 of 3: 004.jpg')
    const parts = asked.filter((one) => Array.isArray(one) && one[0] === 'showGallery')
    expect(parts).toEqual([0, 2, 4].map((after) => ['showGallery', { id: galleryId, after }]))
  })

  it('goes through the images with the keys, past those that failed', async () => {
    engine(images)
    const user = await open()
    await user.keyboard('{ArrowRight}')
    expect(announced()).toBe('Image 2 of 3: 003.jpg')
    await user.keyboard(' ')
    expect(announced()).toBe('Image 3 of 3: 004.jpg')
    await user.keyboard('{ArrowRight}')
    expect(announced()).toBe('Image 3 of 3: 004.jpg')
    await user.keyboard('{Home}')
    expect(announced()).toBe('Image 1 of 3: 001.jpg')
  })

  it('leaves Space to a button that has the focus', async () => {
    engine(images)
    const user = await open()
    screen.getByRole('button', { name: 'Image facts' }).focus()
    await user.keyboard(' ')
    expect(screen.getByRole('complementary', { name: 'Image facts' })).toBeVisible()
    expect(announced()).toBe('Image 1 of 3: 001.jpg')
  })

  it('shows and copies where an image came from', async () => {
    const { asked } = engine(images)
    const user = await open()
    await user.keyboard('i')
    await user.click(screen.getByRole('button', { name: 'Copy the source address' }))
    expect(asked).toContainEqual(['copyText', 'http://a.test/1.jpg'])
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible()
  })

  it('shows the file of the image that is seen', async () => {
    const { asked } = engine(images)
    const user = await open()
    await user.keyboard('{End}')
    await user.click(screen.getByRole('button', { name: 'Show in folder' }))
    expect(asked).toContainEqual(['showImageFile', 704])
  })

  it('plays a video with Space, and leaves it with the arrow', async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue()
    engine([{ ...image(1), file: '001.mp4', type: 'video/mp4' }, image(3)])
    const user = await open()
    const video = document.querySelector('video')
    expect(video).toHaveAttribute('src', 'media://image/701')
    expect(video).toHaveAttribute('controls')
    expect(video).not.toHaveAttribute('autoplay')
    await user.keyboard(' ')
    expect(play).toHaveBeenCalledOnce()
    expect(announced()).toBe('Image 1 of 2: 001.mp4')
    await user.keyboard('{ArrowRight}')
    expect(announced()).toBe('Image 2 of 2: 003.jpg')
    expect(document.querySelector('video')).toBeNull()
    play.mockRestore()
  })

  it('says so when a video cannot be played here', async () => {
    engine([{ ...image(1), file: '001.mkv', type: 'video/matroska' }])
    await open()
    const video = document.querySelector('video')
    act(() => void video?.dispatchEvent(new Event('error')))
    expect(screen.getByText('This image cannot be shown')).toBeVisible()
  })

  it('closes with Escape and gives the focus back', async () => {
    engine(images)
    const user = await open()
    await user.keyboard('{Escape}')
    await expect.poll(() => useView.getState().viewer).toBeNull()
    await expect.poll(() => document.activeElement?.textContent).toBe('Before')
  })

  it('says so when no image of the gallery is there', async () => {
    engine([image(2, 'failed')])
    await open()
    expect(screen.getByText('No images to show')).toBeVisible()
    expect(announced()).toBe('')
  })
})
