import type { Failure } from '@shared/model/failure'
import type { Recipe } from '@shared/model/recipe'
import type { CommonParts, ExtractContext } from '../extract/extraction'
import type { FetchedPage } from '../extract/fetched-page'
import type { PackedExtraction } from '../extract/worker/packed-extraction'

/** What the worker is asked for; one at a time. */
export type ExtractJob =
  | {
      readonly kind: 'extract'
      readonly page: FetchedPage
      readonly recipe: Recipe
      readonly context: ExtractContext
    }
  | {
      readonly kind: 'compare'
      readonly a: FetchedPage
      readonly b: FetchedPage
      readonly fallbackEncoding: string
    }

/** What it says: `ready` once when it has loaded, then one answer a job. */
export type ExtractAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'extracted'; readonly extraction: PackedExtraction }
  | { readonly kind: 'compared'; readonly common: CommonParts }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** A defect; the stack says where. */
  | { readonly kind: 'broken'; readonly stack: string }
