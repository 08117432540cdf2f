import { FailureError, failure } from '@shared/model/failure'
import { claimBody, type SpaceReservation } from '../../disk/space/reserve-space'
import type { Reply } from '../../network/http/http'
import type { Attempted } from '../../network/retry'
import type { SavingPorts } from '../download-ports'
import { mostHeldBytes } from '../thread/image-fetch'
import type { PartialBody, ReplyHeaders } from '../thread/messages'
import type { Draft, FilledDraft } from './draft'
import type { SavingImage } from './finish-image'
import { resumeInfoOf, strongTag } from './resume'

/** Statuses that the other lane follows or asks again for: redirects, logins, a refused Referer. */
const forOtherLane = (status: number) => status < 400 || status === 401 || status === 403

/**
 * Fetches an image of which no byte is there through a transfer thread, which checks it and holds it until it gets its name.
 * Null: the other lane must fetch it, and nothing has changed. Throws as `fillDraft`.
 */
export async function fillFromLane(
  { client, lane, settings }: Pick<SavingPorts, 'client' | 'lane' | 'settings'>,
  { request: { source }, draft, folder, work }: SavingImage,
  room: SpaceReservation,
): Promise<Attempted<FilledDraft> | null> {
  if (lane === null || draft.resumeInfo !== null || draft.part.length > 0) return null
  const { address, referer, headers, encoding, smallestBytes = 0, largestBytes = Infinity } = source
  // Where a limit of size counts, the length decides before the body comes.
  if (smallestBytes > 0 || largestBytes < Infinity) return null
  const keep = (partial: PartialBody) => keepPartial(draft, source.address, encoding ?? null, partial)
  let kept: Promise<void> | null = null
  const request = { address, referer, headers, wants: 'image' } as const
  const asked = lane.fetch(folder.dev, request, (partial) => (kept = keep(partial)), work.signal)
  if (asked === null) return null
  const claimed = claimBody(mostHeldBytes, room)
  await claimed.begin().catch((error: unknown) => {
    if (error instanceof FailureError) work.disk.refused(error)
    throw error
  })
  const fetched = await asked.catch(async (error: unknown) => {
    await kept
    throw error
  })
  if (fetched === null) return null
  if (fetched.kind === 'failed') {
    if (fetched.partial !== null) {
      await keep(fetched.partial)
      await draft.part.keep()
    }
    throw new FailureError(fetched.failure)
  }
  if (fetched.kind === 'status') {
    if (forOtherLane(fetched.status)) return null
    return client.judge(headOnly(address, fetched.status, fetched.headers))
  }
  const { bytes, sha256, type, held } = fetched
  const reply = headOnly(address, 200, fetched.headers)
  draft.part.hold(held, bytes)
  const { decodedBodyLimitBytes } = settings().network
  if (bytes > decodedBodyLimitBytes) {
    await draft.drop()
    throw new FailureError(failure('too-large', `${bytes} bytes, the limit is ${decodedBodyLimitBytes}`))
  }
  draft.describe(resumeInfoOf(reply, address, encoding))
  claimed.hold(bytes)
  work.progress.report(bytes, bytes)
  const validators = { etag: strongTag(reply), lastModified: reply.header('last-modified') }
  return { kind: 'value', value: { kind: 'whole', bytes, sha256, type, address, ...validators } }
}

/** Begins the draft with what came, so that another try asks for the rest. */
async function keepPartial(
  draft: Draft,
  address: string,
  encoding: string | null,
  { headers, total, bytes }: PartialBody,
): Promise<void> {
  await draft.begin({ ...resumeInfoOf(headOnly(address, 200, headers), address, encoding), total })
  draft.intake.push(bytes)
  await draft.part.append(bytes, total)
}

/** A reply whose body is elsewhere. */
function headOnly(address: string, status: number, headers: ReplyHeaders): Reply {
  const fields = (name: string) => [headers[name] ?? []].flat()
  const announced = fields('content-length')[0]
  return {
    status,
    address,
    referer: null,
    fields,
    header: (name) => (headers[name] === undefined ? null : fields(name).join(', ')),
    length: announced === undefined ? null : Number(announced),
    coded: false,
    endsByClosing: false,
    body: { async *[Symbol.asyncIterator]() {} },
    discard: () => {},
  }
}
