import { Slider as BaseSlider } from '@base-ui/react/slider'
import { classNames } from '../class-names'

interface SliderProps {
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step?: number
  /** Called while it moves. */
  readonly onChange: (value: number) => void
  /** Accessible name where no Field gives one. */
  readonly label?: string
  /** The value as it is read out. */
  readonly text?: (value: number) => string
  readonly className?: string
}

/** A value between two ends where its size matters more than its number. */
export function Slider({ value, least, most, step = 1, onChange, label, text, className }: SliderProps) {
  return (
    <BaseSlider.Root
      value={value}
      min={least}
      max={most}
      step={step}
      largeStep={step * 5}
      onValueChange={onChange}
      thumbAlignment="edge-client-only"
      className={classNames('w-24', className)}
    >
      <BaseSlider.Control className="flex h-7 w-full items-center">
        <BaseSlider.Track className="h-1 w-full rounded-full bg-line-strong">
          <BaseSlider.Indicator className="rounded-full bg-accent-fill" />
          <BaseSlider.Thumb
            aria-label={label}
            {...(text ? { getAriaValueText: (_formatted: string, now: number) => text(now) } : {})}
            className="size-3.5 rounded-full border border-field-line bg-raised has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent-fill"
          />
        </BaseSlider.Track>
      </BaseSlider.Control>
    </BaseSlider.Root>
  )
}
