import type { Settings } from '@shared/model/settings'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useId } from 'react'
import { Field } from '../../components/fields/field'
import { Segmented } from '../../components/fields/segmented'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { FolderPicker } from '../folder-picker/folder-picker'
import { Section, SwitchSetting } from './section'
import { useChange } from './use-text-draft'

/** Where new downloads go. */
export function FolderSetting({ folder }: { readonly folder: string }) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  const labelId = useId()
  return (
    <div role="group" aria-labelledby={labelId} className="flex flex-col gap-2">
      <div>
        <div id={labelId} className="font-medium">
          {t('settings:folder.label')}
        </div>
        <div className="text-small text-muted">{t('settings:folder.text')}</div>
      </div>
      <FolderPicker
        folder={folder}
        placeholder={t('settings:folder.standard')}
        chooseLabel={t('settings:folder.choose')}
        labelledBy={labelId}
        onChoose={(chosen) => change({ folder: chosen })}
      />
      {refusal === null ? null : (
        <div role="alert" className="text-small text-bad">
          {refusal}
        </div>
      )}
    </div>
  )
}

/** Folder, language, theme, and what the app does automatically. */
export function GeneralSection() {
  const { t } = useWords()
  const settings = useSettings()
  return (
    <>
      <Section>
        <FolderSetting folder={settings.folder} />
      </Section>
      <Section>
        <LanguageSetting language={settings.language} />
        <ThemeSetting theme={settings.theme} />
      </Section>
      <Section>
        <SwitchSetting
          label={t('settings:notifications.label')}
          description={t('settings:notifications.text')}
          checked={settings.notifications}
          patch={(notifications) => ({ notifications })}
        />
        <SwitchSetting
          label={t('settings:keep-awake.label')}
          description={t('settings:keep-awake.text')}
          checked={settings.keepAwake}
          patch={(keepAwake) => ({ keepAwake })}
        />
        <SwitchSetting
          label={t('settings:continue-at-start.label')}
          description={t('settings:continue-at-start.text')}
          checked={settings.continueAtStart}
          patch={(continueAtStart) => ({ continueAtStart })}
        />
      </Section>
    </>
  )
}

function LanguageSetting({ language }: { readonly language: Settings['language'] }) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  return (
    <Field label={t('settings:language.label')} error={refusal}>
      <Segmented
        value={language}
        segments={[
          { value: 'system', label: t('settings:system') },
          { value: 'en', label: t('settings:language.en') },
          { value: 'zh-CN', label: t('settings:language.zh-CN') },
        ]}
        onChange={(next) => change({ language: next })}
      />
    </Field>
  )
}

function ThemeSetting({ theme }: { readonly theme: Settings['theme'] }) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  return (
    <Field label={t('settings:theme.label')} error={refusal}>
      <Segmented
        value={theme}
        segments={[
          { value: 'system', label: t('settings:system'), icon: <Monitor size={14} aria-hidden /> },
          { value: 'light', label: t('settings:theme.light'), icon: <Sun size={14} aria-hidden /> },
          { value: 'dark', label: t('settings:theme.dark'), icon: <Moon size={14} aria-hidden /> },
        ]}
        onChange={(next) => change({ theme: next })}
      />
    </Field>
  )
}
