import { formatCount } from '@shared/messages/format'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Select } from '../../components/fields/select'
import { TextField } from '../../components/fields/text-field'
import { IconButton } from '../../components/icon-button'
import { useWords } from '../../locales/use-words'
import { newRule, type RuleForm } from './crawl-form'
import { Section } from './section'
import type { NewCrawl } from './use-new-crawl'

const focus = (input: HTMLInputElement | null): void => input?.focus()

/** Which links are followed, and what their pages are read for. */
export function RulesSection({ crawl }: { readonly crawl: NewCrawl }) {
  const { t } = useWords()
  const { form, change, problems } = crawl
  const { rules } = form
  const [added, setAdded] = useState<string | null>(null)
  const add = (): void => {
    const rule = newRule()
    setAdded(rule.id)
    change({ rules: [...rules, rule] })
  }
  const replace = (id: string, part: Partial<RuleForm>): void =>
    change({ rules: rules.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)) })
  return (
    <Section
      title={t('crawls:form.rules')}
      note={rules.length > 1 ? t('crawls:form.rules-note') : undefined}
      action={
        <Button kind="text" size="small" icon={<Plus size={14} aria-hidden />} onClick={add}>
          {t('crawls:form.add-rule')}
        </Button>
      }
    >
      {rules.length === 0 ? <p className="text-small text-muted">{t('crawls:form.no-rules')}</p> : null}
      {rules.map((rule) => {
        const problem = problems.get(rule.id)
        return (
          <div key={rule.id} className="flex flex-col gap-0.5">
            <div className="flex items-start gap-1.5">
              <Select
                label={t('crawls:form.rule-use')}
                value={rule.use}
                items={(['record', 'list', 'skip'] as const).map((use) => ({
                  value: use,
                  label: t(`crawls:form.use.${use}`),
                }))}
                onChange={(use) => replace(rule.id, { use })}
                className="w-[92px] shrink-0"
              />
              <TextField
                {...(rule.id === added ? { ref: focus } : {})}
                id={`rule-${rule.id}`}
                aria-label={t('crawls:form.rule-pattern')}
                mono
                title={rule.match}
                placeholder="https://blog.example/details/*"
                value={rule.match}
                onChange={(match) => replace(rule.id, { match })}
                error={problem === undefined ? null : t(`crawls:form.problem.${problem}`)}
                className="flex-1"
              />
              <IconButton
                label={t('crawls:form.remove-rule', { pattern: rule.match })}
                icon={<X size={14} />}
                onClick={() => change({ rules: rules.filter(({ id }) => id !== rule.id) })}
                className="mt-0.5"
              />
            </div>
            <RuleCount rule={rule} crawl={crawl} />
          </div>
        )
      })}
    </Section>
  )
}

/** How many links the preview found for a rule. */
function RuleCount({ rule, crawl }: { readonly rule: RuleForm; readonly crawl: NewCrawl }) {
  const { t, language } = useWords()
  const { shown, isStale } = crawl.preview
  const found = rule.use === 'skip' ? null : shown?.rules.find(({ match }) => match === rule.match.trim())
  if (found === null || found === undefined || isStale) return null
  return (
    <p className="text-caption pl-[98px] text-muted">
      {found.count === 0
        ? t('crawls:preview.no-links')
        : t('crawls:preview.links', { count: found.count, number: formatCount(found.count, language) })}
    </p>
  )
}
