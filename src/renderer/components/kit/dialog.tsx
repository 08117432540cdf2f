import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../class-names'
import { IconButton } from './button'
import { KitPopups } from './kit'

interface DialogProps {
  readonly title: string
  /** Stands behind the title: a chip, a switch between two forms. */
  readonly aside?: ReactNode
  readonly size?: 'question' | 'page'
  readonly onClose: () => void
  readonly initialFocus?: RefObject<HTMLElement | null>
  /** A click beside it does nothing: for forms in which much has been typed. */
  readonly keepOnOutsidePress?: boolean
  readonly children: ReactNode
  /** At the left a summary, at the right Cancel and the primary button. */
  readonly footer?: ReactNode
}

const sizes = {
  question: 'w-[460px]',
  page: 'h-[min(760px,100%)] w-[1160px]',
}

/** A question or a form over the window: focus is held inside and given back. */
export function Dialog({
  title,
  aside,
  size = 'question',
  onClose,
  initialFocus,
  keepOnOutsidePress = false,
  children,
  footer,
}: DialogProps) {
  const { t } = useTranslation()
  return (
    <KitPopups>
      <BaseDialog.Root
        open
        disablePointerDismissal={keepOnOutsidePress}
        onOpenChange={(next) => {
          if (!next) onClose()
        }}
      >
        <BaseDialog.Portal>
          <BaseDialog.Backdrop className="kit fixed inset-0 z-40 bg-scrim" />
          <BaseDialog.Viewport className="fixed inset-0 z-40 flex items-center justify-center p-4">
            <BaseDialog.Popup
              {...(initialFocus ? { initialFocus } : {})}
              className={classNames(
                'kit popup-motion flex max-h-full max-w-full flex-col overflow-hidden rounded-[14px] bg-canvas shadow-dialog outline-none',
                sizes[size],
              )}
            >
              <header className="flex shrink-0 items-center gap-3 border-b border-line py-2.5 pr-3 pl-5">
                <BaseDialog.Title className="t-title min-w-0 truncate">{title}</BaseDialog.Title>
                {aside}
                <span className="flex-1" />
                <IconButton label={t('close')} shortcut="Esc" icon={<X size={16} />} onClick={onClose} />
              </header>
              <div className="flex min-h-0 flex-1 flex-col">{children}</div>
              {footer ? (
                <footer className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-bar px-5 py-3">
                  {footer}
                </footer>
              ) : null}
            </BaseDialog.Popup>
          </BaseDialog.Viewport>
        </BaseDialog.Portal>
      </BaseDialog.Root>
    </KitPopups>
  )
}
