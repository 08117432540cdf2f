import { type Failure, FailureError } from '@shared/model/failure'
import { createImageIntake, type ImageIntake } from '../../../image/intake'
import type { Judged } from './messages'
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

/** Hashes in this thread. `sized`: width and height are wanted. */
export function createOwnDigest(slots: Slots, sized: boolean, events: DigestEvents): BodyDigest {
  const intake = createImageIntake(sized)
  let isOver = false
  const failed = (error: unknown) => {
    if (isOver) return
    isOver = true
    events.failed(failureOf(error))
  }
  return {
    push({ slot, from, to }) {
      try {
        if (!isOver) intake.push(slot.bytes.subarray(from, to))
      } catch (error) {
        failed(error)
      }
      slots.release(slot)
    },
    finish() {
      judgeIntake(intake, sized).then((judged) => {
        if (!isOver) events.judged(judged)
      }, failed)
    },
    drop() {
      isOver = true
    },
  }
}

/** The verdict on a body of known length that came whole. Rejects with FailureError; see `ImageIntake.finish`. */
export async function judgeIntake(intake: ImageIntake, sized: boolean): Promise<Judged> {
  const judged = intake.finish(false)
  return { ...judged, size: sized ? await intake.size() : null }
}

/** Throws what is no failure: that is a bug. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  throw error
}
