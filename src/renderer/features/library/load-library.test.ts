import type { GalleryRow } from '@shared/gallery'
import { GalleryId, TaskId } from '@shared/units'
import { describe, expect, it } from 'vitest'
import { type AskLibrary, type LibraryOrder, loadLibrary, restAfter } from './load-library'

const order: LibraryOrder = { text: '', sort: 'added', descending: true }

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

/** An engine with so many galleries; the query of each call is kept. */
function engineWith(galleries: readonly GalleryRow[]) {
  const asked: { offset: number; limit: number }[] = []
  const ask: AskLibrary = async ({ offset, limit }) => {
    asked.push({ offset, limit })
    return { total: galleries.length, rows: galleries.slice(offset, offset + limit) }
  }
  return { ask, asked }
}

const many = Array.from({ length: 1201 }, (_, index) => gallery(index + 1))
const never = new AbortController().signal

describe('loading the library', () => {
  it('asks once for an empty one', async () => {
    const { ask, asked } = engineWith([])
    expect(await loadLibrary(ask, order, never, () => {})).toEqual([])
    expect(asked).toHaveLength(1)
  })

  it('shows the first slice at once and brings all in order', async () => {
    const { ask, asked } = engineWith(many)
    const first: number[] = []
    const rows = await loadLibrary(ask, order, never, (slice) => first.push(slice.length))
    expect(rows).toEqual(many)
    expect(first).toEqual([500])
    expect(asked.map(({ offset }) => offset)).toEqual([0, 500, 1000])
  })

  it('lists no gallery twice when one arrives between two slices', async () => {
    let galleries = many
    const ask: AskLibrary = async ({ offset, limit }) => {
      const rows = galleries.slice(offset, offset + limit)
      galleries = [gallery(9000 + offset), ...galleries]
      return { total: galleries.length, rows }
    }
    const rows = await loadLibrary(ask, order, never, () => {})
    const ids = rows?.map((row) => row.id) ?? []
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain(1201)
  })

  it('ends although the engine promises more than it gives', async () => {
    const ask: AskLibrary = async ({ offset }) => ({
      total: 10_000,
      rows: offset === 0 ? many.slice(0, 500) : [],
    })
    expect(await loadLibrary(ask, order, never, () => {})).toHaveLength(500)
  })

  it('gives nothing once it is not wanted any more', async () => {
    const wish = new AbortController()
    const ask: AskLibrary = async () => {
      wish.abort()
      return { total: 1, rows: many.slice(0, 1) }
    }
    expect(await loadLibrary(ask, order, wish.signal, () => {})).toBeNull()
  })
})

it('leaves the engine alone longer after a longer reading', () => {
  expect(restAfter(3)).toBe(500)
  expect(restAfter(400)).toBe(2000)
})
