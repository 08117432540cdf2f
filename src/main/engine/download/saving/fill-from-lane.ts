import { FailureError, failure } from '@shared/model/failure'
import type { SpaceReservation } from '../../disk/space/reserve-space'
import { mostHeldBytes } from '../../disk/writer/held-bodies'
import type { HandedReply } from '../../network/http/http'
import type { Attempted } from '../../network/retry'
import type { SavingPorts } from '../download-ports'
import type { LaneReply } from '../thread/lane-reply'
import type { PartialBody } from '../thread/messages'
import type { Draft, FilledDraft } from './draft'
import { fillStreamed } from './fill-streamed'
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
  const { address, referer, headers, encoding, smallestBytes = 0, largestBytes = Infinity } = source
  // Where a limit of size counts, the length decides before the body comes.
  if (smallestBytes > 0 || largestBytes < Infinity) return null
  const early = work.early?.take(source.address) ?? null
  const keep = (partial: PartialBody) => keepPartial(draft, source.address, encoding ?? null, partial)
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
  const { decodedBodyLimitBytes } = settings().network
  if (fetched.kind === 'streamed') {
    const from = { address, encoding: encoding ?? null, largestBytes: decodedBodyLimitBytes }
    return {
      kind: 'value',
      value: { kind: 'whole', ...(await fillStreamed(fetched, from, draft, room, work)) },
    }
  }
  const { bytes, sha256, type, size, held } = fetched
  const reply = replyWith(address, fetched.headers)
  draft.part.hold(held, bytes)
  if (bytes > decodedBodyLimitBytes) {
    await draft.drop()
    throw new FailureError(failure('too-large', `${bytes} bytes, the limit is ${decodedBodyLimitBytes}`))
  }
  draft.describe(resumeInfoOf(reply, address, encoding))
  room.left(bytes)
  work.progress.report(bytes, bytes)
  const whole = { bytes, sha256, type, size, address, ...keptFields(reply) }
  return { kind: 'value', value: { kind: 'whole', ...whole } }
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
