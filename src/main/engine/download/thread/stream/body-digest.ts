import { type Failure, FailureError } from '@shared/model/failure'
import { createImageIntake, type Judged } from '../../../image/intake'
import type { Piece, Slots } from './slots'

/** Sees the bytes of one body in order: what it is, whether it is whole, its hash. */
export interface BodyDigest {
  /** Sees the next piece, and releases its slot. */
  push(piece: Piece): void
  /** All was pushed: the verdict is reported. */
  finish(): void
  /** Nothing more is reported; slots that are on their way are released all the same. */
  drop(): void
}

/** What a digest reports; one of both, once. */
export interface DigestEvents {
  judged(judged: Judged): void
  /** What came is no image, or not whole; or the thread that hashes ended (reset). */
  failed(failure: Failure): void
}

/** The digest of one body where it is computed. */
export interface BytesDigest extends Pick<BodyDigest, 'finish' | 'drop'> {
  /** Sees the next bytes, and nothing of them later. */
  push(bytes: Uint8Array): void
}

/** Judges the bytes of one body of known length. `sized`: width and height are wanted. */
export function createBytesDigest(sized: boolean, events: DigestEvents): BytesDigest {
  const intake = createImageIntake(sized)
  let isOver = false
  const failed = (error: unknown) => {
    if (isOver) return
    isOver = true
    events.failed(failureOf(error))
  }
  const judge = async () => ({ ...intake.finish(false), size: await intake.size() })
  return {
    push(bytes) {
      try {
        if (!isOver) intake.push(bytes)
      } catch (error) {
        failed(error)
      }
    },
    finish() {
      judge().then((judged) => {
        if (!isOver) events.judged(judged)
      }, failed)
    },
    drop() {
      isOver = true
    },
  }
}

/** Hashes in this thread. */
export function createOwnDigest(slots: Slots, sized: boolean, events: DigestEvents): BodyDigest {
  const { push, finish, drop } = createBytesDigest(sized, events)
  return {
    push({ slot, from, to }) {
      push(slot.bytes.subarray(from, to))
      slots.release(slot)
    },
    finish,
    drop,
  }
}

/** Throws what is no failure: that is a bug. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  throw error
}
