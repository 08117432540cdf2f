import { type GridColumn, headerHeight } from '../../components/grid/grid-header'
import type { Words } from '../../locales/i18n'

// Widths of the columns. A narrow list first gives up bytes, then the time left, the speed, and
// the number of files: rows are distinguished by their names.

/** Height of a row in CSS pixels. */
export const rowHeight = 58
const leastRows = 4

/** Height that shows this many rows, in CSS pixels; room for a few is kept, so that the first ones move nothing. */
export function roomFor(count: number): number {
  return headerHeight + Math.max(leastRows, count) * rowHeight
}

/**
 * Widths of the columns at each width of the list. Each limit is where the name would get less than 160 px: the fixed
 * columns, their gaps and the padding take 858, 640, 516, 406 and 318 px.
 */
export const taskRowClass =
  'gap-x-3 px-4 grid-cols-[42px_minmax(0,1fr)_88px_140px_84px_92px_184px_112px] @max-[1020px]:grid-cols-[42px_minmax(0,1fr)_88px_84px_92px_172px_58px] @max-[800px]:grid-cols-[42px_minmax(0,1fr)_76px_76px_172px_58px] @max-[680px]:grid-cols-[42px_minmax(0,1fr)_76px_150px_58px] @max-[568px]:grid-cols-[42px_minmax(0,1fr)_150px_58px]'

const fromMiddle = '@max-[1020px]:hidden'
const fromNarrow = '@max-[800px]:hidden'
const fromNarrower = '@max-[680px]:hidden'
const fromNarrowest = '@max-[568px]:hidden'

/** Classes of the cells, shared by header and rows. */
export const cellClass = {
  files: `text-right ${fromNarrowest}`,
  downloaded: `text-right ${fromMiddle}`,
  speed: `text-right ${fromNarrower}`,
  left: `text-right ${fromNarrow}`,
  status: 'pl-3',
  extraAction: fromMiddle,
} as const

/** The columns of the list, with their headers in a language. */
export function taskColumns(t: Words): readonly GridColumn[] {
  return [
    { key: 'cover', header: '', name: t('downloads:column.cover') },
    { key: 'name', header: t('downloads:column.name'), sort: 'name' },
    { key: 'files', header: t('downloads:column.files'), className: cellClass.files },
    { key: 'downloaded', header: t('downloads:column.downloaded'), className: cellClass.downloaded },
    { key: 'speed', header: t('downloads:column.speed'), className: cellClass.speed },
    { key: 'left', header: t('downloads:column.left'), className: cellClass.left },
    { key: 'status', header: t('downloads:column.status'), sort: 'state', className: cellClass.status },
    { key: 'actions', header: '', name: t('downloads:column.actions') },
  ]
}
