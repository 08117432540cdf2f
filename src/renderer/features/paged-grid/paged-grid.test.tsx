import type { Slice } from '@shared/model/gallery'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { ColumnSort } from '../../components/grid/grid-header'
import { createPagedList, type LoadRows, mostRows, type PagedList } from '../../components/grid/paged-list'
import { ToastProvider } from '../../components/overlays/toast'
import { startI18n } from '../../locales/i18n'
import { PagedRows } from './paged-grid'

startI18n('en')

interface Row {
  readonly id: number
}

const ascending: ColumnSort = { by: 'id', descending: false }

/** A list of `count` rows, of which those from `first` to `last` were looked at. */
async function listOf(count: number, [first, last]: readonly [number, number], asked: number[] = []) {
  const ask: LoadRows<Row> = async (offset, limit): Promise<Slice<Row>> => {
    asked.push(offset)
    const length = Math.max(0, Math.min(limit, count - offset))
    return { total: count, rows: Array.from({ length }, (_, at) => ({ id: offset + at + 1 })) }
  }
  const list = createPagedList(ask, () => {})
  list.show(first, last)
  await waitFor(() => expect(list.row(last)).toBeDefined())
  return list
}

/** The ids that a menu would act on. */
let chosen: () => readonly Row[] = () => []

function Grid({ list }: { readonly list: PagedList<Row> }) {
  return (
    <ToastProvider>
      <PagedRows
        label="Rows"
        columns={{
          columns: [{ key: 'id', header: 'Id', sort: 'id' }],
          rowClass: '',
          sort: ascending,
          onSort: () => {},
        }}
        list={list}
        keyOf={(row) => row.id}
        renderCells={(row) => <div role="gridcell">{row.id}</div>}
        onOpen={() => {}}
        renderMenu={(rows) => {
          chosen = rows
          return null
        }}
        empty=""
      />
    </ToastProvider>
  )
}

const ids = () => chosen().map(({ id }) => id)
const grid = () => screen.getByRole('grid', { name: 'Rows' })

it('carries a range to a row that is not loaded', async () => {
  render(<Grid list={await listOf(8000, [0, 20])} />)
  fireEvent.keyDown(grid(), { key: 'Home' })
  await waitFor(() => expect(ids()).toEqual([1]))
  fireEvent.keyDown(grid(), { key: 'End', shiftKey: true })
  await waitFor(() => expect(ids()).toHaveLength(8000))
})

it('begins a range at a row that is not loaded any more', async () => {
  const list = await listOf(8000, [0, 20])
  render(<Grid list={list} />)
  fireEvent.keyDown(grid(), { key: 'Home' })
  await waitFor(() => expect(ids()).toEqual([1]))
  for (let at = 100; at < 8000; at += 100) {
    await act(async () => list.show(at, at))
  }
  expect(list.row(0)).toBeUndefined()
  fireEvent.keyDown(grid(), { key: 'End', shiftKey: true })
  await waitFor(() => expect(ids()).toHaveLength(8000))
})

it('chooses one row when the beginning of its range is not known', async () => {
  const { rerender } = render(<Grid list={await listOf(8000, [7900, 7999])} />)
  fireEvent.keyDown(grid(), { key: 'End' })
  await waitFor(() => expect(ids()).toEqual([8000]))
  const asked: number[] = []
  // The same rows in another order: the one that was chosen stands somewhere else now.
  rerender(<Grid list={await listOf(8000, [0, 20], asked)} />)
  fireEvent.keyDown(grid(), { key: 'Home', shiftKey: true })
  await waitFor(() => expect(ids()).toEqual([1]))
  expect(asked.every((offset) => offset >= 0)).toBe(true)
})

it('says that no more rows can be chosen than fit', async () => {
  render(<Grid list={await listOf(mostRows + 1, [0, 20])} />)
  fireEvent.keyDown(grid(), { key: 'a', ctrlKey: true })
  await waitFor(() => expect(ids()).toHaveLength(mostRows))
  expect(await screen.findByText('Only 10,000 rows can be chosen at once')).toBeVisible()
})

it('says nothing of a list that fits', async () => {
  render(<Grid list={await listOf(mostRows, [0, 20])} />)
  fireEvent.keyDown(grid(), { key: 'a', ctrlKey: true })
  await waitFor(() => expect(ids()).toHaveLength(mostRows))
  expect(screen.queryByText(/can be chosen at once/)).toBeNull()
})
