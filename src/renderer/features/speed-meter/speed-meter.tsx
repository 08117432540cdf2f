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

const height = 48
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
  return (
    <div className="relative h-12 w-full" aria-hidden>
      <span className="absolute inset-x-0 top-0 border-t border-dashed border-line-strong" />
      <span className="absolute inset-x-0 top-1/2 border-t border-dashed border-line-strong" />
      <div ref={frame} className="absolute inset-0 overflow-hidden text-accent" />
    </div>
  )
}

/** Steps of the scale: the next of 1, 2 and 5 times a power of ten. A steady trickle must not fill the whole height. */
export function scaleOf(most: number): number {
  const least = 100_000
  if (most <= least) return least
  const power = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= most) ?? most
}

/** A canvas knows no CSS variables: the colour is taken from the element, which has it resolved. */
function draw(element: HTMLElement): uPlot {
  const { color } = getComputedStyle(element)
  return new uPlot(
    {
      width: element.clientWidth,
      height,
      padding: [1, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: {
        x: { time: false },
        y: { range: (_plot, _least, most) => [0, scaleOf(most)] },
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

/** The limit of the bandwidth, if there is one. */
function LimitNote() {
  const { t, language } = useWords()
  const { bytesPerSecond } = useSettings()
  if (bytesPerSecond === null) return null
  return (
    <span className="ml-auto flex min-w-0 items-center gap-1 text-caption text-muted">
      <Gauge size={12} className="shrink-0" aria-hidden />
      <span className="truncate">
        {t('downloads:speed.limited', { speed: formatLimit(bytesPerSecond, language) })}
      </span>
    </span>
  )
}

/** What the top of the graph stands for. */
function Scale() {
  const { t, language } = useWords()
  const [scale, setScale] = useState(() => scaleOf(0))
  useEffect(() => onSpeed(({ values }) => setScale(scaleOf(Math.max(...values)))), [])
  return (
    <span className="flex w-full justify-between pt-1 text-caption text-muted" aria-hidden>
      <span>{t('downloads:speed.seconds')}</span>
      <span>{t('downloads:speed.scale', { speed: formatLimit(scale, language) })}</span>
    </span>
  )
}

/** Speed of everything, now and in the last minute; a click opens the limit. In a narrow sidebar the number alone. */
export function SpeedMeter({ isSmall }: { readonly isSmall: boolean }) {
  const { t, language } = useWords()
  const [open, setOpen] = useState(false)
  const speed = useTasks((state) => totalSpeed(state.mirror))
  useEffect(startSpeedClock, [])
  const [number = '', unit = ''] = formatSpeed(speed, language).split(' ')
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      side="top"
      title={t('downloads:speed.title')}
      trigger={
        <button
          type="button"
          className={classNames(
            'flex flex-col -outline-offset-2 hover:bg-fill',
            isSmall ? 'items-center py-2' : 'px-4 pt-1.5 pb-3 text-left',
          )}
        >
          <span className="sr-only">{t('downloads:speed.label')}</span>
          {isSmall ? (
            <>
              <span className="font-semibold">{number}</span>
              <span className="text-caption text-muted">{unit}</span>
            </>
          ) : (
            <>
              <span className="flex items-baseline gap-1.5 pb-1">
                <span className="shrink-0 text-title">{`${number} ${unit}`}</span>
                <LimitNote />
              </span>
              <SpeedGraph />
              <Scale />
            </>
          )}
        </button>
      }
    >
      <LimitChoice onChosen={() => setOpen(false)} />
    </Popover>
  )
}
