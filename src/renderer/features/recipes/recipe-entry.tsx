import type { RecipeSummary } from '@shared/model/recipe'
import { CircleAlert, Download, ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { invoke } from '../../bridge'
import { Button } from '../../components/button'
import { IconButton } from '../../components/icon-button'
import { useWords } from '../../locales/use-words'
import { openNewDownload } from '../../stores/view'
import { attempt } from '../failures/attempt'
import { recipeFaults } from './recipe-faults'
import { recipeTitle } from './recipe-title'

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
