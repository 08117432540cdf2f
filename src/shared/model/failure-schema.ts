import { z } from 'zod'
import {
  commandKinds,
  type Failure as FailureValue,
  localKinds,
  longestDetail,
  sinkTroubles,
  statusKinds,
  transferKinds,
} from './failure'
import { longestFrame } from './page-kind'
import { PageObstacle } from './page-kind-schema'
import { EpochMs } from './units'

const detail = z.string().max(longestDetail)

/** A failure as it is sent and stored. Apart from its kinds: the thread that reads pages makes failures and checks none. */
export const Failure = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(statusKinds), status: z.number().int(), detail, page: PageObstacle.optional() }),
  z.object({ kind: z.literal('rate-limited'), until: EpochMs, detail }),
  z.object({
    kind: z.enum(transferKinds),
    detail,
    page: PageObstacle.optional(),
    frame: z.string().max(longestFrame).optional(),
  }),
  z.object({
    kind: z.enum(localKinds),
    detail,
    of: z.literal('records').optional(),
    neededBytes: z.number().nonnegative().optional(),
  }),
  z.object({
    kind: z.literal('sink'),
    trouble: z.enum(sinkTroubles),
    sink: z.string().max(longestDetail),
    detail,
  }),
  z.object({ kind: z.enum(commandKinds), detail }),
]) satisfies z.ZodType<FailureValue>
