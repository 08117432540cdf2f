import type { GalleryRow } from '@shared/model/gallery'
import { Copy, ExternalLink, FolderOpen, FolderX, Images, ShieldCheck, Trash2 } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { MenuItem, MenuLine } from '../../components/menu-items'
import { useWords } from '../../locales/use-words'
import { forgetGallery, useGoneGalleries } from '../../stores/gone-galleries'
import { openCheck } from '../check-files/check-files'

interface GalleryMenuProps {
  readonly gallery: GalleryRow
  readonly onOpen: (gallery: GalleryRow) => void
  readonly onTrash: (gallery: GalleryRow) => void
}

/** What can be done with one gallery. */
export function GalleryMenu({ gallery, onOpen, onTrash }: GalleryMenuProps) {
  const { t } = useWords()
  const gone = useGoneGalleries((state) => state.ids.has(gallery.id))
  return (
    <>
      <MenuItem icon={<Images size={15} />} shortcut="Enter" onClick={() => onOpen(gallery)}>
        {t('library:menu.open')}
      </MenuItem>
      <MenuItem
        icon={<FolderOpen size={15} />}
        onClick={() => void attempt(() => invoke('openGalleryFolder', gallery.id))}
      >
        {t('library:menu.open-folder')}
      </MenuItem>
      <MenuItem
        icon={<ExternalLink size={15} />}
        onClick={() => void attempt(() => invoke('openInBrowser', gallery.page))}
      >
        {t('library:menu.open-page')}
      </MenuItem>
      <MenuItem
        icon={<Copy size={15} />}
        onClick={() => void attempt(() => invoke('copyText', gallery.page))}
      >
        {t('library:menu.copy-address')}
      </MenuItem>
      <MenuItem icon={<ShieldCheck size={15} />} onClick={() => void openCheck([gallery.id])}>
        {t('check:menu')}
      </MenuItem>
      <MenuLine />
      {gone ? (
        <MenuItem icon={<FolderX size={15} />} onClick={() => void forgetGallery(t, gallery)}>
          {t('check:forget')}
        </MenuItem>
      ) : null}
      <MenuItem icon={<Trash2 size={15} />} shortcut="Delete" danger onClick={() => onTrash(gallery)}>
        {t('library:menu.trash')}
      </MenuItem>
    </>
  )
}
