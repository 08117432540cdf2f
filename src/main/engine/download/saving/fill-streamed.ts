import { addAbortListener } from 'node:events'
import { FailureError, isLocal, isTransient } from '@shared/model/failure'
import type { SpaceReservation } from '../../disk/space/reserve-space'
import type { Judged } from '../../image/intake'
import { tooLarge } from '../../network/http/reply'
import type { ImageAtWork } from '../download-ports'
import type { LaneReply } from '../thread/lane-reply'
import type { StreamedReply } from '../thread/stream/streamed-reply'
import type { Draft, WholeDraft } from './draft'
import { replyWith } from './reply-with'
import { keepsParts, keptFields, type ResumeInfo, resumeInfoOf, validatorOf } from './resume'

/** Where an image comes from, and the limit that it must keep. */
export interface LaneSource {
  readonly address: string
  /** See `ImageSource.encoding`. */
  readonly encoding: string | null
  readonly largestBytes: number
}

/**
 * Lets a transfer thread write a large image to the file of an empty draft. The row that resumes it is committed before the file is
 * made. Its permit is given back here. Throws as `fillDraft`; then the draft holds what came.
 */
export async function fillStreamed(
  { body, permit }: Extract<LaneReply, { readonly kind: 'streamed' }>,
  { address, encoding, largestBytes }: LaneSource,
  draft: Draft,
  room: SpaceReservation,
  work: Pick<ImageAtWork, 'progress' | 'disk' | 'signal'>,
): Promise<WholeDraft> {
  const { total } = body
  const reply = replyWith(address, body.headers)
  const resumeInfo = { ...resumeInfoOf(reply, address, encoding), total }
  using _ = addAbortListener(work.signal, () => body.abort(keepsParts(work.signal)))
  try {
    if (total > largestBytes) throw tooLarge(total, largestBytes)
    await room.grow(total)
    draft.describe(resumeInfo)
    await draft.record()
    let safe = 0
    body.watch(({ received, written, flushed }) => {
      room.left(total - written)
      if (flushed > safe) draft.flushed(flushed)
      safe = flushed
      work.progress.report(received, total)
    })
    body.writeTo(draft.part.path)
    const { sha256, type, size } = await wholeOf(body, resumeInfo, draft, work.signal)
    return { bytes: total, sha256, type, size, address, ...keptFields(reply) }
  } catch (error) {
    // Before the connection is given back: it would begin the next file.
    if (error instanceof FailureError && isLocal(error.failure)) work.disk.refused(error)
    body.abort(false)
    throw error
  } finally {
    await body.ended
    permit[Symbol.dispose]()
  }
}

/** What came whole; else the draft takes over what is there, and this throws. */
async function wholeOf(
  body: StreamedReply,
  resumeInfo: ResumeInfo,
  draft: Draft,
  signal: AbortSignal,
): Promise<Judged> {
  const { end, state } = await body.ended
  if (end.kind === 'whole') {
    draft.part.takeOver(body.total, body)
    return end
  }
  if (end.hasFile) draft.part.adopt(state)
  if (signal.aborted) throw signal.reason
  if (end.kind === 'aborted') throw new Error('a body was given up by no one')
  const error = new FailureError(end.failure)
  if (end.hasFile && isTransient(end.failure)) {
    // Another try asks for the rest, or for all.
    if (validatorOf(resumeInfo) === null) await draft.drop()
    else {
      await draft.part.keep()
      await draft.load(resumeInfo, Infinity, signal)
    }
  }
  throw error
}
