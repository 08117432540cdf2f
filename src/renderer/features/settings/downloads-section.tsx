import { Settings } from '@shared/model/settings'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { Field } from '../../components/fields/field'
import { Segmented } from '../../components/fields/segmented'
import { Select } from '../../components/fields/select'
import { addToast } from '../../components/overlays/toast'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { BandwidthSetting } from './bandwidth-setting'
import { boundsOf, NumberSetting } from './number-setting'
import { PerSiteSetting } from './per-site-setting'
import { Section, SwitchSetting } from './section'
import { useChange } from './use-text-draft'

const { shape } = Settings
const bounds = {
  tasksAtOnce: boundsOf(shape.tasksAtOnce.unwrap()),
  connections: boundsOf(shape.connections.unwrap()),
  intervalMs: boundsOf(shape.intervalMs.unwrap()),
  missingPagesToEnd: boundsOf(shape.missingPagesToEnd.unwrap()),
}

/** How much is downloaded at once, how fast, and how special cases are handled. */
export function DownloadsSection() {
  const { t } = useWords()
  const settings = useSettings()
  const { connections } = settings
  return (
    <>
      <Section>
        <NumberSetting
          label={t('settings:tasks-at-once.label')}
          description={t('settings:tasks-at-once.text')}
          value={settings.tasksAtOnce}
          bounds={bounds.tasksAtOnce}
          patch={(tasksAtOnce) => ({ tasksAtOnce })}
        />
        <NumberSetting
          label={t('settings:connections.label')}
          description={t('settings:connections.text')}
          value={connections}
          bounds={bounds.connections}
          patch={(next) => ({ connections: next })}
        />
        <PerSiteSetting connectionsPerSite={settings.connectionsPerSite} connections={connections} />
        <NumberSetting
          label={t('settings:interval.label')}
          description={t('settings:interval.text')}
          value={settings.intervalMs}
          bounds={bounds.intervalMs}
          scale={1000}
          step={0.5}
          digits={3}
          unit={t('settings:interval.unit')}
          patch={(intervalMs) => ({ intervalMs })}
        />
        <BandwidthSetting bytesPerSecond={settings.bytesPerSecond} />
      </Section>
      <Section>
        <DuplicatesSetting duplicates={settings.duplicates} />
        <SwitchSetting
          label={t('settings:mtime.label')}
          description={t('settings:mtime.text')}
          checked={settings.mtime}
          patch={(mtime) => ({ mtime })}
        />
        <NumberSetting
          label={t('settings:missing-pages-to-end.label')}
          description={t('settings:missing-pages-to-end.text')}
          value={settings.missingPagesToEnd}
          bounds={bounds.missingPagesToEnd}
          unit={t('settings:missing-pages-to-end.unit')}
          patch={(missingPagesToEnd) => ({ missingPagesToEnd })}
        />
        <EncodingSetting encoding={settings.fallbackEncoding} />
        <ForgetSites />
      </Section>
    </>
  )
}

/** What was learned of sites is a guess that can go wrong: it can be learned again. */
function ForgetSites() {
  const { t } = useWords()
  const forget = async (): Promise<void> => {
    if (await attempt(() => invoke('forgetSites', { host: null })))
      addToast({ title: t('settings:forget-sites.done') })
  }
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-56">
        <div className="font-medium">{t('settings:forget-sites.label')}</div>
        <p className="text-small text-muted">{t('settings:forget-sites.text')}</p>
      </div>
      <Button size="large" onClick={() => void forget()}>
        {t('settings:forget-sites.button')}
      </Button>
    </div>
  )
}

function DuplicatesSetting({ duplicates }: { readonly duplicates: Settings['duplicates'] }) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  return (
    <Field
      label={t('settings:duplicates.label')}
      description={t(
        duplicates === 'link' ? 'settings:duplicates.text-link' : 'settings:duplicates.text-note',
      )}
      error={refusal}
    >
      <Segmented
        value={duplicates}
        segments={[
          { value: 'link', label: t('settings:duplicates.link') },
          { value: 'note', label: t('settings:duplicates.note') },
        ]}
        onChange={(next) => change({ duplicates: next })}
      />
    </Field>
  )
}

/** WHATWG labels of encodings that picture sites use; each is also the name that users know. */
const encodings = [
  'windows-1252',
  'utf-8',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1251',
  'iso-8859-2',
]

function EncodingSetting({ encoding }: { readonly encoding: string }) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  // One that was written into config.json by hand must be seen here, not replaced.
  const labels = encodings.includes(encoding) ? encodings : [encoding, ...encodings]
  return (
    <Field
      label={t('settings:fallback-encoding.label')}
      description={t('settings:fallback-encoding.text')}
      error={refusal}
    >
      <Select
        value={encoding}
        items={labels.map((label) => ({ value: label, label }))}
        onChange={(fallbackEncoding) => change({ fallbackEncoding })}
        className="w-40"
      />
    </Field>
  )
}
