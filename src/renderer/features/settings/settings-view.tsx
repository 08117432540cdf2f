import type { ReactNode } from 'react'
import { Tabs } from '../../components/tabs'
import { useWords } from '../../locales/use-words'
import { type SettingsSection, settingsSections, showSettings, useView } from '../../stores/view'
import { AboutSection } from './about-section'
import { DownloadsSection } from './downloads-section'
import { GeneralSection } from './general-section'
import { NamesSection } from './names-section'
import { NetworkSection } from './network-section'

const panels: Readonly<Record<SettingsSection, () => ReactNode>> = {
  general: GeneralSection,
  downloads: DownloadsSection,
  names: NamesSection,
  network: NetworkSection,
  about: AboutSection,
}

/** Everything a user can set. Each change is saved when it is made. */
export function SettingsView() {
  const { t } = useWords()
  const section = useView((state) => state.settingsSection)
  return (
    <>
      <h1 className="sr-only">{t('settings:title')}</h1>
      <Tabs
        label={t('settings:title')}
        value={section}
        onChange={showSettings}
        aside={<span className="truncate text-small text-muted">{t('settings:saved-at-once')}</span>}
        tabs={settingsSections.map((name) => {
          const Panel = panels[name]
          return {
            value: name,
            label: t(`settings:sections.${name}`),
            panel: (
              <div className="min-h-0 flex-1 overflow-y-auto">
                <div className="mx-auto flex max-w-180 flex-col gap-5 px-6 py-5">
                  <Panel />
                </div>
              </div>
            ),
          }
        })}
      />
    </>
  )
}
