import { automaticRecipe } from '@shared/model/automatic-recipe'
import type { Field, Recipe } from '@shared/model/recipe'
import {
  type ExtractContext,
  type Extraction,
  type FetchedPage,
  type FoundImage,
  judgedByRecipe,
} from './extraction'
import { type Element, foldBlanks, parentOf, textOf } from './html/dom'
import { openPage, type PageDocument } from './html/page-document'
import { identityOf } from './identity'
import { judgePage } from './judge/judge-page'
import { createPolicies, refreshTarget } from './page-head'
import { compileExpression, createRewriter } from './recipes/rewrite'
import { collectImages, createSkippedList, imageOf } from './skipped'
import { titleOf } from './titles/title'
import { findImageAddress } from './versions/image-address'
import { beginRecipe, runRule } from './worker/running-rule'

/** Most elements of one field that are looked at before it counts as empty. */
const mostTried = 100

/** Longest text of a field, in UTF-16 units. */
const longestField = 2000

function valueOf(element: Element, attribute: string): string {
  return attribute === 'text' ? textOf(element) : (element.attribs[attribute] ?? '')
}

/** The rules of a field that make a text of what an element holds; `longest` in UTF-16 units. */
export function createFieldText(
  field: Pick<Field, 'pattern' | 'remove'>,
  rule: string,
  longest: number,
): (raw: string) => string {
  const pattern =
    field.pattern === undefined ? null : compileExpression(field.pattern, 'u', `${rule}.pattern`)
  const removals = field.remove.map((text, i) => compileExpression(text, 'gu', `${rule}.remove.${i}`))
  return (raw) => {
    const value = foldBlanks(raw)
    const match = pattern ? runRule(`${rule}.pattern`, () => pattern.exec(value)) : null
    const kept = pattern ? (match?.[1] ?? match?.[0] ?? '') : value
    const removed = removals.reduce(
      (text, removal, i) => runRule(`${rule}.remove.${i}`, () => text.replaceAll(removal, '')),
      kept,
    )
    return foldBlanks(removed).slice(0, longest)
  }
}

/**
 * A piece of text of a page by a recipe's rule; null when nothing fits. Of several elements the first that yields
 * text counts.
 *
 * `rule` is its place in the recipe (`gallery.title`), for the message of a selector or expression that is none.
 */
export function readField(field: Field, page: PageDocument, rule: string): string | null {
  const clean = createFieldText(field, rule, longestField)
  if (field.selector === undefined) return clean(page.address) || null
  for (const element of page.select(field.selector, `${rule}.selector`).slice(0, mostTried)) {
    const text = clean(valueOf(element, field.attribute))
    if (text !== '') return text
  }
  return null
}

/** Absolute addresses that links lead to, each once with its first element, without the page itself. */
function targetsOf(
  elements: readonly Element[],
  attribute: string,
  page: PageDocument,
): Map<string, Element> {
  const targets = new Map<string, Element>()
  for (const element of elements) {
    const value = element.attribs[attribute]
    const target = value === undefined ? null : page.resolve(value)
    if (target && target !== page.address && !targets.has(target)) targets.set(target, element)
  }
  return targets
}

/** Attributes by which a thumbnail is shown, best first. */
const shownBy = ['data-original', 'data-src', 'src']

/** How far up from a picture its link may be. */
const linkReach = 6

/** The first picture inside each of some links, by link. */
function picturesInside(links: ReadonlySet<Element>, page: PageDocument): Map<Element, FoundImage> {
  const found = new Map<Element, FoundImage>()
  if (links.size === 0) return found
  for (const element of page.select('img', 'img')) {
    let at = parentOf(element)
    for (let step = 0; at !== null && !links.has(at) && step < linkReach; step++) at = parentOf(at)
    if (at === null || !links.has(at) || found.has(at)) continue
    const image = findImageAddress(element, shownBy, page, createSkippedList())
    if (image) found.set(at, imageOf({ ...image, policy: null }))
  }
  return found
}

/**
 * The galleries that a recipe's links lead to. Links that all hold a picture may be thumbnails of one gallery: what the
 * first and the last lead to decides.
 */
function linkedGalleries(
  targets: ReadonlyMap<string, Element>,
  page: PageDocument,
  hasImages: boolean,
): Pick<Extraction, 'galleries' | 'questions'> {
  const pictures = hasImages ? null : picturesInside(new Set(targets.values()), page)
  const galleries = [...targets].map(([address, element]) => ({
    address,
    title: '',
    thumbnail: pictures?.get(element) ?? null,
  }))
  const areThumbnails = galleries.length > 1 && galleries.every(({ thumbnail }) => thumbnail !== null)
  const asked = areThumbnails ? [galleries[0], galleries.at(-1)] : []
  const questions = asked.flatMap((one) => (one ? [{ kind: 'page' as const, address: one.address }] : []))
  return { galleries, questions }
}

function readFields(recipe: Recipe, page: PageDocument): Record<string, string> {
  const found = Object.entries(recipe.fields).flatMap(([name, field]) => {
    const text = readField(field, page, `fields.${name}`)
    return text === null ? [] : [[name, text] as const]
  })
  return Object.fromEntries(found)
}

/**
 * Reads a page with a recipe. Pure; may take long for a hostile page or recipe, hence it runs in a worker.
 *
 * Throws FailureError: `too-large` for a page beyond all bounds, `invalid-input` for a selector or expression of the
 * recipe that is none.
 */
export function extract(page: FetchedPage, recipe: Recipe, context: ExtractContext): Extraction {
  const document = openPage(page, recipe.encoding, context.fallbackEncoding)
  if (recipe.name === automaticRecipe) return judgePage(document, context)

  beginRecipe(recipe)
  const skipped = createSkippedList()
  const rewriter = createRewriter(recipe.rewrite, recipe.alternatives)
  const policyOf = createPolicies(document)
  const { selector, attributes } = recipe.images
  const addresses = document.select(selector, 'images.selector').flatMap((element) => {
    const found = findImageAddress(element, attributes, document, skipped)
    return found ? [{ ...found, policy: policyOf(element, found.source) }] : []
  })
  const images = collectImages(addresses, rewriter, skipped)
  const { id, title } = recipe.gallery
  const linked = (rule: 'next' | 'galleries') => {
    const links = recipe[rule]
    return links
      ? targetsOf(document.select(links.selector, `${rule}.selector`), links.attribute, document)
      : new Map<string, Element>()
  }
  const { galleries, questions } = linkedGalleries(linked('galleries'), document, images.length > 0)
  return {
    judgement: judgedByRecipe(images.length === 0 && galleries.length > 0 ? 'index' : 'gallery'),
    items: [],
    questions,
    identity: identityOf(document),
    title: readField(title, document, 'gallery.title') ?? titleOf(document, null),
    id: id ? readField(id, document, 'gallery.id') : null,
    images,
    next: [...linked('next').keys()][0] ?? null,
    moved: images.length > 0 ? null : refreshTarget(document),
    galleries,
    skipped: skipped.rows,
    fields: readFields(recipe, document),
    encoding: document.encoding,
    tried:
      images.length > 0
        ? []
        : [`images.selector: ${selector}`, ...attributes.map((name) => `images.attributes: ${name}`)],
  }
}
