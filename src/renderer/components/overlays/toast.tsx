import { Toast } from '@base-ui/react/toast'
import { CircleAlert, Info, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../icon-button'

const manager = Toast.createToastManager()

interface ToastWords {
  readonly title: string
  readonly description?: string
  readonly kind?: 'note' | 'warning' | 'failure'
  /** What can be done about it for as long as it is shown. */
  readonly action?: { readonly label: string; readonly onClick: () => void }
  /** How long it is shown; by default as long as its kind needs to be read. */
  readonly timeoutMs?: number
}

/** Shows a few words at the bottom for a while; warnings and failures stay longer, a failure is read out at once. */
export function addToast({ title, description, kind = 'note', action, timeoutMs }: ToastWords): void {
  // The same words again renew the toast that shows them.
  const id = `${kind} ${title} ${description ?? ''}`
  const act = (): void => {
    manager.close(id)
    action?.onClick()
  }
  manager.add({
    id,
    title,
    description,
    type: kind,
    // Time to read it and to reach its button.
    timeout: timeoutMs ?? (kind !== 'note' || action ? 12_000 : 5000),
    priority: kind === 'failure' ? 'high' : 'low',
    ...(action ? { actionProps: { children: action.label, onClick: act } } : {}),
  })
}

/** Shows the toasts that `addToast` adds, below everything inside it. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed bottom-4 left-1/2 z-60 flex w-100 max-w-[calc(100vw-2rem)] -translate-x-1/2 flex-col-reverse gap-2 outline-none">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function Toasts() {
  const { t } = useTranslation()
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-md bg-raised shadow-menu transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3">
        {toast.type === 'failure' ? (
          <CircleAlert size={16} className="mt-0.5 shrink-0 text-bad" aria-hidden />
        ) : toast.type === 'warning' ? (
          <CircleAlert size={16} className="mt-0.5 shrink-0 text-warn" aria-hidden />
        ) : (
          <Info size={16} className="mt-0.5 shrink-0 text-accent" aria-hidden />
        )}
        <div className="min-w-0 flex-1 py-0.5">
          <Toast.Title className="font-medium break-words" />
          <Toast.Description className="mt-0.5 text-small break-words whitespace-pre-line text-muted" />
        </div>
        {toast.actionProps ? (
          <Toast.Action className="h-7 shrink-0 rounded-sm px-2.5 text-small font-medium whitespace-nowrap text-accent hover:bg-hover" />
        ) : null}
        <Toast.Close render={<IconButton label={t('close')} icon={<X size={14} />} />} />
      </Toast.Content>
    </Toast.Root>
  ))
}
