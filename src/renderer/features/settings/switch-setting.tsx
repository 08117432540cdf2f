import type { SettingsPatch } from '@shared/model/settings'
import { Field } from '../../components/field'
import { Switch } from '../../components/switch'
import { useChange } from './use-change'

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
