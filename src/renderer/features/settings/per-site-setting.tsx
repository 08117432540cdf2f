import { Settings } from '@shared/model/settings'
import { Field } from '../../components/fields/field'
import { Switch } from '../../components/fields/switch'
import { useWords } from '../../locales/use-words'
import { boundsOf, NumberSetting } from './number-setting'
import { useChange } from './use-text-draft'

const bounds = boundsOf(Settings.shape.connectionsPerSite.unwrap().unwrap())

/** What a user begins with who wants to decide alone. */
const firstNumber = 6

interface PerSiteSettingProps {
  /** null: as many as help. */
  readonly connectionsPerSite: number | null
  /** All connections together. */
  readonly connections: number
}

/** How many connections a site gets: found by what helps, or a number. */
export function PerSiteSetting({ connectionsPerSite, connections }: PerSiteSettingProps) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  const own = connectionsPerSite !== null
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={t('settings:connections-per-site.adapts')}
        description={t('settings:connections-per-site.adapts-text')}
        error={own ? null : refusal}
      >
        <Switch
          checked={!own}
          onChange={(on) => change({ connectionsPerSite: on ? null : Math.min(firstNumber, connections) })}
        />
      </Field>
      {own ? (
        <NumberSetting
          label={t('settings:connections-per-site.label')}
          description={
            connectionsPerSite > connections
              ? t('settings:connections-per-site.bounded', { count: connections })
              : t('settings:connections-per-site.text')
          }
          value={connectionsPerSite}
          bounds={bounds}
          patch={(next) => ({ connectionsPerSite: next })}
        />
      ) : null}
    </div>
  )
}
