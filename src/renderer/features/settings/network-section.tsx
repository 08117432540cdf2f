import { Field as BaseField } from '@base-ui/react/field'
import { NetworkSettings, Settings, type SettingsPatch } from '@shared/model/settings'
import { Field } from '../../components/fields/field'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { boundsOf, NumberSetting } from './number-setting'
import { Section } from './section'
import { useChange, useTextDraft } from './use-text-draft'

/** Addresses that show how a proxy is written. */
export const proxyExamples = ['http://127.0.0.1:8080', 'socks5://127.0.0.1:1080'] as const

/** Why the address of a proxy is refused. */
export type ProxyProblem = 'scheme' | 'invalid'

/** What is wrong with a proxy's address, or null; empty means no proxy. */
export function proxyProblem(text: string): ProxyProblem | null {
  if (text === '') return null
  if (!/^(?:https?|socks5h?):\/\//i.test(text)) return 'scheme'
  if (!URL.canParse(text) || new URL(text).hostname === '') return 'invalid'
  return Settings.shape.proxy.safeParse(text).success ? null : 'invalid'
}

/** The proxy for everything that is fetched. A wrong address stays here, with the reason. */
export function ProxySetting({ proxy }: { readonly proxy: string }) {
  const { t } = useWords()
  const { refusal, change } = useChange()
  const draft = useTextDraft(
    proxy,
    (text) => proxyProblem(text.trim()) === null,
    (text) => change({ proxy: text.trim() }),
  )
  const problem = proxyProblem(draft.text.trim())
  return (
    <Field
      label={t('settings:proxy.label')}
      description={t('settings:proxy.text', { examples: proxyExamples.join(' · ') })}
      error={problem === null ? refusal : t(`settings:proxy.${problem}`)}
      layout="stack"
    >
      <BaseField.Control
        value={draft.text}
        onValueChange={(text) => draft.type(text)}
        onBlur={draft.commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') draft.commit()
        }}
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        className="h-8 w-full rounded-sm border border-field-line bg-raised px-2.5 font-mono text-small data-invalid:border-bad"
      />
    </Field>
  )
}

const { shape } = NetworkSettings
const bounds = {
  connectTimeoutMs: boundsOf(shape.connectTimeoutMs.unwrap()),
  headersTimeoutMs: boundsOf(shape.headersTimeoutMs.unwrap()),
  idleTimeoutMs: boundsOf(shape.idleTimeoutMs.unwrap()),
  retries: boundsOf(shape.retries.unwrap()),
  longestBackoffMs: boundsOf(shape.longestBackoffMs.unwrap()),
  longestRetryAfterMs: boundsOf(shape.longestRetryAfterMs.unwrap()),
  decodedBodyLimitBytes: boundsOf(shape.decodedBodyLimitBytes.unwrap()),
  pageLimitBytes: boundsOf(shape.pageLimitBytes.unwrap()),
}

function networkChange(network: NonNullable<SettingsPatch['network']>): SettingsPatch {
  return { network }
}

/** Proxy, time limits, size limits, and retries. */
export function NetworkSection() {
  const { t } = useWords()
  const { proxy, network } = useSettings()
  return (
    <>
      <Section id="proxy">
        <ProxySetting proxy={proxy} />
      </Section>
      <Section title={t('settings:limits.title')}>
        <TimeLimits network={network} />
      </Section>
      <Section id="limits-of-size" title={t('settings:sizes.title')}>
        <SizeLimits network={network} />
      </Section>
      <Section title={t('settings:retries.title')}>
        <RetrySettings network={network} />
      </Section>
    </>
  )
}

interface NetworkProps {
  readonly network: NetworkSettings
}

/** Shows a number of milliseconds in seconds. */
function useSeconds() {
  const { t } = useWords()
  return { scale: 1000, digits: 1, unit: t('settings:limits.unit') }
}

function TimeLimits({ network }: NetworkProps) {
  const { t } = useWords()
  const seconds = useSeconds()
  return (
    <>
      <NumberSetting
        label={t('settings:limits.connect.label')}
        description={t('settings:limits.connect.text')}
        value={network.connectTimeoutMs}
        bounds={bounds.connectTimeoutMs}
        {...seconds}
        patch={(connectTimeoutMs) => networkChange({ connectTimeoutMs })}
      />
      <NumberSetting
        label={t('settings:limits.headers.label')}
        description={t('settings:limits.headers.text')}
        value={network.headersTimeoutMs}
        bounds={bounds.headersTimeoutMs}
        {...seconds}
        patch={(headersTimeoutMs) => networkChange({ headersTimeoutMs })}
      />
      <NumberSetting
        label={t('settings:limits.idle.label')}
        description={t('settings:limits.idle.text')}
        value={network.idleTimeoutMs}
        bounds={bounds.idleTimeoutMs}
        {...seconds}
        patch={(idleTimeoutMs) => networkChange({ idleTimeoutMs })}
      />
    </>
  )
}

const mebibytes = { scale: 1024 ** 2, digits: 3, unit: 'MiB' }

function SizeLimits({ network }: NetworkProps) {
  const { t } = useWords()
  return (
    <>
      <NumberSetting
        label={t('settings:sizes.image.label')}
        description={t('settings:sizes.image.text')}
        value={network.decodedBodyLimitBytes}
        bounds={bounds.decodedBodyLimitBytes}
        {...mebibytes}
        step={1024}
        patch={(decodedBodyLimitBytes) => networkChange({ decodedBodyLimitBytes })}
      />
      <NumberSetting
        label={t('settings:sizes.page.label')}
        description={t('settings:sizes.page.text')}
        value={network.pageLimitBytes}
        bounds={bounds.pageLimitBytes}
        {...mebibytes}
        step={64}
        patch={(pageLimitBytes) => networkChange({ pageLimitBytes })}
      />
    </>
  )
}

function RetrySettings({ network }: NetworkProps) {
  const { t } = useWords()
  const seconds = useSeconds()
  return (
    <>
      <NumberSetting
        label={t('settings:retries.label')}
        description={t('settings:retries.text')}
        value={network.retries}
        bounds={bounds.retries}
        patch={(retries) => networkChange({ retries })}
      />
      <NumberSetting
        label={t('settings:retries.longest-backoff.label')}
        description={t('settings:retries.longest-backoff.text')}
        value={network.longestBackoffMs}
        bounds={bounds.longestBackoffMs}
        {...seconds}
        patch={(longestBackoffMs) => networkChange({ longestBackoffMs })}
      />
      <NumberSetting
        label={t('settings:retries.longest-retry-after.label')}
        description={t('settings:retries.longest-retry-after.text')}
        value={network.longestRetryAfterMs}
        bounds={bounds.longestRetryAfterMs}
        {...seconds}
        step={10}
        patch={(longestRetryAfterMs) => networkChange({ longestRetryAfterMs })}
      />
    </>
  )
}
