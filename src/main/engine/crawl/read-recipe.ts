import { automaticRecipe, Recipe } from '@shared/recipe'
import { encodingOf } from './charset-label'

/** Place of a field in a recipe, as people write it: `images.attributes[0]`. */
function placeOfField(path: readonly PropertyKey[]): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return place.replace(/^\./, '') || 'the whole'
}

/** Every regular expression of a recipe with its place. */
function expressionsOf(recipe: Recipe): (readonly [string, string, string])[] {
  const fields = [
    ['gallery.id', recipe.gallery.id] as const,
    ['gallery.title', recipe.gallery.title] as const,
    ...Object.entries(recipe.fields).map(([name, field]) => [`fields.${name}`, field] as const),
  ]
  return [
    ...fields.flatMap(([place, field]) => [
      ...(field?.pattern === undefined ? [] : [[`${place}.pattern`, field.pattern, 'u'] as const]),
      ...(field?.remove ?? []).map((text, i) => [`${place}.remove[${i}]`, text, 'u'] as const),
    ]),
    ...recipe.rewrite.map(({ pattern }, i) => [`rewrite[${i}].pattern`, pattern, 'u'] as const),
    ...recipe.alternatives.map(({ pattern }, i) => [`alternatives[${i}].pattern`, pattern, 'u'] as const),
  ]
}

/** Why a recipe that fits the schema cannot be used; null if it can. */
function objectionTo(recipe: Recipe, fileStem: string): string | null {
  if (recipe.name !== fileStem) return `name: "${recipe.name}" is not the file's name, "${fileStem}"`
  if (recipe.name === automaticRecipe) return `name: "${automaticRecipe}" is taken`
  if (recipe.encoding !== 'auto' && !encodingOf(recipe.encoding)) {
    return `encoding: "${recipe.encoding}" is no encoding`
  }
  for (const [place, pattern, flags] of expressionsOf(recipe)) {
    try {
      // compiled for its syntax, never run here: only the worker runs strangers' expressions
      RegExp(pattern, flags)
    } catch (error) {
      return `${place}: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  return null
}

/** Reads a recipe's file. Throws an Error whose message names the field and the reason. */
export function readRecipe(text: string, fileStem: string): Recipe {
  const parsed = Recipe.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')))
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${placeOfField(issue.path)}: ${issue.message}`).join('; '),
    )
  }
  const objection = objectionTo(parsed.data, fileStem)
  if (objection) throw new Error(objection)
  return parsed.data
}
