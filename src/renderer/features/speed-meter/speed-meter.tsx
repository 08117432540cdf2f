import { Popover as BasePopover } from '@base-ui/react/popover'
import { formatLimit, formatSpeed } from '@shared/messages/format'
import { Check, Gauge } from 'lucide-react'
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import { classNames } from '../../components/class-names'
import { NumberField } from '../../components/fields/number-field'
import { useWords } from '../../locales/use-words'
import { changeSettings, useSettings } from '../../stores/settings'
import { totalSpeed } from '../../stores/task-mirror'
import { useTasks } from '../../stores/tasks'
import { onSpeed, shownSeconds, startSpeedClock } from './speed-clock'

const height = 40
const seconds = Array.from({ length: shownSeconds }, (_, second) => second)

/** The last minute as a small curve. Drawn by uPlot, once a second, without React. */
export function SpeedGraph() {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    let plot = draw(element)
    const end = onSpeed(({ values }) => plot.setData([seconds, [...values]]))
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const redraw = (): void => {
      const { data } = plot
      plot.destroy()
      plot = draw(element)
      plot.setData(data)
    }
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }))
    resized.observe(element)
    dark.addEventListener('change', redraw)
    return () => {
      end()
      dark.removeEventListener('change', redraw)
      resized.disconnect()
      plot.destroy()
    }
  }, [])
  return <div ref={frame} className="h-10 w-full overflow-hidden text-accent" aria-hidden />
}

/** A canvas knows no CSS variables: the colour is taken from the element, which has it resolved. */
function draw(element: HTMLElement): uPlot {
  const { color } = getComputedStyle(element)
  return new uPlot(
    {
      width: element.clientWidth,
      height,
      padding: [3, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: {
        x: { time: false },
        // A steady trickle must not fill the whole height: the scale begins at 64 KB/s.
        y: { range: (_plot, _least, most) => [0, Math.max(64_000, most * 1.1)] },
      },
      series: [
        {},
        {
          stroke: color,
          fill: color.replace('rgb(', 'rgba(').replace(')', ', 0.14)'),
          width: 1.5,
          points: { show: false },
        },
      ],
    },
    [seconds, seconds.map(() => 0)],
    element,
  )
}

/** Limits to choose from, in bytes per second. */
const choices = [null, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000] as const
const bytesPerKilobyte = 1000
const leastKilobytes = 2

/** The limit of all downloads together. */
export function LimitChoice({ onChosen }: { readonly onChosen: () => void }) {
  const { t, language } = useWords()
  const { bytesPerSecond } = useSettings()
  const choose = (limit: number | null): void => {
    void changeSettings({ bytesPerSecond: limit })
    onChosen()
  }
  return (
    <div className="-mx-1.5 flex flex-col">
      {choices.map((limit) => (
        <button
          key={limit ?? 'none'}
          type="button"
          aria-pressed={limit === bytesPerSecond}
          onClick={() => choose(limit)}
          className={classNames(
            'flex h-7 items-center gap-2 rounded-sm px-1.5 text-left hover:bg-hover',
            limit === bytesPerSecond && 'font-medium text-accent',
          )}
        >
          <span className="flex w-4 justify-center" aria-hidden>
            {limit === bytesPerSecond ? <Check size={14} /> : null}
          </span>
          {limit === null ? t('downloads:speed.unlimited') : formatLimit(limit, language)}
        </button>
      ))}
      <div className="mt-2 flex items-center justify-between gap-2 border-t border-line px-1.5 pt-2.5">
        <span className="text-muted">{t('downloads:speed.custom')}</span>
        <NumberField
          label={t('downloads:speed.custom')}
          value={bytesPerSecond === null ? null : Math.round(bytesPerSecond / bytesPerKilobyte)}
          least={leastKilobytes}
          step={100}
          onCommit={(kilobytes) =>
            void changeSettings({
              bytesPerSecond:
                kilobytes === null ? null : Math.max(leastKilobytes, kilobytes) * bytesPerKilobyte,
            })
          }
        />
      </div>
    </div>
  )
}

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
          <BasePopover.Popup className="popup-motion w-60 origin-(--transform-origin) rounded-md border border-line bg-raised p-3 shadow-menu outline-none">
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
  const speed = useTasks((state) => totalSpeed(state.mirror))
  useEffect(startSpeedClock, [])
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
            <span className="shrink-0 text-title">{formatSpeed(speed, language)}</span>
            {bytesPerSecond === null ? null : (
              <span className="flex min-w-0 items-center gap-1 text-caption text-muted">
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
