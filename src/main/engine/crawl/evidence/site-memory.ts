import type { Judgement } from '@shared/model/page-kind'
import * as schemas from '@shared/model/page-kind-schema'
import type { EpochMs } from '@shared/model/units'
import type { LearnedRows } from './learned-rows'
import { createSizeRules, type SizeRules } from './size-rules'

/** What was learned about sites: one memory for all tasks and previews; see `LearnedRows`. */
export interface SiteMemory {
  /** What pages of a shape turned out to be; null: not known. */
  kind(host: string, shape: string): Judgement | null
  learnKind(host: string, shape: string, judgement: Judgement): void
  /** How the addresses of larger versions are made; what was wrong is not asked again by the task that found it out. */
  sizeRules(): SizeRules
}

/** The memory in these rows. */
export function createSiteMemory(rows: LearnedRows, now: () => EpochMs): SiteMemory {
  return {
    kind: (host, shape) => schemas.Judgement.safeParse(rows.get(host, `kind ${shape}`)?.value).data ?? null,
    learnKind(host, shape, value) {
      rows.save(host, `kind ${shape}`, { confirmed: 1, value, learnedAt: now() })
    },
    sizeRules: () => createSizeRules(rows, now),
  }
}
