import type { CrawlForm } from './crawl-form'

/** A form in which something was changed, and that was not started. */
export interface CrawlDraft {
  readonly address: string
  readonly recipe: string
  readonly folder: string
  readonly form: CrawlForm
  /** Where records also go, without passwords. */
  readonly sinks: readonly string[]
}

let kept: CrawlDraft | null = null

/** Keeps a draft until the program ends; null: nothing is left to keep. */
export function keepDraft(draft: CrawlDraft | null): void {
  kept = draft
}

/** What the form that opens for this address begins with; an empty address is any. */
export function draftFor(address: string): CrawlDraft | null {
  return address === '' || address === kept?.address ? kept : null
}
