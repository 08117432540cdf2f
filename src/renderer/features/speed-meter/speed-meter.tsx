import { Popover as BasePopover } from '@base-ui/react/popover'
import { formatLimit, formatSpeed } from '@shared/messages/format'
import { Gauge } from 'lucide-react'
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { LimitChoice } from './limit-choice'
import { onSpeed, startSpeedClock } from './speed-clock'
import { SpeedGraph } from './speed-graph'

interface PopoverProps {
  readonly trigger: ReactElement
  readonly title: string
  readonly children: ReactNode
  readonly side?: 'top' | 'bottom' | 'right'
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** A few controls beside the button that opened them. */
export function Popover({ trigger, title, children, side = 'bottom', open, onOpenChange }: PopoverProps) {
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange} modal>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner
          side={side}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 outline-none"
        >
          <BasePopover.Popup className="popup-motion w-60 origin-(--transform-origin) rounded-lg border border-line bg-raised p-3 shadow-popup outline-none">
            <BasePopover.Title className="mb-2 font-semibold">{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  )
}

/** Speed of everything, now and in the last minute; a click opens the limit. */
export function SpeedMeter() {
  const { t, language } = useWords()
  const { bytesPerSecond } = useSettings()
  const [open, setOpen] = useState(false)
  const number = useRef<HTMLSpanElement>(null)
  useEffect(startSpeedClock, [])
  useEffect(
    () =>
      onSpeed(({ now }) => {
        if (number.current) number.current.textContent = formatSpeed(now, language)
      }),
    [language],
  )
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      side="top"
      title={t('downloads:speed.title')}
      trigger={
        <button type="button" className="flex flex-col pt-2 text-left -outline-offset-2 hover:bg-hover">
          <span className="sr-only">{t('downloads:speed.label')}</span>
          <SpeedGraph />
          <span className="flex w-full items-baseline gap-1.5 border-t border-line px-4 pt-1.5 pb-2.5">
            <span ref={number} className="shrink-0 text-lg font-semibold tabular-nums" />
            {bytesPerSecond === null ? null : (
              <span className="flex min-w-0 items-center gap-1 text-xs text-muted">
                <Gauge size={12} className="shrink-0" aria-hidden />
                <span className="truncate">
                  {t('downloads:speed.limited', { speed: formatLimit(bytesPerSecond, language) })}
                </span>
              </span>
            )}
          </span>
        </button>
      }
    >
      <LimitChoice onChosen={() => setOpen(false)} />
    </Popover>
  )
}
