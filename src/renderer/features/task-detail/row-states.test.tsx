import { failure } from '@shared/model/failure'
import type { GalleryRow, ImageRow } from '@shared/model/gallery'
import type { TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { ToastProvider } from '../../components/overlays/toast'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginTasks } from '../../stores/tasks'
import { fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { GalleryCells } from './galleries-tab'
import { ImageCells } from './image-cells'

const gallery: GalleryRow = {
  id: GalleryId.parse(5),
  taskId: TaskId.parse(1),
  title: 'Harbour',
  folder: 'Harbour',
  page: 'http://a.test/5.html',
  host: 'a.test',
  found: 3,
  saved: 0,
  skipped: 0,
  failed: 0,
  bytes: 1,
  cover: null,
  addedAt: 1,
  finishedAt: null,
}

const begun: GalleryRow = { ...gallery, saved: 1 }
const finished: GalleryRow = { ...begun, finishedAt: 2 }

beforeAll(() => startI18n('en'))
beforeEach(() => void fakeEngine())

const running: TaskState = { kind: 'running', discovering: false }
const cancelled: TaskState = { kind: 'cancelled', at: 3 }
const failed: TaskState = { kind: 'failed', at: 3, failure: failure('refused', '') }
const paused: TaskState = { kind: 'paused', cause: { kind: 'person' } }

function show(
  cells: ReactNode,
  state: TaskState,
  counts: Partial<TaskCounts> = {},
): string | null | undefined {
  beginTasks({ ...sampleSnapshot, tasks: [sampleTask({ id: 1, state, counts })] })
  render(
    <HintProvider>
      <ToastProvider>
        <div role="grid">
          <div role="row">{cells}</div>
        </div>
      </ToastProvider>
    </HintProvider>,
  )
  return screen.getAllByRole('gridcell').at(-1)?.textContent
}

describe('a gallery', () => {
  it.each([
    ['running', running, gallery, 'Queued'],
    ['running', running, begun, 'Downloading'],
    ['cancelled', cancelled, gallery, 'Cancelled'],
    ['cancelled', cancelled, begun, 'Cancelled'],
    ['cancelled', cancelled, finished, 'Finished'],
    ['paused', paused, gallery, 'Paused'],
    ['paused', paused, begun, 'Paused'],
    ['failed', failed, begun, 'Stopped'],
  ] as const)('of a %s task (%#)', (_name, state, row, expected) => {
    expect(show(<GalleryCells row={row} />, state)).toBe(expected)
  })

  it.each([
    ['its task lacks something', 1, { 'thumbnails-only': 3 }, 'Incomplete', '3 pictures only as thumbnails'],
    ['one of several lacks something', 2, { 'thumbnails-only': 3 }, 'Finished', null],
    ['nothing is lacking', 1, undefined, 'Finished', null],
  ] as const)('that is finished says so where %s', (_, galleries, shortfalls, expected, title) => {
    const counts = { galleries, ...(shortfalls === undefined ? {} : { shortfalls }) }
    expect(show(<GalleryCells row={finished} />, { kind: 'done', at: 3 }, counts)).toBe(expected)
    expect(screen.getAllByRole('gridcell').at(-1)?.getAttribute('data-hint')).toBe(title)
  })
})

describe('an image', () => {
  const image: ImageRow = {
    id: ImageId.parse(1),
    galleryId: GalleryId.parse(5),
    num: 1,
    address: 'http://a.test/1.jpg',
    file: null,
    bytes: null,
    state: 'queued',
    type: null,
    failure: null,
  }
  it.each([
    ['running', running, 'queued', 'Queued'],
    ['cancelled', cancelled, 'queued', 'Cancelled'],
    ['cancelled', cancelled, 'saved', 'Saved'],
    ['paused', paused, 'queued', 'Paused'],
    ['failed', failed, 'queued', 'Stopped'],
  ] as const)('of a %s task (%#)', (_name, state, own, expected) => {
    expect(
      show(<ImageCells taskId={TaskId.parse(1)} row={{ ...image, state: own }} several={false} />, state),
    ).toBe(expected)
  })
  it.each([
    [true, 'Harbour1.jpg'],
    [false, '1.jpg'],
  ])('names its gallery where images of several are listed: %s', (several, text) => {
    const row = { ...image, gallery: 'Harbour' }
    show(<ImageCells taskId={TaskId.parse(1)} row={row} several={several} />, running)
    expect(screen.getAllByRole('gridcell')[1]?.textContent).toBe(text)
  })
})
