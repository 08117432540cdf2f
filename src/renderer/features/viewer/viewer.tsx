import { Dialog } from '@base-ui/react/dialog'
import { useRef } from 'react'
import { closeViewer, useView } from '../../stores/view'
import { GalleryScreen } from './gallery-screen'
import { fillsScreen, leaveFullScreen } from './use-full-screen'

/** The pictures of one gallery over the whole window. The focus is held inside and given back. */
export function Viewer() {
  const viewer = useView((state) => state.viewer)
  const popup = useRef<HTMLDivElement>(null)
  const close = (): void => {
    void leaveFullScreen().finally(closeViewer)
  }
  return (
    <Dialog.Root
      open={viewer !== null}
      disablePointerDismissal
      onOpenChange={(open, { reason }) => {
        if (open) return
        if (reason === 'escape-key' && fillsScreen()) void leaveFullScreen()
        else close()
      }}
    >
      <Dialog.Portal>
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          className="fixed inset-0 z-40 flex flex-col bg-side text-text outline-none"
        >
          {viewer === null ? null : (
            <GalleryScreen
              key={viewer.galleryId}
              galleryId={viewer.galleryId}
              imageId={viewer.imageId}
              onClose={close}
            />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
