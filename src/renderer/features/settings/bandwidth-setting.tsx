import { Field as BaseField } from '@base-ui/react/field'
import { Settings } from '@shared/model/settings'
import { useState } from 'react'
import { Field } from '../../components/fields/field'
import { NumberField } from '../../components/fields/number-field'
import { Select } from '../../components/fields/select'
import { Switch } from '../../components/fields/switch'
import { useWords } from '../../locales/use-words'
import { boundsOf, boundsProblem } from './number-setting'
import { useChange } from './use-text-draft'

/** Units in which a user limits bandwidth, decimal as everywhere in the window. */
export type RateUnit = 'kb' | 'mb'

const bytesPerUnit: Readonly<Record<RateUnit, number>> = { kb: 1000, mb: 1_000_000 }

/** The limit that a user gets who turns limiting on for the first time, in bytes per second. */
export const firstRate = 5_000_000

/** The unit in which a rate (bytes per second) reads best. */
export function unitFor(rate: number): RateUnit {
  return rate >= bytesPerUnit.mb ? 'mb' : 'kb'
}

/** A rate in a unit, with at most two digits after the point. */
export function amountIn(rate: number, unit: RateUnit): number {
  return Math.round((rate / bytesPerUnit[unit]) * 100) / 100
}

/** Bytes per second. */
export function rateOf(amount: number, unit: RateUnit): number {
  return Math.round(amount * bytesPerUnit[unit])
}

/** The least amount in a unit that comes to at least `least` bytes per second, with two digits after the point. */
export function leastAmount(least: number, unit: RateUnit): number {
  return Math.ceil((least / bytesPerUnit[unit]) * 100) / 100
}

const leastRate = boundsOf(Settings.shape.bytesPerSecond.unwrap().unwrap()).least ?? 1

/** The limit of all transfers together: a switch, and when it is on an amount with its unit. */
export function BandwidthSetting({ bytesPerSecond }: { readonly bytesPerSecond: number | null }) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  const limited = bytesPerSecond !== null
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={t('settings:bandwidth.label')}
        description={t('settings:bandwidth.text')}
        error={limited ? null : refusal}
      >
        <Switch checked={limited} onChange={(on) => change({ bytesPerSecond: on ? firstRate : null })} />
      </Field>
      {limited ? <RateField rate={bytesPerSecond} refusal={refusal} change={change} /> : null}
    </div>
  )
}

interface RateFieldProps {
  readonly rate: number
  readonly refusal: string | null
  readonly change: (patch: { readonly bytesPerSecond: number }) => void
}

/** Another unit shows the same rate in other words; it does not change it. */
function RateField({ rate, refusal, change }: RateFieldProps) {
  const { t } = useWords()
  const [unit, setUnit] = useState<RateUnit>(() => unitFor(rate))
  const [problem, setProblem] = useState<string | null>(null)
  const least = leastAmount(leastRate, unit)

  const commit = (amount: number | null): void => {
    const found = boundsProblem(amount, { least, most: undefined })
    if (amount === null || found === 'no-number') setProblem(t('settings:must-be-number'))
    else if (found === 'outside') setProblem(t('settings:must-be-at-least', { least }))
    else {
      setProblem(null)
      const next = rateOf(amount, unit)
      if (next !== rate) change({ bytesPerSecond: next })
    }
  }

  return (
    <Field label={t('settings:bandwidth.amount')} error={problem ?? refusal}>
      <div className="flex items-center gap-2">
        <NumberField
          value={amountIn(rate, unit)}
          onCommit={commit}
          least={least}
          step={unit === 'mb' ? 0.5 : 50}
          digits={2}
        />
        <UnitSelect unit={unit} onChange={setUnit} />
      </div>
    </Field>
  )
}

function UnitSelect({
  unit,
  onChange,
}: {
  readonly unit: RateUnit
  readonly onChange: (unit: RateUnit) => void
}) {
  const { t } = useWords()
  return (
    // A field of its own: else the amount's label would name it.
    <BaseField.Root>
      <BaseField.Label className="sr-only">{t('settings:bandwidth.unit')}</BaseField.Label>
      <Select
        value={unit}
        items={[
          { value: 'kb', label: t('settings:bandwidth.units.kb') },
          { value: 'mb', label: t('settings:bandwidth.units.mb') },
        ]}
        onChange={onChange}
        className="w-22"
      />
    </BaseField.Root>
  )
}
