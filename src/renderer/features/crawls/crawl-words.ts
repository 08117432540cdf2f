import { formatCount } from '@shared/messages/format'
import type { Language } from '@shared/messages/language'
import { automaticRecipe } from '@shared/model/automatic-recipe'
import type { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import type { HeldBy } from '@shared/model/crawl/crawl-record'
import { problemCount, type Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import type { State } from '../../components/chip'
import type { Words } from '../../locales/i18n'
import { requestWords } from '../../locales/task-name'

/** What a crawl is in. */
export type CrawlStateName =
  | 'queued'
  | 'running'
  | 'paused'
  | 'interrupted'
  | 'stopped'
  | `limited-${HeldBy}`
  | 'problems'
  | 'finished'
  | 'failed'
  | 'cancelled'

/** What holds addresses of an ended crawl back: a state of its own, never finished; null: nothing does. */
export function heldBy({ state, progress }: Pick<Task, 'state' | 'progress'>): HeldBy | null {
  return isEnded(state.kind) && state.kind !== 'cancelled' ? (progress.counts.crawl?.heldBy ?? null) : null
}

/** The state of a crawl, and how it is coloured: only an exception is. */
export function crawlState(task: Pick<Task, 'state' | 'progress'>): {
  name: CrawlStateName
  look: State
} {
  const { state, progress } = task
  const held = heldBy(task)
  switch (state.kind) {
    case 'queued':
      return { name: 'queued', look: 'plain' }
    case 'running':
      return { name: 'running', look: 'accent' }
    case 'paused':
      if (state.cause.kind === 'local') return { name: 'stopped', look: 'bad' }
      return { name: state.cause.kind === 'quit' ? 'interrupted' : 'paused', look: 'warn' }
    case 'done':
      if (held !== null) return { name: `limited-${held}`, look: 'warn' }
      return problemCount(progress.counts) > 0
        ? { name: 'problems', look: 'warn' }
        : { name: 'finished', look: 'plain' }
    case 'failed':
      return { name: 'failed', look: 'bad' }
    case 'cancelled':
      return { name: 'cancelled', look: 'plain' }
  }
}

/** What a crawl is called: its recipe and its site, or where it began. */
export function crawlName({ request }: Pick<Task, 'request'>): string {
  const { host, path } = requestWords(request)
  const { recipe } = request
  if (recipe !== null && recipe !== automaticRecipe) return `${recipe} · ${host}`
  return path === '/' ? host : `${host}${decoded(path)}`
}

/** A path as a reader writes it; what is not encoded well stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** The limits of a plan in words. */
export function limitsText(t: Words, { limits }: CrawlPlan, language: Language): string {
  const { pages, depth, minutes } = limits
  const parts = t('crawls:rules.limit-parts', {
    pages: formatCount(pages, language),
    depth: formatCount(depth, language),
  })
  return minutes === undefined
    ? parts
    : t('crawls:rules.limit-minutes', { parts, minutes: formatCount(minutes, language) })
}
