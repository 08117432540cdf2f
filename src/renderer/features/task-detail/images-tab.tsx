import type { ImageQuery, ImageRow } from '@shared/model/gallery'
import type { GalleryId, TaskId } from '@shared/model/units'
import { useCallback, useMemo } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import type { ColumnSort, GridColumn } from '../../components/grid-header'
import { useWords } from '../../locales/use-words'
import { openViewer } from '../../stores/view'
import { PagedGrid } from '../paged-grid/paged-grid'
import { ImageCells, imageCellClass } from './image-cells'
import { ImageMenu } from './image-menu'

interface ImagesTabProps {
  readonly taskId: TaskId
  readonly ended: boolean
  /** Only the images of this gallery; null: of all. */
  readonly galleryId: GalleryId | null
}

const byPosition: ColumnSort = { by: 'position', descending: false }
const sortNames: readonly NonNullable<ImageQuery['sort']>[] = ['position', 'file', 'bytes', 'state']

/** Every file of the task, with live bars for those that come now. */
export function ImagesTab({ taskId, ended, galleryId }: ImagesTabProps) {
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
      renderCells={(row) => <ImageCells taskId={taskId} row={row} />}
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
