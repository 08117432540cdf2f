import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../class-names'
import { IconButton } from '../icon-button'

interface DialogProps {
  readonly open: boolean
  /** Called when the user leaves it: Escape, the cross, a click beside it. */
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  /** What gets the focus first; else the first control. It returns to where it was when the dialog closes. */
  readonly initialFocus?: RefObject<HTMLElement | null>
  readonly width?: 'narrow' | 'normal' | 'wide'
  /** A click beside it does nothing: for forms in which much has been typed. */
  readonly keepOnOutsidePress?: boolean
  readonly children?: ReactNode
  /** Buttons, the default one last. */
  readonly footer?: ReactNode
}

const widths = { narrow: 'w-[420px]', normal: 'w-[560px]', wide: 'w-[680px]' }

/** A question over the window: focus is held inside and given back. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  initialFocus,
  width = 'normal',
  keepOnOutsidePress = false,
  children,
  footer,
}: DialogProps) {
  const { t } = useTranslation()
  return (
    <BaseDialog.Root
      open={open}
      disablePointerDismissal={keepOnOutsidePress}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Viewport className="fixed inset-0 z-40 flex items-center justify-center p-4">
          <BaseDialog.Popup
            {...(initialFocus ? { initialFocus } : {})}
            className={classNames(
              'popup-motion flex max-h-full max-w-full flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-popup outline-none',
              widths[width],
            )}
          >
            <header className="flex items-start gap-3 px-5 pt-4">
              <div className="min-w-0 flex-1">
                <BaseDialog.Title className="text-lg font-semibold">{title}</BaseDialog.Title>
                {description ? (
                  <BaseDialog.Description render={<div />} className="mt-1 text-muted">
                    {description}
                  </BaseDialog.Description>
                ) : null}
              </div>
              <IconButton
                label={t('close')}
                shortcut="Esc"
                icon={<X size={16} />}
                onClick={onClose}
                className="-mr-1.5"
              />
            </header>
            {children ? (
              <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
            ) : (
              <div className="h-2" />
            )}
            {footer ? (
              <footer className="flex items-center justify-end gap-2 border-t border-line bg-bar px-5 py-3">
                {footer}
              </footer>
            ) : null}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
