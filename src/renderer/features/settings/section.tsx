import type { SettingsPatch } from '@shared/model/settings'
import { type ReactNode, useEffect, useRef } from 'react'
import { Field } from '../../components/fields/field'
import { Switch } from '../../components/fields/switch'
import { useView } from '../../stores/view'
import { useChange } from './use-text-draft'

interface SwitchSettingProps {
  readonly label: string
  readonly description: string
  readonly checked: boolean
  readonly patch: (checked: boolean) => SettingsPatch
}

/** A setting that is on or off. */
export function SwitchSetting({ label, description, checked, patch }: SwitchSettingProps) {
  const { refusal, change } = useChange()
  return (
    <Field label={label} description={description} error={refusal}>
      <Switch checked={checked} onChange={(next) => change(patch(next))} />
    </Field>
  )
}

interface SectionProps {
  /** By which `showSettings` finds it. */
  readonly id?: string
  readonly title?: string
  readonly intro?: ReactNode
  /** Settings, each in a row of its own. */
  readonly children: ReactNode
}

/** Settings that belong together. */
export function Section({ id, title, intro, children }: SectionProps) {
  const frame = useRef<HTMLElement>(null)
  const wanted = useView((state) => id !== undefined && state.settingsPlace === id)
  useEffect(() => {
    if (!wanted) return
    useView.setState({ settingsPlace: null })
    frame.current?.scrollIntoView({ block: 'start' })
    frame.current?.querySelector('input')?.focus({ preventScroll: true })
  }, [wanted])
  return (
    <section ref={frame} className="flex flex-col gap-2">
      {title ? <h2 className="px-1 font-semibold">{title}</h2> : null}
      {intro ? <p className="px-1 text-muted">{intro}</p> : null}
      <div className="flex flex-col divide-y divide-line rounded-md border border-line bg-raised [&>*]:px-4 [&>*]:py-2.5">
        {children}
      </div>
    </section>
  )
}
