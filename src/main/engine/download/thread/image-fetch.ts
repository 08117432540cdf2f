import { FailureError } from '@shared/model/failure'
import { createImageIntake } from '../../image/intake'
import type { PlainReader } from '../../network/http1/plain-client'
import type { PlainHead } from '../../network/http1/plain-head'
import type { Fetched, PartialBody } from './messages'

/** Bodies of more bytes are not held in memory. */
export const mostHeldBytes = 1024 * 1024

/** A body that is not wanted is read to its end, to keep the connection, up to this size; a longer one is cut. */
const worthReadingBytes = 64 * 1024

/** One image on its way into memory. */
export interface ImageFetch extends PlainReader {
  /** What came of it until now, when it is given up. */
  aborted(): Fetched
}

/** What a fetch needs of its chain. */
interface FetchOwner {
  /** The key under which its body is held. */
  readonly held: string
  /** The whole body of an image, before `ended`. */
  keep(body: Uint8Array): void
  headCame(): void
  /** How it ended. `cut`: the connection is still in the middle of the reply, and must be closed. */
  ended(fetched: Fetched, cut?: 'cut'): void
}

/** Takes the reply of one request: an image of status 200 as a whole, of any other status only its head. */
export function createImageFetch(owner: FetchOwner): ImageFetch {
  let head: PlainHead | null = null
  let body: Buffer = Buffer.alloc(0)
  let filled = 0
  const partial = (): PartialBody | null =>
    head?.status === 200 && filled > 0
      ? { headers: head.headers, total: head.length, bytes: new Uint8Array(body.subarray(0, filled)) }
      : null

  return {
    head(came) {
      head = came
      owner.headCame()
      const isImage = came.status === 200
      if (isImage && came.length > mostHeldBytes) owner.ended({ kind: 'large' }, 'cut')
      else if (!isImage && came.length > worthReadingBytes) {
        owner.ended({ kind: 'status', status: came.status, headers: came.headers }, 'cut')
      } else body = Buffer.allocUnsafeSlow(came.length)
    },
    room: () => body.subarray(filled),
    filled(bytes) {
      filled += bytes
      return true
    },
    end() {
      if (head === null) throw new Error('a reply ended before its head')
      const { status, headers } = head
      if (status !== 200) {
        owner.ended({ kind: 'status', status, headers })
        return
      }
      try {
        const intake = createImageIntake()
        if (body.length > 0) intake.push(body)
        const { sha256, type } = intake.finish(false)
        owner.keep(body)
        owner.ended({ kind: 'whole', headers, held: owner.held, bytes: body.length, sha256, type })
      } catch (error) {
        if (!(error instanceof FailureError)) throw error
        owner.ended({ kind: 'failed', failure: error.failure, partial: null })
      }
    },
    unusual: (why) => owner.ended({ kind: 'unusual', why }),
    failed: ({ failure }) => owner.ended({ kind: 'failed', failure, partial: partial() }),
    aborted: () => ({ kind: 'aborted', partial: partial() }),
  }
}
