import { recipeTitle } from '@shared/messages/format'
import type { RecipeSummary } from '@shared/model/recipe'
import { CircleAlert, Download, ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { IconButton } from '../../components/icon-button'
import { useWords } from '../../locales/use-words'
import { openNewDownload } from '../../stores/view'

/** One reason why a recipe is not used, and the field it stands in; null when it is about the whole file. */
export interface RecipeFault {
  readonly field: string | null
  /** Frequent faults have words of their own. */
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

/** Splits the engine's error about a recipe into faults, without the name of the file, which is shown apart. */
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
  const { t, language } = useWords()
  const { match, origin, example, error, file } = recipe
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium break-words" data-selectable>
          {recipeTitle(recipe, language)}
        </h3>
        {error === null ? (
          <span className="text-small text-muted tabular-nums">
            {t('recipes:version', { version: recipe.version })}
          </span>
        ) : null}
      </div>
      {error === null ? null : <Faults faults={recipeFaults(error, file)} />}
      {origin === 'automatic' ? <p className="text-muted">{t('recipes:automatic-text')}</p> : null}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 empty:hidden">
        {match.length > 0 && origin !== 'automatic' ? (
          <Row name={t('recipes:match')}>
            <Patterns patterns={match} />
          </Row>
        ) : null}
        {example === null ? null : (
          <Row name={t('recipes:example')}>
            <Example address={example} canDownload={error === null} />
          </Row>
        )}
        {file === null ? null : (
          <Row name={t('recipes:file')}>
            <span className="break-all text-muted" data-selectable>
              {file}
            </span>
          </Row>
        )}
      </dl>
    </li>
  )
}

function Faults({ faults }: { readonly faults: readonly RecipeFault[] }) {
  const { t } = useWords()
  return (
    <div className="flex items-start gap-2 rounded-sm bg-bad-soft px-3 py-2" data-selectable>
      <CircleAlert size={15} className="mt-0.5 shrink-0 text-bad" aria-hidden />
      <ul className="flex min-w-0 flex-col gap-1">
        {faults.map(({ field, kind, reason }) => (
          <li key={`${field} ${reason}`} className="break-words text-bad">
            {field === null ? null : <code className="mr-2 font-mono text-small">{field}</code>}
            {kind === 'other' ? reason : t(`recipes:fault.${kind}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Patterns({ patterns }: { readonly patterns: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {patterns.map((pattern) => (
        <code
          key={pattern}
          data-selectable
          className="rounded-xs border border-line bg-bar px-1.5 font-mono text-caption leading-5 break-all"
        >
          {pattern}
        </code>
      ))}
    </span>
  )
}

/** An address for trying the recipe, in the browser or with "New download". */
function Example({ address, canDownload }: { readonly address: string; readonly canDownload: boolean }) {
  const { t } = useWords()
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      <span className="min-w-0 break-all" data-selectable>
        {address}
      </span>
      <span className="flex shrink-0 items-center gap-1">
        <IconButton
          label={t('recipes:open-example')}
          icon={<ExternalLink size={14} />}
          onClick={() => void attempt(() => invoke('openInBrowser', address))}
          className="size-6"
        />
        {canDownload ? (
          <Button
            kind="ghost"
            icon={<Download size={14} aria-hidden />}
            onClick={() => openNewDownload(address)}
          >
            {t('recipes:download-example')}
          </Button>
        ) : null}
      </span>
    </span>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid items-baseline">
      <dt className="text-small text-muted">{name}</dt>
      <dd className="min-w-0 text-small">{children}</dd>
    </div>
  )
}
