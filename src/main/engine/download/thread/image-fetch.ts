import { type HeldBodies, mostHeldBytes } from '../../disk/writer/held-bodies'
import { createImageIntake } from '../../image/intake'
import type { RawReader } from '../../network/http1/plain-connection'
import type { PlainReader } from '../../network/http1/plain-exchange'
import type { PlainHead } from '../../network/http1/plain-head'
import { type Fetched, type PartialBody, type ReplyHeaders, recordedFields } from './messages'
import { failureOf } from './stream/body-digest'
import type { StreamedBody } from './stream/streamed-body'

/** A body with another status is handed over together with its head up to this size: the connection is kept. */
const worthReadingBytes = 64 * 1024

/** Handed bytes that the other side has not read before no more are read from the socket. */
const mostUnreadBytes = 1024 * 1024

/** One image on its way into memory. */
export interface ImageFetch extends PlainReader {
  /** What came of it until now, when it is given up. */
  aborted(): Fetched
  /** The reader of a reply that was handed over took so many bytes; true when its connection may read on. */
  took(bytes: number): boolean
}

/** What a fetch needs of its chain. */
interface FetchOwner {
  /** The key under which its body is held. */
  readonly held: string
  readonly sized: boolean
  /** Where it is held, before `ended`. */
  readonly bodies: HeldBodies
  /** Takes an image of so many bytes, which is too large to be held; nothing of it is answered by `ended`. */
  stream(headers: ReplyHeaders, total: number): StreamedBody
  /** 0: the status was not read. */
  headCame(status: number): void
  /** How it ended. */
  ended(fetched: Fetched): void
  /** More bytes of a reply that was handed over. */
  raw(bytes: Uint8Array): void
  /** The connection of a reply that was handed over is closed: by the other side (null), or by an error. */
  rawEnded(error: Error | null): void
}

const nothing = Buffer.alloc(0)

/** Takes the reply of one request: an image of status 200 as a whole, or as a stream; any other reply is handed over. */
export function createImageFetch(owner: FetchOwner): ImageFetch {
  let head: PlainHead | null = null
  let streamed: StreamedBody | null = null
  let written: Buffer = nothing
  let body: Buffer = nothing
  let filled = 0
  let isHanded = false
  /** Whether the other side has begun to read: until then more of a reply would only be lost by a kill. */
  let isTaken = false
  let unread = 0
  const partial = (): PartialBody | null =>
    head?.status === 200 && filled > 0
      ? { headers: recordedOf(head), total: head.length, bytes: new Uint8Array(body.subarray(0, filled)) }
      : null
  /** The connection is closed, or has been read to the end of the body: nothing is written into its buffer any more. */
  const lastOf = <T>(fetched: T): T => {
    owner.bodies.giveBack(body)
    return fetched
  }
  const raw = (): RawReader => ({
    bytes: (came, isOwn) => {
      // What fills little of its buffer would keep all of it.
      const bytes = isOwn && came.length > came.buffer.byteLength / 2 ? came : new Uint8Array(came)
      if (isHanded) owner.raw(bytes)
      else owner.ended({ kind: 'handed', bytes, isWhole: false })
      isHanded = true
      unread += bytes.length
      return isTaken && unread < mostUnreadBytes
    },
    end: owner.rawEnded,
  })

  return {
    head(came, asWritten) {
      head = came
      owner.headCame(came.status)
      const isImage = came.status === 200
      if (isImage && came.length > mostHeldBytes) {
        streamed = owner.stream(recordedOf(came), came.length)
        return null
      }
      if (came.length > worthReadingBytes && !isImage) return raw()
      if (isImage) {
        body = owner.bodies.room(came.length)
        written = Buffer.from(asWritten)
        return null
      }
      body = Buffer.allocUnsafeSlow(asWritten.length + came.length)
      filled = asWritten.copy(body)
      return null
    },
    room: () => streamed?.room() ?? body.subarray(filled),
    filled(bytes) {
      if (streamed !== null) return streamed.filled(bytes)
      filled += bytes
      return true
    },
    end() {
      if (streamed !== null) return
      if (head === null) throw new Error('a reply ended before its head')
      if (head.status !== 200) {
        owner.ended({ kind: 'handed', bytes: body, isWhole: true })
        return
      }
      if (filled !== body.length) throw new Error(`a body of ${body.length} bytes ended after ${filled}`)
      judge(head, body, owner)
    },
    unusual: () => {
      owner.headCame(0)
      return raw()
    },
    slow() {
      if (head?.status !== 200 || streamed !== null) return null
      const other = raw()
      other.bytes(Buffer.concat([written, body.subarray(0, filled)]), false)
      return other
    },
    failed({ failure }) {
      if (streamed === null) owner.ended(lastOf({ kind: 'failed', failure, partial: partial() }))
      else streamed.cut(failure)
    },
    aborted: () => lastOf({ kind: 'aborted', partial: partial() }),
    took(bytes) {
      isTaken = true
      unread -= bytes
      return unread < mostUnreadBytes
    },
  }
}

function recordedOf({ headers }: PlainHead): ReplyHeaders {
  const recorded: Record<string, string | string[]> = {}
  for (const name of recordedFields) {
    const value = headers[name]
    if (value !== undefined) recorded[name] = value
  }
  return recorded
}

/** Ends with the image that came whole, or with a failure if its bytes are none. */
function judge(head: PlainHead, body: Buffer, { held, sized, bodies, ended }: FetchOwner): void {
  const intake = createImageIntake(sized)
  let judged: ReturnType<typeof intake.finish>
  try {
    if (body.length > 0) intake.push(body)
    judged = intake.finish(false)
  } catch (error) {
    const failure = failureOf(error)
    bodies.giveBack(body)
    ended({ kind: 'failed', failure, partial: null })
    return
  }
  bodies.keep(held, body)
  const whole = { kind: 'whole', headers: recordedOf(head), held, bytes: body.length, ...judged } as const
  if (sized) void intake.size().then((size) => ended({ ...whole, size }))
  else ended({ ...whole, size: null })
}
