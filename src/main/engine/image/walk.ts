/**
 * What a walk through a format needs next. `take` gives it the bytes; `atEnd` is the verdict if the input ends right
 * before them (false if absent). `skip` passes bytes by; `seek` passes bytes by up to and with the next one of a kind.
 * `but`: one that has this byte behind it may be passed by as well, which spares the walk a step for each.
 */
export type Step =
  | { readonly kind: 'take'; readonly bytes: number; readonly atEnd?: boolean | null }
  | { readonly kind: 'skip'; readonly bytes: number }
  | { readonly kind: 'seek'; readonly byte: number; readonly but: number }

/** A walk through one image from its first byte; returns whether the image is whole, or null if that is unknown. */
export type Walk = Generator<Step, boolean | null, Uint8Array>

/**
 * Watches an image pass and says whether its own end came.
 *
 * Takes chunks of any size, in order, and keeps less than 16 KiB of them.
 */
export interface EndCheck {
  push(chunk: Uint8Array): void
  /**
   * True: the format says that the image is complete; bytes behind it do not matter. False: it breaks off, or its
   * structure is damaged. Null: this format cannot say.
   */
  isWhole(): boolean | null
}

const nothing = new Uint8Array()

/** Takes `bytes` bytes off the input. */
export function* take(bytes: number, atEnd: boolean | null = false): Generator<Step, Uint8Array, Uint8Array> {
  return yield { kind: 'take', bytes, atEnd }
}

/** Passes `bytes` bytes by; the input must have them all. */
export function* skip(bytes: number): Generator<Step, void, Uint8Array> {
  if (bytes > 0) yield { kind: 'skip', bytes }
}

/** Passes bytes by from the offset `at` up to the offset `to`, unless that is behind; returns where it stands. */
export function* seekTo(at: number, to: number): Generator<Step, number, Uint8Array> {
  yield* skip(to - at)
  return Math.max(at, to)
}

/** Passes bytes by until one is `byte`, which is passed by too; of those before `but` maybe not each is seen. */
export function* seek(byte: number, but: number): Generator<Step, void, Uint8Array> {
  yield { kind: 'seek', byte, but }
}

/** A DataView of exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Bytes as ASCII text. */
export function asciiOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

/** Feeds a walk with chunks. */
export function followWalk(walk: Walk): EndCheck {
  let step = walk.next(nothing)
  let held = nothing
  let passed = 0

  function advance(bytes: Uint8Array): void {
    held = nothing
    passed = 0
    step = walk.next(bytes)
  }

  /** Does with a chunk what the current step asks for; returns how many of its bytes that took. */
  function feed(wanted: Step, chunk: Uint8Array): number {
    if (wanted.kind === 'seek') {
      let at = chunk.indexOf(wanted.byte)
      while (at !== -1 && chunk[at + 1] === wanted.but) at = chunk.indexOf(wanted.byte, at + 2)
      if (at === -1) return chunk.length
      advance(nothing)
      return at + 1
    }
    if (wanted.kind === 'skip') {
      const taken = Math.min(chunk.length, wanted.bytes - passed)
      passed += taken
      if (passed === wanted.bytes) advance(nothing)
      return taken
    }
    const taken = Math.min(chunk.length, wanted.bytes - held.length)
    const joined = new Uint8Array(held.length + taken)
    joined.set(held)
    joined.set(chunk.subarray(0, taken), held.length)
    held = joined
    if (held.length === wanted.bytes) advance(joined)
    return taken
  }

  return {
    push(chunk) {
      let at = 0
      while (step.done !== true && at < chunk.length) at += feed(step.value, chunk.subarray(at))
    },
    isWhole() {
      if (step.done === true) return step.value
      const wanted = step.value
      return wanted.kind === 'take' && held.length === 0 ? (wanted.atEnd ?? null) : false
    },
  }
}
