import type { ImageQuery, ImageRow } from '@shared/model/gallery'
import type { GalleryId, TaskId } from '@shared/model/units'
import { Copy, ExternalLink, FolderOpen, Image, RotateCcw } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { copyAddresses, copyAddressesText } from '../../bridge/copy-lines'
import type { ColumnSort, GridColumn } from '../../components/grid/grid-header'
import { MenuItem } from '../../components/overlays/menu-items'
import { useWords } from '../../locales/use-words'
import { retryAndFollow } from '../../stores/retries'
import { openViewer } from '../../stores/view'
import { PagedGrid } from '../paged-grid/paged-grid'
import { ImageCells, imageCellClass } from './image-cells'

interface ImageMenuProps {
  readonly taskId: TaskId
  readonly chosen: () => readonly ImageRow[]
  readonly onOpen: (row: ImageRow) => void
}

/** What can be done with the chosen images. */
export function ImageMenu({ taskId, chosen, onOpen }: ImageMenuProps) {
  const { t } = useWords()
  const rows = chosen()
  const [first] = rows
  if (first === undefined) return null
  const single = rows.length === 1
  const isSaved = first.state === 'saved' || first.state === 'skipped'
  const failed = rows.filter((row) => row.state === 'failed').map((row) => row.id)
  const copy = () =>
    copyAddresses(
      t,
      rows.map((row) => row.address),
    )
  return (
    <>
      <MenuItem
        icon={<Image size={15} />}
        shortcut="Enter"
        disabled={!single || !isSaved}
        onClick={() => onOpen(first)}
      >
        {t('downloads:detail.view-image')}
      </MenuItem>
      <MenuItem
        icon={<FolderOpen size={15} />}
        disabled={!single || !isSaved}
        onClick={() => void attempt(() => invoke('showImageFile', first.id))}
      >
        {t('downloads:detail.show-file')}
      </MenuItem>
      <MenuItem
        icon={<RotateCcw size={15} />}
        disabled={failed.length === 0}
        onClick={() => void attempt(() => retryAndFollow({ taskId, images: failed }))}
      >
        {t('downloads:detail.retry-these')}
      </MenuItem>
      <MenuItem icon={<Copy size={15} />} onClick={() => void copy()}>
        {copyAddressesText(t, rows.length)}
      </MenuItem>
      <MenuItem
        icon={<ExternalLink size={15} />}
        disabled={!single}
        onClick={() => void attempt(() => invoke('openInBrowser', first.address))}
      >
        {t('downloads:detail.open-in-browser')}
      </MenuItem>
    </>
  )
}

interface ImagesTabProps {
  readonly taskId: TaskId
  readonly ended: boolean
  /** Only the images of this gallery; null: of all. */
  readonly galleryId: GalleryId | null
  /** Its images are those of several galleries: each is shown with the title of its own. */
  readonly several: boolean
}

const byPosition: ColumnSort = { by: 'position', descending: false }
const sortNames: readonly NonNullable<ImageQuery['sort']>[] = ['position', 'file', 'bytes', 'state']

/** Every file of the task, with live bars for those that come now. */
export function ImagesTab({ taskId, ended, galleryId, several }: ImagesTabProps) {
  const { t } = useWords()
  const load = useCallback(
    ({ by, descending }: ColumnSort, offset: number, limit: number) => {
      const sort = sortNames.find((name) => name === by) ?? 'position'
      const gallery = galleryId === null ? {} : { galleryId }
      return invoke('listImages', { taskId, ...gallery, sort, descending, offset, limit })
    },
    [taskId, galleryId],
  )
  const columns = useMemo<readonly GridColumn[]>(
    () => [
      { key: 'number', header: t('downloads:detail.number'), sort: 'position', className: 'text-right' },
      { key: 'file', header: t('downloads:detail.file'), sort: 'file' },
      { key: 'size', header: t('downloads:detail.size'), sort: 'bytes', className: 'text-right' },
      { key: 'progress', header: t('downloads:detail.progress') },
      { key: 'speed', header: t('downloads:column.speed'), className: 'text-right' },
      { key: 'state', header: t('downloads:detail.state'), sort: 'state' },
    ],
    [t],
  )
  return (
    <PagedGrid
      label={t('downloads:detail.images')}
      columns={columns}
      rowClass={imageCellClass}
      firstSort={byPosition}
      load={load}
      keyOf={(row) => row.id}
      renderCells={(row) => <ImageCells taskId={taskId} row={row} several={several} />}
      onOpen={openImage}
      empty={t(ended ? 'downloads:detail.no-images-found' : 'downloads:detail.no-images')}
      renderMenu={(chosen) => <ImageMenu taskId={taskId} chosen={chosen} onOpen={openImage} />}
    />
  )
}

/** A saved image opens in the viewer; one that is not there opens where it would come from. */
function openImage(row: ImageRow): void {
  if (row.state === 'saved' || row.state === 'skipped') openViewer(row.galleryId, row.id)
  else void attempt(() => invoke('openInBrowser', row.address))
}
