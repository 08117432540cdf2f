import { failure } from '@shared/failure'
import type { GalleryRow } from '@shared/gallery'
import type { Bridge } from '@shared/ipc'
import { GalleryId, TaskId } from '@shared/units'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSettingsStore } from '../../stores/settings'
import { keepLibraryRead } from './keep-library-read'
import { orderLibrary, useLibrary } from './library-store'

function gallery(id: number): GalleryRow {
  return {
    id: GalleryId.parse(id),
    taskId: TaskId.parse(1),
    title: `Gallery ${id}`,
    folder: `Gallery ${id}`,
    page: `http://a.test/${id}.html`,
    host: 'a.test',
    found: 1,
    saved: 1,
    skipped: 0,
    failed: 0,
    bytes: 1,
    cover: null,
    addedAt: id,
    finishedAt: id,
  }
}

/** An engine whose galleries can change; it keeps what it was asked. */
function engine(galleries: GalleryRow[]) {
  const asked: unknown[] = []
  const state = { galleries, fails: false }
  const bridge = {
    invoke: async (name: string, input: unknown) => {
      if (state.fails) return { ok: false, failure: failure('unexpected', 'gone') }
      if (name === 'listLibraryHosts') return { ok: true, value: ['a.test'] }
      asked.push(input)
      return { ok: true, value: { total: state.galleries.length, rows: state.galleries } }
    },
    onBatch: () => () => {},
    onIntent: () => () => {},
  } as Bridge
  Object.defineProperty(window, 'galleon', { value: bridge, configurable: true })
  return { asked, state }
}

const shownIds = () => useLibrary.getState().rows?.map((row) => row.id)
const start = useLibrary.getInitialState()

beforeEach(() => {
  vi.useFakeTimers()
  useLibrary.setState(start, true)
  useSettingsStore.setState({ libraryRows: 1 })
})
afterEach(() => vi.useRealTimers())

describe('the library on the screen', () => {
  it('is read again when galleries on disk changed, and only then', async () => {
    const { asked, state } = engine([gallery(1)])
    const wish = new AbortController()
    const reading = keepLibraryRead(wish.signal)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shownIds()).toEqual([1])
    expect(asked).toHaveLength(1)

    state.galleries = [gallery(2), gallery(1)]
    useSettingsStore.setState({ libraryRows: 2 })
    await vi.advanceTimersByTimeAsync(1)
    expect(shownIds()).toEqual([2, 1])
    wish.abort()
    await reading
  })

  it('leaves the engine alone for a while however often they change', async () => {
    const { asked } = engine([gallery(1)])
    const wish = new AbortController()
    const reading = keepLibraryRead(wish.signal)
    for (let rows = 2; rows < 102; rows += 1) {
      useSettingsStore.setState({ libraryRows: rows })
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.length).toBeLessThanOrEqual(4)
    wish.abort()
    await reading
  })

  it('asks for what is chosen and leaves out the site when it is any', async () => {
    const { asked } = engine([])
    orderLibrary({ text: 'sea', sort: 'title', descending: false })
    const wish = new AbortController()
    const reading = keepLibraryRead(wish.signal)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toEqual([{ text: 'sea', sort: 'title', descending: false, offset: 0, limit: 500 }])
    wish.abort()
    await reading
  })

  it('tells why it could not be read and keeps what was there', async () => {
    const { state } = engine([gallery(1)])
    const wish = new AbortController()
    const reading = keepLibraryRead(wish.signal)
    await vi.advanceTimersByTimeAsync(1000)
    state.fails = true
    useSettingsStore.setState({ libraryRows: 2 })
    await vi.advanceTimersByTimeAsync(1)
    await reading
    expect(useLibrary.getState().failure).toMatchObject({ kind: 'unexpected', detail: 'gone' })
    expect(shownIds()).toEqual([1])
  })

  it('ends when it is not looked at any more', async () => {
    const { asked } = engine([gallery(1)])
    const wish = new AbortController()
    const reading = keepLibraryRead(wish.signal)
    await vi.advanceTimersByTimeAsync(1)
    wish.abort()
    await reading
    useSettingsStore.setState({ libraryRows: 9 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(1)
  })
})
