import { Field as BaseField } from '@base-ui/react/field'
import { Settings } from '@shared/model/settings'
import { Field } from '../../components/field'
import { useWords } from '../../locales/use-words'
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
        className="h-8 w-full rounded-md border border-field-line bg-field px-2.5 font-mono text-sm data-invalid:border-bad"
      />
    </Field>
  )
}
