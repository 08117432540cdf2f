import type { Bridge } from '@shared/contract/messages'
import { failure } from '@shared/model/failure'
import type { GalleryRow } from '@shared/model/gallery'
import { GalleryId, TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSettingsStore } from '../../stores/settings'
import { keepLibraryRead, restAfter, showPositions } from './keep-library-read'
import { galleryAt, positionOf } from './library-list'
import { libraryPlace, orderLibrary, useLibrary } from './library-store'

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
      const { offset, limit, locate = [] } = input as { offset: number; limit: number; locate?: number[] }
      const rows = state.galleries.slice(offset, offset + limit)
      const located = locate.map((id) => {
        const at = state.galleries.findIndex((row) => row.id === id)
        return at === -1 ? null : at
      })
      const value = { total: state.galleries.length, rows, bytes: 0, sites: null, located }
      return { ok: true, value }
    },
    onBatch: () => () => {},
    onWindowMessage: () => () => {},
  } as Bridge
  Object.defineProperty(window, 'galleon', { value: bridge, configurable: true })
  return { asked, state }
}

const shownIds = () => {
  const { list } = useLibrary.getState()
  return list === null ? undefined : [...list.pages.values()].flat().map((row) => row.id)
}
/** Galleries with these ids, from the highest to the lowest, as a list by date has them. */
const newestFirst = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, at) => gallery(from - at))
const offsets = (asked: readonly unknown[]) => asked.map((query) => (query as { offset: number }).offset)
const place = { ...libraryPlace }
const start = useLibrary.getInitialState()

beforeEach(() => {
  vi.useFakeTimers()
  useLibrary.setState(start, true)
  Object.assign(libraryPlace, place)
  useSettingsStore.setState({ libraryRows: 1 })
})
afterEach(() => vi.useRealTimers())

describe('the library on the screen', () => {
  it('is read again when galleries on disk changed, and only then', async () => {
    const { asked, state } = engine([gallery(1)])
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shownIds()).toEqual([1])
    expect(asked).toHaveLength(1)

    state.galleries = [gallery(2), gallery(1)]
    useSettingsStore.setState({ libraryRows: 2 })
    await vi.advanceTimersByTimeAsync(1)
    expect(shownIds()).toEqual([2, 1])
    controller.abort()
    await reading
  })

  it('leaves the engine alone for a while however often they change', async () => {
    const { asked } = engine([gallery(1)])
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    for (let rows = 2; rows < 102; rows += 1) {
      useSettingsStore.setState({ libraryRows: rows })
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.length).toBeLessThanOrEqual(4)
    controller.abort()
    await reading
  })

  it('requests the chosen order, without a site when it is any', async () => {
    const { asked } = engine([])
    orderLibrary({ text: 'sea', sort: 'title', descending: false })
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toEqual([{ text: 'sea', sort: 'title', descending: false, offset: 0, limit: 100 }])
    controller.abort()
    await reading
  })

  it('reports why the library could not be read and keeps its rows', async () => {
    const { state } = engine([gallery(1)])
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
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
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    await vi.advanceTimersByTimeAsync(1)
    controller.abort()
    await reading
    useSettingsStore.setState({ libraryRows: 9 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(1)
  })

  it('is asked only for what is on the screen, however long it is', async () => {
    const { asked } = engine(newestFirst(100_000, 1))
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    await vi.advanceTimersByTimeAsync(1)
    expect(useLibrary.getState().list?.total).toBe(100_000)
    showPositions(50_150, 50_210)
    showPositions(50_150, 50_211)
    await vi.advanceTimersByTimeAsync(1)
    expect(offsets(asked)).toEqual([0, 50_100, 50_200])
    const { list } = useLibrary.getState()
    expect(list && galleryAt(list, 50_150)?.id).toBe(100_000 - 50_150)
    useSettingsStore.setState({ libraryRows: 2 })
    await vi.advanceTimersByTimeAsync(1000)
    expect(offsets(asked).slice(3)).toEqual([50_100, 50_200])
    controller.abort()
    await reading
  })

  it('knows where the gallery at the top of the screen is when others came before it, and shows what is there', async () => {
    const { asked, state } = engine(newestFirst(1000, 1))
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    await vi.advanceTimersByTimeAsync(1)
    showPositions(300, 340)
    await vi.advanceTimersByTimeAsync(1)
    const top = GalleryId.parse(700)
    libraryPlace.anchor = { position: 300, past: 5, id: top }
    state.galleries = newestFirst(1250, 1)
    useSettingsStore.setState({ libraryRows: 2 })
    await vi.advanceTimersByTimeAsync(1000)
    const { list } = useLibrary.getState()
    expect(list && positionOf(list, top)).toBe(550)
    expect(list && galleryAt(list, 590)?.id).toBe(660)
    expect(offsets(asked)).toEqual([0, 300, 300, 500])
    controller.abort()
    await reading
  })

  it('shows its end when it got shorter than the place that was looked at', async () => {
    const { state } = engine(newestFirst(1000, 1))
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    await vi.advanceTimersByTimeAsync(1)
    showPositions(960, 999)
    await vi.advanceTimersByTimeAsync(1)
    state.galleries = newestFirst(350, 1)
    useSettingsStore.setState({ libraryRows: 2 })
    await vi.advanceTimersByTimeAsync(1000)
    const { list } = useLibrary.getState()
    expect([list?.total, list && galleryAt(list, 349)?.id]).toEqual([350, 1])
    controller.abort()
    await reading
  })

  it('begins at its top in another order, and asks where the gallery under the keyboard is', async () => {
    const { asked } = engine(newestFirst(1000, 1))
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    await vi.advanceTimersByTimeAsync(1)
    showPositions(500, 540)
    libraryPlace.anchor = { position: 500, past: 0, id: GalleryId.parse(500) }
    libraryPlace.current = GalleryId.parse(490)
    await vi.advanceTimersByTimeAsync(1)
    controller.abort()
    await reading
    orderLibrary({ sort: 'title', descending: false })
    const next = new AbortController()
    const second = keepLibraryRead(next.signal)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked.at(-1)).toMatchObject({ sort: 'title', offset: 0, locate: [490] })
    next.abort()
    await second
  })

  it('does not keep all that was ever on the screen', async () => {
    engine(newestFirst(20_000, 1))
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    await vi.advanceTimersByTimeAsync(1)
    for (let at = 0; at < 10_000; at += 100) {
      showPositions(at, at + 20)
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(shownIds()?.length).toBeLessThanOrEqual(4000)
    expect(shownIds()).toContain(20_000 - 9910)
    controller.abort()
    await reading
  })

  it('drops a page of an earlier reading that comes late', async () => {
    const { state } = engine(newestFirst(1000, 1))
    const controller = new AbortController()
    const reading = keepLibraryRead(controller.signal)
    await vi.advanceTimersByTimeAsync(1)
    showPositions(300, 310)
    const { list } = useLibrary.getState()
    if (list !== null) useLibrary.setState({ list: { ...list, order: { ...list.order } } })
    state.galleries = []
    await vi.advanceTimersByTimeAsync(1)
    expect(shownIds()).toHaveLength(100)
    controller.abort()
    await reading
  })
})

it('leaves the engine alone longer after a longer reading', () => {
  expect(restAfter(3)).toBe(500)
  expect(restAfter(400)).toBe(2000)
})
