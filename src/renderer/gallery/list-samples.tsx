import { Download } from 'lucide-react'
import { Button } from '../components/button'
import { EmptyState } from '../components/empty-state'
import { SegmentedBar } from '../components/segmented-bar'
import { SkeletonRows } from '../components/skeleton'
import { DataTable } from '../components/table/data-table'
import type { TableColumn } from '../components/table/table-head'
import { Sample } from './sample'

const nothing = (): void => undefined

const columns: readonly TableColumn[] = [
  { key: 'title', title: 'Title', width: 240, align: 'start' },
  { key: 'images', title: 'Images', width: 100, align: 'end' },
]

const bars = [
  ['Running', { saved: 0.35, had: 0.1, failed: 0.03 }, false],
  ['Paused', { saved: 0.6, had: 0, failed: 0 }, true],
  ['Failed', { saved: 0.33, had: 0, failed: 0.67 }, false],
  ['Complete', { saved: 1, had: 0, failed: 0 }, false],
] as const

/** Bars, tables, and what stands where there is nothing. */
export function ListSamples() {
  return (
    <>
      <Sample title="Bars">
        {bars.map(([label, shares, still]) => (
          <div key={label} className="flex flex-col gap-1.5">
            <span className="text-small">{label}</span>
            <SegmentedBar shares={shares} still={still} label={label} />
            <SegmentedBar shares={shares} still={still} label={`${label}, large`} size="normal" />
          </div>
        ))}
        <SegmentedBar shares={null} label="Unknown end" />
      </Sample>
      <Sample title="Table">
        <div className="flex h-44">
          <DataTable
            label="Galleries"
            columns={columns}
            sort={{ by: 'title', descending: false }}
            onSort={nothing}
            onResize={nothing}
            headHint="Arrow keys change the width"
            count={3}
            renderCell={(row, { key }) => (key === 'title' ? `Gallery ${row + 1}` : String(6 * (row + 1)))}
            onShow={nothing}
            current={1}
            onCurrent={nothing}
            onOpen={nothing}
            empty={null}
          />
        </div>
      </Sample>
      <Sample title="Nothing, and not yet">
        <div className="flex justify-center">
          <EmptyState
            icon={<Download size={20} />}
            title="Nothing downloaded yet"
            text="Paste an address above."
          >
            <Button kind="primary" size="large">
              New download
            </Button>
          </EmptyState>
        </div>
        <SkeletonRows rows={2} />
      </Sample>
    </>
  )
}
