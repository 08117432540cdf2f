import { basename } from 'node:path'
import { automaticRecipe } from '@shared/model/automatic-recipe'
import { FailureError, failure } from '@shared/model/failure'
import { Recipe, type RecipeSummary } from '@shared/model/recipe'
import { displayText } from '@shared/text/display-text'
import { matchesPattern } from '@shared/text/match-pattern'
import type { Log, RecipeFile } from '../../ports/ports'
import { readRecipe } from './read-recipe'

/** How narrow a match pattern is: exact host before a domain before any host, then the longer host and path. */
function ranksOf(pattern: string): readonly number[] {
  const [, scheme = '', host = '', path = ''] = /^(\*|https?):\/\/([^/]*)(\/.*)$/i.exec(pattern) ?? []
  const hostRank = host === '' || host.startsWith('*:') || host === '*' ? 0 : host.startsWith('*.') ? 1 : 2
  return [
    hostRank,
    host.length,
    path.replaceAll('*', '').length,
    path.includes('*') ? 0 : 1,
    scheme === '*' ? 0 : 1,
  ]
}

/** Whether match pattern `a` is strictly narrower than `b`. */
function moreSpecific(a: string, b: string): boolean {
  const ranksB = ranksOf(b)
  for (const [i, rank] of ranksOf(a).entries()) {
    const other = ranksB[i] ?? 0
    if (rank !== other) return rank > other
  }
  return false
}

/**
 * The recipe for every site that has none. By its name `extract` knows that it reads the page automatically; of its
 * rules only the request headers, the encoding and the limits are used.
 */
export const automatic: Recipe = Recipe.parse({
  name: automaticRecipe,
  title: 'Automatic',
  version: 1,
  match: ['*://*/*'],
  example: 'https://example.org/gallery/1.html',
  gallery: { title: { selector: 'title' } },
  images: { selector: 'img' },
})

/** The recipe that the user named, else the one that matches. Fails with `invalid-input` for an unknown name. */
export function chooseRecipe(book: RecipeBook, name: string | null, address: string): Recipe {
  if (name === null) return book.recipeFor(address)
  const recipe = book.byName(name)
  if (!recipe) throw new FailureError(failure('invalid-input', `recipe: there is none named ${name}`))
  return recipe
}

/** All recipes, and which of them reads an address. */
export interface RecipeBook {
  /** Every file that was found, by name, with the reason why one is not used; the automatic recipe last. */
  list(): RecipeSummary[]
  /** The recipe of the most specific match; an own one before a built-in one of the same; else the automatic one. */
  recipeFor(address: string): Recipe
  /** An own recipe hides the built-in one of its name. */
  byName(name: string): Recipe | null
  /** Reads the files again. */
  reload(): void
}

/** A recipe's file: read, or with the reason why not. */
interface Entry {
  readonly file: string
  readonly origin: 'built-in' | 'own'
  readonly recipe: Recipe | null
  readonly error: string | null
}

function entryOf({ file, origin, content }: RecipeFile, log: Log): Entry {
  try {
    if ('error' in content) throw new Error(content.error)
    return { file, origin, recipe: readRecipe(content.text, basename(file, '.json')), error: null }
  } catch (error) {
    const reason = `${file}: ${error instanceof Error ? error.message : String(error)}`
    log('warn', `a recipe is not used: ${reason}`)
    return { file, origin, recipe: null, error: reason }
  }
}

/** The entries without built-in recipes whose name an own one has; own ones first: of equally specific matches the first wins. */
function ordered(entries: readonly Entry[]): readonly Entry[] {
  const own = entries.filter(({ origin }) => origin === 'own')
  const hidden = new Set(own.flatMap(({ recipe }) => (recipe ? [recipe.name] : [])))
  const isHidden = ({ origin, recipe }: Entry) => origin === 'built-in' && hidden.has(recipe?.name ?? '')
  return [...own, ...entries.filter((entry) => entry.origin === 'built-in' && !isHidden(entry))]
}

function summaryOf(entry: Entry): RecipeSummary {
  const name = basename(entry.file, '.json')
  const { file, origin, recipe, error } = entry
  if (!recipe) return { name, title: name, version: 0, origin, match: [], example: null, file, error }
  const { version, match, example } = recipe
  const title = displayText(recipe.title) || name
  const crawls = recipe.crawl === undefined ? {} : { crawls: true as const }
  return { name: recipe.name, title, version, origin, match, example, file, error: null, ...crawls }
}

/** Reads the recipes that `findFiles` gives; a bad file disables only itself. Never throws for what the files hold. */
export function createRecipeBook(findFiles: () => readonly RecipeFile[], log: Log): RecipeBook {
  const load = () => ordered(findFiles().map((found) => entryOf(found, log)))
  let entries = load()
  return {
    list: () => [
      ...entries.map(summaryOf).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
      {
        name: automatic.name,
        title: automatic.title,
        version: automatic.version,
        origin: 'automatic',
        match: automatic.match,
        example: null,
        file: null,
        error: null,
      },
    ],
    recipeFor(address) {
      let best: { pattern: string; recipe: Recipe } | null = null
      for (const { recipe } of entries) {
        if (recipe?.onlyCrawls) continue
        for (const pattern of recipe?.match ?? []) {
          if (!recipe || !matchesPattern(pattern, address)) continue
          if (!best || moreSpecific(pattern, best.pattern)) best = { pattern, recipe }
        }
      }
      return best?.recipe ?? automatic
    },
    byName(name) {
      if (name === automatic.name) return automatic
      return entries.find(({ recipe }) => recipe?.name === name)?.recipe ?? null
    },
    reload() {
      entries = load()
    },
  }
}
