import { automaticRecipe } from '@shared/model/automatic-recipe'
import { expressionOf } from '@shared/model/crawl/crawl-plan'
import { Recipe } from '@shared/model/recipe'
import { displayText } from '@shared/text/display-text'
import { parseJson } from '@shared/text/parse-json'
import { encodingOf } from '../encoding/charset-label'

/** Most characters of all expressions of a recipe, and most classes such as `\\p{L}`, each of which costs as a thousand. */
const mostOfExpressions = 50_000
const mostClasses = 100

/** Most faults of one file that are reported. */
const mostReported = 5

/** Place of a field in a recipe, as authors write it: `images.attributes[0]`. */
function placeOfField(path: readonly PropertyKey[]): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return place.replace(/^\./, '') || 'the whole'
}

/** The expressions of the part `crawl`. */
function expressionsOfCrawl({ crawl }: Recipe): (readonly [string, string, string])[] {
  if (crawl === undefined) return []
  const rules = [
    ...crawl.follow.map(({ match }, i) => [`crawl.follow[${i}].match`, match] as const),
    ...crawl.skip.map((pattern, i) => [`crawl.skip[${i}]`, pattern] as const),
  ]
  const fields = Object.entries(crawl.record?.fields ?? {})
  return [
    ...rules.flatMap(([place, pattern]) => {
      const expression = expressionOf(pattern)
      return expression === null ? [] : [[place, expression.source, expression.flags] as const]
    }),
    ...fields.flatMap(([name, { pattern, remove }]) => [
      ...(pattern === undefined ? [] : [[`crawl.record.fields.${name}.pattern`, pattern, 'u'] as const]),
      ...remove.map((text, i) => [`crawl.record.fields.${name}.remove[${i}]`, text, 'u'] as const),
    ]),
  ]
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
    ...expressionsOfCrawl(recipe),
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
  let length = 0
  let classes = 0
  for (const [place, pattern, flags] of expressionsOf(recipe)) {
    length += pattern.length
    classes += pattern.match(/\\p/gi)?.length ?? 0
    // Compiling happens here, where nothing ends it
    if (length > mostOfExpressions || classes > mostClasses) {
      return `${place}: the expressions of this recipe are too many or too large`
    }
    try {
      // Compiled for its syntax, never run here: only the worker runs expressions of others
      RegExp(pattern, flags)
    } catch (error) {
      return `${place}: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  return null
}

/** JSON without a name that would mean something else to JavaScript. */
function parseFields(text: string): unknown {
  try {
    return parseJson(text, (name, value) => {
      if (name === '__proto__') throw new Error(`${name}: is no name of a field`)
      return value
    })
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new Error(`not JSON: ${error.message}`, { cause: error })
    }
    if (error instanceof RangeError) throw new Error('the whole: nested too deeply', { cause: error })
    throw error
  }
}

/** Reads a recipe. Throws an Error whose message names the field and the reason; the text is not quoted in it. */
export function readRecipe(text: string, fileStem: string): Recipe {
  const parsed = Recipe.safeParse(parseFields(text))
  if (!parsed.success) {
    const { issues } = parsed.error
    const reported = issues
      .slice(0, mostReported)
      .map((issue) => displayText(`${placeOfField(issue.path)}: ${issue.message}`, 300))
    throw new Error([...reported, ...(issues.length > mostReported ? ['…'] : [])].join('; '))
  }
  const objection = objectionTo(parsed.data, fileStem)
  if (objection) throw new Error(displayText(objection, 300))
  return parsed.data
}
