import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../class-names'
import { IconButton } from '../icon-button'

interface DialogProps {
  /** False while it goes: then its content stays until it has gone. */
  readonly open?: boolean
  readonly title: string
  readonly description?: ReactNode
  /** Stands behind the title: a chip, a switch between two forms. */
  readonly aside?: ReactNode
  /** `page`: as large as the window allows, and its content reaches the edges. */
  readonly size?: 'question' | 'form' | 'wide' | 'page'
  /** Called when the user leaves it: Escape, the cross, a click beside it. */
  readonly onClose: () => void
  /** What gets the focus first; else the first control. It returns to where it was when the dialog closes. */
  readonly initialFocus?: RefObject<HTMLElement | null>
  /** A click beside it does nothing: for forms in which much has been typed. */
  readonly keepOnOutsidePress?: boolean
  readonly children?: ReactNode
  /** At the left a summary, at the right Cancel and the primary button. */
  readonly footer?: ReactNode
}

const sizes = {
  question: 'w-[460px]',
  form: 'w-[560px]',
  wide: 'w-[680px]',
  page: 'h-[min(760px,100%)] w-[1160px]',
}

/** A question or a form over the window: focus is held inside and given back. */
export function Dialog(props: DialogProps) {
  const { open = true, size = 'question', initialFocus, keepOnOutsidePress = false, onClose } = props
  const { children, footer } = props
  return (
    <BaseDialog.Root
      open={open}
      disablePointerDismissal={keepOnOutsidePress}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <BaseDialog.Viewport className="fixed inset-0 z-40 flex items-center justify-center p-4">
          <BaseDialog.Popup
            {...(initialFocus ? { initialFocus } : {})}
            className={classNames(
              'popup-motion flex max-h-full max-w-full flex-col overflow-hidden rounded-lg bg-canvas shadow-dialog outline-none',
              sizes[size],
            )}
          >
            <Header {...props} />
            {children === undefined ? null : (
              <div
                className={classNames(
                  'flex min-h-0 flex-1 flex-col',
                  size !== 'page' && 'overflow-y-auto px-5 py-4',
                )}
              >
                {children}
              </div>
            )}
            {footer ? (
              <footer className="flex shrink-0 flex-wrap items-center justify-end gap-x-2 gap-y-2 border-t border-line bg-bar px-5 py-3">
                {footer}
              </footer>
            ) : null}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

function Header({ title, description, aside, size, onClose }: DialogProps) {
  const { t } = useTranslation()
  return (
    <header
      className={classNames(
        'shrink-0 pr-3 pl-5',
        size === 'page' ? 'border-b border-line py-2.5' : 'pt-3.5 pb-1 last:pb-4',
      )}
    >
      <div className="flex items-center gap-3">
        <BaseDialog.Title className="min-w-0 truncate text-title">{title}</BaseDialog.Title>
        {aside}
        <span className="flex-1" />
        <IconButton label={t('close')} shortcut="Esc" icon={<X size={16} />} onClick={onClose} />
      </div>
      {description ? (
        <BaseDialog.Description render={<div />} className="mt-1 mb-2 pr-2 text-muted">
          {description}
        </BaseDialog.Description>
      ) : null}
    </header>
  )
}
