import { failureText } from '@shared/messages/failure-text'
import type { Failure } from '@shared/model/failure'
import type { RecipeSummary } from '@shared/model/recipe'
import { FolderOpen, RotateCw, ScrollText, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { asFailure, attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { IconButton } from '../../components/icon-button'
import { useWords } from '../../locales/use-words'
import { RecipeEntry } from './recipe-entry'

/** The recipes, or how far reading them is. */
export type RecipesReading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly recipes: readonly RecipeSummary[] }
  | { readonly kind: 'failed'; readonly failure: Failure }

/**
 * The recipes, read when the view opens, when `reading` changes, and when the window gets the focus back: a user who
 * returns from an editor sees the changed file.
 */
export function useRecipes(reading: number): RecipesReading {
  const [result, setResult] = useState<RecipesReading>({ kind: 'loading' })
  useEffect(() => {
    let wanted = true
    const read = (): void => {
      invoke('listRecipes').then(
        (recipes) => {
          if (wanted) setResult({ kind: 'shown', recipes })
        },
        (error: unknown) => {
          if (wanted) setResult({ kind: 'failed', failure: asFailure(error) })
        },
      )
    }
    read()
    window.addEventListener('focus', read)
    return () => {
      wanted = false
      window.removeEventListener('focus', read)
    }
  }, [reading])
  return result
}

/** Recipes under one heading. */
export interface RecipeGroup {
  readonly name: 'broken' | 'own' | 'built-in' | 'automatic'
  readonly recipes: readonly RecipeSummary[]
}

/**
 * Groups recipes: broken ones first, then the user's own, a group that is shown also when it is empty, then the rest. Titles
 * stand in the order of the language.
 */
export function groupRecipes(recipes: readonly RecipeSummary[]): readonly RecipeGroup[] {
  const byTitle = [...recipes].sort((a, b) => a.title.localeCompare(b.title))
  const good = byTitle.filter((recipe) => recipe.error === null)
  const broken = byTitle.filter((recipe) => recipe.error !== null)
  const of = (origin: RecipeSummary['origin']): readonly RecipeSummary[] =>
    good.filter((recipe) => recipe.origin === origin)
  const groups: RecipeGroup[] = []
  if (broken.length > 0) groups.push({ name: 'broken', recipes: broken })
  groups.push({ name: 'own', recipes: of('own') })
  for (const name of ['built-in', 'automatic'] as const) {
    if (of(name).length > 0) groups.push({ name, recipes: of(name) })
  }
  return groups
}

/** The recipes: which sites Galleon can read, and the files that say how. */
export function RecipesView() {
  const { t } = useWords()
  const [readings, setReadings] = useState(0)
  const reading = useRecipes(readings)
  const again = (): void => setReadings((count) => count + 1)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
      <div className="mx-auto flex max-w-220 flex-col gap-5 px-6 py-5">
        <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
          <div className="flex min-w-0 flex-1 basis-96 flex-col gap-1">
            <h1 className="text-title font-semibold">{t('recipes:title')}</h1>
            <p className="max-w-[80ch] text-muted">{t('recipes:intro')}</p>
            <p className="max-w-[80ch] text-muted">{t('recipes:how-to')}</p>
          </div>
          <div className="flex items-center gap-1">
            <Button
              icon={<FolderOpen size={14} aria-hidden />}
              onClick={() => void attempt(() => invoke('openRecipeFolder'))}
            >
              {t('recipes:open-folder')}
            </Button>
            <IconButton label={t('recipes:refresh')} icon={<RotateCw size={15} />} onClick={again} />
          </div>
        </header>
        {reading.kind === 'loading' ? (
          <p role="status" className="text-muted">
            {t('recipes:loading')}
          </p>
        ) : reading.kind === 'failed' ? (
          <Unreadable failure={reading.failure} onRetry={again} />
        ) : (
          <RecipeGroups recipes={reading.recipes} />
        )}
      </div>
    </div>
  )
}

function RecipeGroups({ recipes }: { readonly recipes: readonly RecipeSummary[] }) {
  const { t } = useWords()
  const groups = groupRecipes(recipes)
  const broken = groups.find((group) => group.name === 'broken')
  return (
    <>
      {broken === undefined ? null : (
        <p role="status" className="flex items-center gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
          <TriangleAlert size={15} className="shrink-0" aria-hidden />
          {t('recipes:broken', { count: broken.recipes.length })}
        </p>
      )}
      {groups.map((group) => (
        <RecipeGroupSection key={group.name} group={group} />
      ))}
    </>
  )
}

function RecipeGroupSection({ group }: { readonly group: RecipeGroup }) {
  const { t } = useWords()
  return (
    <section className="flex flex-col gap-2">
      <h2 className="flex items-baseline gap-2 px-1 font-semibold">
        {t(`recipes:section.${group.name}`)}
        {group.recipes.length > 1 ? (
          <span className="text-small font-normal text-muted tabular-nums">
            {t('recipes:count', { count: group.recipes.length })}
          </span>
        ) : null}
      </h2>
      {group.recipes.length === 0 ? (
        <p className="rounded-md border border-dashed border-line-strong px-4 py-3 text-muted">
          {t('recipes:no-own')}
        </p>
      ) : (
        <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-raised">
          {group.recipes.map((recipe) => (
            <RecipeEntry key={`${recipe.origin} ${recipe.name} ${recipe.file ?? ''}`} recipe={recipe} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Unreadable({ failure, onRetry }: { readonly failure: Failure; readonly onRetry: () => void }) {
  const { t, language } = useWords()
  const { sentence, next } = failureText(failure, language)
  return (
    <div className="flex justify-center">
      <EmptyState icon={<ScrollText size={20} />} title={t('recipes:failed')} text={`${sentence} ${next}`}>
        <Button size="large" onClick={onRetry}>
          {t('retry')}
        </Button>
      </EmptyState>
    </div>
  )
}
