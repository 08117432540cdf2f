import type { LeftOut } from './model/gallery'
import type { RecipeSummary } from './model/recipe'

/** What one page of a request would bring; nothing is saved. */
export interface Preview {
  /** The page that was read. */
  readonly page: string
  /** The page it was compared with, if the recipe is automatic and the range has two. */
  readonly comparedWith: string | null
  readonly recipe: RecipeSummary
  readonly encoding: string
  readonly title: string
  /** Name that the gallery's folder would get. */
  readonly folder: string
  /** Addresses in order, at most `longestPreview` of them, or as many as were asked for. */
  readonly images: readonly string[]
  readonly imageCount: number
  readonly leftOut: readonly LeftOut[]
  readonly nextPage: string | null
  /** Galleries that an index page links to. */
  readonly galleryCount: number
  /** What was looked for, in order, when nothing was found: names of rules of the recipe. */
  readonly tried: readonly string[]
}

export const longestPreview = 500
