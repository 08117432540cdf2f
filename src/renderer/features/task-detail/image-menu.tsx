import type { ImageRow } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'
import { Copy, ExternalLink, FolderOpen, Image, RotateCcw } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { copyAddresses, copyAddressesText } from '../../bridge/copy-lines'
import { MenuItem } from '../../components/menu-items'
import { useWords } from '../../locales/use-words'
import { retryAndFollow } from '../../stores/retries'

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
