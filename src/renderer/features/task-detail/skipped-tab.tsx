import { skipReasonText } from '@shared/messages/failure-text'
import type { SkippedAddress } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'
import { Copy, ExternalLink, RotateCcw } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { copyAddresses, copyAddressesText } from '../../bridge/copy-lines'
import type { ColumnSort, GridColumn } from '../../components/grid/grid-header'
import { MenuItem } from '../../components/overlays/menu-items'
import { useWords } from '../../locales/use-words'
import { retryAndFollow } from '../../stores/retries'
import { PagedGrid } from '../paged-grid/paged-grid'

const rowClass = 'gap-x-3 px-4 grid-cols-[minmax(0,1fr)_minmax(0,320px)]'
const unsorted: ColumnSort = { by: '', descending: false }

/** Skipped addresses, each with the reason. */
export function SkippedTab({ taskId }: { readonly taskId: TaskId }) {
  const { t, language } = useWords()
  const load = useCallback(
    (_sort: ColumnSort, offset: number, limit: number) => invoke('listSkipped', { taskId, offset, limit }),
    [taskId],
  )
  const columns = useMemo<readonly GridColumn[]>(
    () => [
      { key: 'address', header: t('downloads:detail.address') },
      { key: 'reason', header: t('downloads:detail.reason') },
    ],
    [t],
  )
  const openPage = (row: SkippedAddress): void => void attempt(() => invoke('openInBrowser', row.address))
  return (
    <PagedGrid
      label={t('downloads:detail.skipped')}
      columns={columns}
      rowClass={rowClass}
      firstSort={unsorted}
      load={load}
      keyOf={(_row, at) => at}
      renderCells={(row) => (
        <>
          <div role="gridcell" className="truncate" data-hint={row.address}>
            {row.address}
          </div>
          <div role="gridcell" className="truncate text-muted">
            {skipReasonText(row.reason, language)}
          </div>
        </>
      )}
      onOpen={openPage}
      empty={t('downloads:detail.nothing-skipped')}
      renderMenu={(chosen) => <SkippedMenu taskId={taskId} chosen={chosen} onOpen={openPage} />}
    />
  )
}

interface SkippedMenuProps {
  readonly taskId: TaskId
  readonly chosen: () => readonly SkippedAddress[]
  readonly onOpen: (row: SkippedAddress) => void
}

function SkippedMenu({ taskId, chosen, onOpen }: SkippedMenuProps) {
  const { t } = useWords()
  const rows = chosen()
  const [first] = rows
  if (first === undefined) return null
  const copy = () =>
    copyAddresses(
      t,
      rows.map((row) => row.address),
    )
  const images = rows.flatMap(({ imageId }) => imageId ?? [])
  const pages = rows.flatMap(({ pageId }) => pageId ?? [])
  return (
    <>
      <MenuItem
        icon={<RotateCcw size={15} />}
        disabled={images.length + pages.length === 0}
        onClick={() => void attempt(() => retryAndFollow({ taskId, images, pages }))}
      >
        {t('problems:action.retry')}
      </MenuItem>
      <MenuItem icon={<Copy size={15} />} onClick={() => void copy()}>
        {copyAddressesText(t, rows.length)}
      </MenuItem>
      <MenuItem icon={<ExternalLink size={15} />} disabled={rows.length !== 1} onClick={() => onOpen(first)}>
        {t('downloads:detail.open-in-browser')}
      </MenuItem>
    </>
  )
}
