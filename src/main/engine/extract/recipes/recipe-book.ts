import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { FailureError, failure } from '@shared/model/failure'
import { automaticRecipe, Recipe, type RecipeSummary } from '@shared/model/recipe'
import { displayText } from '@shared/text/display-text'
import { matchesPattern } from '@shared/text/match-pattern'
import type { Log } from '../../ports/ports'
import { readRecipeFile } from './read-recipe'

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
export function moreSpecific(a: string, b: string): boolean {
  const ranksB = ranksOf(b)
  for (const [i, rank] of ranksOf(a).entries()) {
    const other = ranksB[i] ?? 0
    if (rank !== other) return rank > other
  }
  return false
}

/**
 * The recipe for every site that has none. Its name is the mark by which `extract` reads the page by itself; of its
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

/** The recipe that the person named, else the one that matches. Fails with `invalid-input` for an unknown name. */
export function chooseRecipe(book: RecipeBook, name: string | null, address: string): Recipe {
  if (name === null) return book.recipeFor(address)
  const recipe = book.byName(name)
  if (!recipe) throw new FailureError(failure('invalid-input', `recipe: there is none named ${name}`))
  return recipe
}

/** The folders of recipes: built-in ones and those of the user. */
export interface RecipeBookOptions {
  /** Folder of the recipes that come with the program. */
  readonly builtIn: string
  /** Folder of the person's own; need not exist. */
  readonly own: string
  readonly log: Log
}

/** All recipes, and which of them reads an address. */
export interface RecipeBook {
  /** Every file that was found, by name, with the reason why one is not used; the automatic recipe last. */
  list(): RecipeSummary[]
  /** The recipe of the most specific match; an own one before a built-in one of the same; else the automatic one. */
  recipeFor(address: string): Recipe
  /** An own recipe hides the built-in one of its name. */
  byName(name: string): Recipe | null
  /** Reads both folders again. */
  reload(): void
}

/** A recipe's file: read, or with the reason why not. */
interface Entry {
  readonly file: string
  readonly origin: 'built-in' | 'own'
  readonly recipe: Recipe | null
  readonly error: string | null
}

/** The JSON Schema for editors lies in the same folder. */
const schemaFile = /\.schema\.json$/i

function namesIn(folder: string, log: Log): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.json$/i.test(name) && !schemaFile.test(name))
      .sort()
  } catch (error) {
    const isMissing = errorCode(error) === 'ENOENT'
    if (!isMissing) log('warn', 'a folder of recipes cannot be read', { folder, error: String(error) })
    return []
  }
}

function loadFolder(folder: string, origin: Entry['origin'], log: Log): Entry[] {
  return namesIn(folder, log).map((name) => {
    const file = join(folder, name)
    try {
      return {
        file,
        origin,
        recipe: readRecipeFile(file, basename(name, '.json')),
        error: null,
      }
    } catch (error) {
      const reason = `${file}: ${error instanceof Error ? error.message : String(error)}`
      log('warn', `a recipe is not used: ${reason}`)
      return { file, origin, recipe: null, error: reason }
    }
  })
}

function summaryOf(entry: Entry): RecipeSummary {
  const name = basename(entry.file, '.json')
  const { file, origin, recipe, error } = entry
  if (!recipe) return { name, title: name, version: 0, origin, match: [], example: null, file, error }
  const { version, match, example } = recipe
  const title = displayText(recipe.title) || name
  return { name: recipe.name, title, version, origin, match, example, file, error: null }
}

/** Reads the recipes of both folders; a bad file disables only itself. Never throws for what the folders hold. */
export function createRecipeBook({ builtIn, own, log }: RecipeBookOptions): RecipeBook {
  const load = (): Entry[] => {
    const mine = loadFolder(own, 'own', log)
    const hidden = new Set(mine.flatMap(({ recipe }) => (recipe ? [recipe.name] : [])))
    const ours = loadFolder(builtIn, 'built-in', log).filter(
      ({ recipe }) => !recipe || !hidden.has(recipe.name),
    )
    // own ones first: of equally specific matches the first wins
    return [...mine, ...ours]
  }
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
