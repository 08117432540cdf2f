import type { SettingsPatch } from '@shared/model/settings'
import { useState } from 'react'
import { Field } from '../../components/fields/field'
import { NumberField } from '../../components/fields/number-field'
import { useWords } from '../../locales/use-words'
import { useChange } from './use-text-draft'

/** Limits of a number that the engine accepts; undefined where there is none. */
export interface Bounds {
  readonly least: number | undefined
  readonly most: number | undefined
}

/** A number's schema, as zod describes it. */
interface NumberSchema {
  readonly minValue: number | null
  readonly maxValue: number | null
}

/** Limits from the schema that the engine itself parses with, so that the window never allows another range. */
export function boundsOf({ minValue, maxValue }: NumberSchema): Bounds {
  // Whole numbers always carry the limits of exactness, which mean nothing to users.
  const least = minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? minValue : undefined
  const most = maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER ? maxValue : undefined
  return { least, most }
}

/** Why a number is refused. */
export type BoundsProblem = 'no-number' | 'outside'

/** What is wrong with a number, or null. */
export function boundsProblem(value: number | null, { least, most }: Bounds): BoundsProblem | null {
  if (value === null || !Number.isFinite(value)) return 'no-number'
  if (least !== undefined && value < least) return 'outside'
  if (most !== undefined && value > most) return 'outside'
  return null
}

interface NumberSettingProps {
  readonly label: string
  readonly description?: string
  /** As the engine keeps it. */
  readonly value: number
  /** Of the engine's value. */
  readonly bounds: Bounds
  readonly patch: (value: number) => SettingsPatch
  /** How many of the engine's units are one of the user's: 1000 for milliseconds shown as seconds. */
  readonly scale?: number
  /** In the user's unit. */
  readonly step?: number
  readonly digits?: number
  readonly unit?: string
}

/** A setting that is a number. One outside its limits stays here, with the reason. */
export function NumberSetting({
  label,
  description,
  value,
  bounds,
  patch,
  scale = 1,
  step = 1,
  digits = 0,
  unit,
}: NumberSettingProps) {
  const { t } = useWords()
  const { refusal, change, forget } = useChange()
  const [problem, setProblem] = useState<string | null>(null)
  const least = bounds.least === undefined ? undefined : bounds.least / scale
  const most = bounds.most === undefined ? undefined : bounds.most / scale

  const commit = (next: number | null): void => {
    const found = boundsProblem(next, { least, most })
    if (next === null || found === 'no-number') setProblem(t('settings:must-be-number'))
    else if (found === 'outside') {
      setProblem(
        most === undefined
          ? t('settings:must-be-at-least', { least })
          : t('settings:must-be-within', { least: least ?? 0, most }),
      )
    } else {
      setProblem(null)
      const kept = Math.round(next * scale)
      if (kept === value) forget()
      else change(patch(kept))
    }
  }

  return (
    <Field label={label} description={description} error={problem ?? refusal}>
      <div className="flex items-center gap-2">
        <NumberField
          value={value / scale}
          onCommit={commit}
          {...(least === undefined ? {} : { least })}
          {...(most === undefined ? {} : { most })}
          step={step}
          digits={digits}
        />
        {unit ? <span className="text-muted">{unit}</span> : null}
      </div>
    </Field>
  )
}
