import { z } from 'zod'
import {
  evidenceCodes,
  type Judgement as JudgementValue,
  longestFrame,
  mostOthers,
  mostReasons,
  pageKinds,
  pageObstacles,
  readings,
  type Shortfalls as ShortfallsValue,
  shortfallKinds,
} from './page-kind'

// What `page-kind.ts` names, as it is sent and stored. Apart from the names: the thread that reads pages checks nothing of
// this, and loading the schemas would be a fifth of its start.

/** One of `readings`. */
export const Reading = z.enum(readings)

/** One of `pageObstacles`. */
export const PageObstacle = z.enum(pageObstacles)

const PageKind = z.enum(pageKinds)

const Evidence = z.object({
  code: z.enum(evidenceCodes),
  count: z.number().int().nonnegative(),
  detail: z.string().max(300).default(''),
})

/** A judgement, bounded as `judgementOf` makes it. */
export const Judgement = z.object({
  kind: PageKind,
  certain: z.boolean(),
  reasons: z.array(Evidence).max(mostReasons).readonly(),
  others: z.array(PageKind).max(mostOthers).readonly(),
  obstacle: PageObstacle.nullable(),
  frame: z.string().max(longestFrame).optional(),
}) satisfies z.ZodType<JudgementValue>

/** How many of each kind a task has, from 1. */
export const Shortfalls = z
  .partialRecord(z.enum(shortfallKinds), z.number().int().positive())
  .readonly() satisfies z.ZodType<ShortfallsValue>
