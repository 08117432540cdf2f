import { Field as BaseField } from '@base-ui/react/field'
import { Field } from '../../components/field'
import { useWords } from '../../locales/use-words'
import { proxyExamples, proxyProblem } from './proxy-address'
import { useChange } from './use-change'
import { useTextDraft } from './use-text-draft'

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
