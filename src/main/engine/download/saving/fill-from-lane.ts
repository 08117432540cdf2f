import { FailureError } from '@shared/model/failure'
import type { SpaceReservation } from '../../disk/space/reserve-space'
import { mostHeldBytes } from '../../disk/writer/held-bodies'
import type { HandedReply } from '../../network/http/http'
import { tooLarge } from '../../network/http/reply'
import type { Attempted } from '../../network/retry'
import type { SavingPorts } from '../download-ports'
import type { LaneReply } from '../thread/lane-reply'
import type { PartialBody } from '../thread/messages'
import type { Draft, FilledDraft, WholeDraft } from './draft'
import { fillStreamed, type LaneSource } from './fill-streamed'
import type { SavingImage } from './finish-image'
import { replyWith } from './reply-with'
import { keptFields, resumeInfoOf } from './resume'

/**
 * Fetches an image of which no byte is there through a transfer thread, which checks it and holds it until it gets its name, or
 * writes a large one to its partial file.
 * `handed`: the client continues with the reply. Null: the client must fetch it, and nothing has changed. Throws as `fillDraft`.
 */
export async function fillFromLane(
  { lane, settings }: Pick<SavingPorts, 'lane' | 'settings'>,
  { request: { source, isOutdone }, draft, folder, work }: SavingImage,
  room: SpaceReservation,
): Promise<Attempted<FilledDraft> | { readonly kind: 'handed'; readonly handed: HandedReply } | null> {
  if (lane === null || draft.resumeInfo !== null || draft.part.length > 0) return null
  const { address, referer, headers, encoding = null, smallestBytes = 0, largestBytes = Infinity } = source
  // Where a limit of size counts, the length decides before the body comes.
  if (smallestBytes > 0 || largestBytes < Infinity) return null
  const early = work.early?.take(address) ?? null
  const keep = (partial: PartialBody) => keepPartial(draft, address, encoding, partial)
  let kept: Promise<void> | null = null
  const onPartial = (partial: PartialBody) => {
    kept = keep(partial)
  }
  const request = { address, referer, headers, wants: 'image', sized: isOutdone !== undefined } as const
  try {
    await room.grow(early === null ? mostHeldBytes : bytesIn(early))
  } catch (error) {
    // There may be room for an image that has not come, whose length decides then.
    if (early === null && error instanceof FailureError) return null
    // Before the permit of what came is given back: it would begin the next file.
    if (error instanceof FailureError) work.disk.refused(error)
    if (early !== null) lane.discard(folder.dev, early)
    throw error
  }
  const fetched =
    early ??
    (await lane.fetch(folder.dev, request, onPartial, work.signal)?.catch(async (error: unknown) => {
      await kept
      throw error
    }))
  if (fetched?.kind !== 'whole') room.left(0)
  if (fetched === undefined || fetched === null) return null
  if (fetched.kind === 'failed') {
    if (fetched.partial !== null) {
      await keep(fetched.partial)
      await draft.part.keep()
    }
    throw new FailureError(fetched.failure)
  }
  if (fetched.kind === 'handed') return fetched
  const from = { address, encoding, largestBytes: settings().network.decodedBodyLimitBytes }
  const whole =
    fetched.kind === 'streamed'
      ? await fillStreamed(fetched, from, draft, room, work)
      : await fillHeld(fetched, from, draft, room, work)
  return { kind: 'value', value: { kind: 'whole', ...whole } }
}

/** Gives a body that the thread holds to an empty draft. Throws FailureError (too-large). */
async function fillHeld(
  { bytes, sha256, type, size, held, headers }: Extract<LaneReply, { readonly kind: 'whole' }>,
  { address, encoding, largestBytes }: LaneSource,
  draft: Draft,
  room: SpaceReservation,
  { progress }: Pick<SavingImage['work'], 'progress'>,
): Promise<WholeDraft> {
  const reply = replyWith(address, headers)
  draft.part.hold(held, bytes)
  if (bytes > largestBytes) {
    await draft.drop()
    throw tooLarge(bytes, largestBytes)
  }
  draft.describe(resumeInfoOf(reply, address, encoding))
  room.left(bytes)
  progress.report(bytes, bytes)
  return { bytes, sha256, type, size, address, ...keptFields(reply) }
}

/** Bytes that a reply holds already. Given back for want of more room, the image would be asked for a second time. */
function bytesIn(reply: LaneReply): number {
  return reply.kind === 'whole' ? reply.bytes : 0
}

/** Begins the draft with what came, so that another try asks for the rest. */
export async function keepPartial(
  draft: Draft,
  address: string,
  encoding: string | null,
  { headers, total, bytes }: PartialBody,
): Promise<void> {
  await draft.begin({ ...resumeInfoOf(replyWith(address, headers), address, encoding), total })
  draft.intake.push(bytes)
  await draft.part.append(bytes, total)
}
