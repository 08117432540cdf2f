import type { FailureKind } from '@shared/model/failure'

/** Bits of the exit code, those of gallery-dl; 0 means that everything was saved. */
export const exitBits = { failed: 4, authorisation: 16, input: 32, system: 128 } as const

/** The exit code after Ctrl-C, as a shell gives it: 128 + SIGINT. */
export const interruptedCode = 130

/** Bits of the failures that are not simply something that could not be downloaded. */
const otherBits: Readonly<Partial<Record<FailureKind, number>>> = {
  auth: exitBits.authorisation,
  'invalid-input': exitBits.input,
  'held-elsewhere': exitBits.system,
  'disk-full': exitBits.system | exitBits.failed,
  'not-writable': exitBits.system | exitBits.failed,
  unexpected: exitBits.system | exitBits.failed,
}

/** What a failure adds to the exit code of its run. */
export function exitBitsOf(kind: FailureKind): number {
  return otherBits[kind] ?? exitBits.failed
}
