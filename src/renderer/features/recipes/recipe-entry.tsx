import type { RecipeSummary } from '@shared/model/recipe'
import { CircleAlert, Download, ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { IconButton } from '../../components/icon-button'
import { recipeTitle } from '../../locales/recipe-title'
import { useWords } from '../../locales/use-words'
import { openNewDownload } from '../../stores/view'

/** One reason why a recipe is not used, and the field it stands in; null when it is about the whole file. */
export interface RecipeFault {
  readonly field: string | null
  /** Faults that people make often have words of their own. */
  readonly kind: 'missing' | 'empty' | 'bad-pattern' | 'other'
  readonly reason: string
}

/** The validator's sentences, as it writes them. */
const kinds = [
  [/received undefined$/, 'missing'],
  [/^Too small: expected \w+ to have >=1 /, 'empty'],
  [/^not a match pattern/, 'bad-pattern'],
] as const

function kindOf(reason: string): RecipeFault['kind'] {
  return kinds.find(([sentence]) => sentence.test(reason))?.[1] ?? 'other'
}

/** A field as the engine names it, `images.attributes[0]: …`. */
const withField = /^([a-z$][\w$-]*(?:\.[\w$-]+|\[\d+\])*): (.+)$/is

/** Takes the engine's sentence on a recipe's file apart; the file itself is told elsewhere. */
export function recipeFaults(error: string, file: string | null): readonly RecipeFault[] {
  const text = file !== null && error.startsWith(`${file}: `) ? error.slice(file.length + 2) : error
  const faults: RecipeFault[] = []
  for (const piece of text.split('; ')) {
    const [, field, reason] = withField.exec(piece) ?? []
    const last = faults.at(-1)
    if (field !== undefined && reason !== undefined) faults.push({ field, kind: kindOf(reason), reason })
    // A semicolon inside a reason.
    else if (last !== undefined) faults[faults.length - 1] = { ...last, reason: `${last.reason}; ${piece}` }
    else faults.push({ field: null, kind: 'other', reason: piece })
  }
  return faults
}

/** One recipe: what it matches, an example to try, its file, and why it is not used. */
export function RecipeEntry({ recipe }: { readonly recipe: RecipeSummary }) {
  const { t } = useWords()
  const { example, error } = recipe
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium break-words" data-selectable>
          {recipeTitle(t, recipe)}
        </h3>
        {error === null ? (
          <span className="text-sm text-muted tabular-nums">
            {t('recipes:version', { version: recipe.version })}
          </span>
        ) : null}
      </div>
      {error === null ? null : (
        <div className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2" data-selectable>
          <CircleAlert size={15} className="mt-0.5 shrink-0 text-bad" aria-hidden />
          <ul className="flex min-w-0 flex-col gap-1">
            {recipeFaults(error, recipe.file).map((fault) => (
              <li key={`${fault.field} ${fault.reason}`} className="break-words text-bad">
                {fault.field === null ? null : <code className="mr-2 font-mono text-sm">{fault.field}</code>}
                {fault.kind === 'other' ? fault.reason : t(`recipes:fault.${fault.kind}`)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {recipe.origin === 'automatic' ? <p className="text-muted">{t('recipes:automatic-text')}</p> : null}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 empty:hidden">
        {recipe.match.length > 0 && recipe.origin !== 'automatic' ? (
          <Row name={t('recipes:match')}>
            <span className="flex flex-wrap gap-1">
              {recipe.match.map((pattern) => (
                <code
                  key={pattern}
                  data-selectable
                  className="rounded border border-line bg-bar px-1.5 font-mono text-xs leading-5 break-all"
                >
                  {pattern}
                </code>
              ))}
            </span>
          </Row>
        ) : null}
        {example === null ? null : (
          <Row name={t('recipes:example')}>
            <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
              <span className="min-w-0 break-all" data-selectable>
                {example}
              </span>
              <span className="flex shrink-0 items-center gap-1">
                <IconButton
                  label={t('recipes:open-example')}
                  icon={<ExternalLink size={14} />}
                  onClick={() => void attempt(() => invoke('openInBrowser', example))}
                  className="size-6"
                />
                {error === null ? (
                  <Button
                    size="small"
                    kind="quiet"
                    icon={<Download size={14} aria-hidden />}
                    onClick={() => openNewDownload(example)}
                  >
                    {t('recipes:download-example')}
                  </Button>
                ) : null}
              </span>
            </span>
          </Row>
        )}
        {recipe.file === null ? null : (
          <Row name={t('recipes:file')}>
            <span className="break-all text-muted" data-selectable>
              {recipe.file}
            </span>
          </Row>
        )}
      </dl>
    </li>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid items-baseline">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="min-w-0 text-sm">{children}</dd>
    </div>
  )
}
