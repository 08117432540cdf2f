import { Gauge } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Popover } from '../../components/popover'
import { formatLimit, formatSpeed } from '../../format'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { LimitChoice } from './limit-choice'
import { onSpeed, startSpeedClock } from './speed-clock'
import { SpeedGraph } from './speed-graph'

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
