import type { FailureKind } from '@shared/model/failure'
import type { PageObstacle } from '@shared/model/page-kind'

/** Bits of the exit code, those of gallery-dl, and 2 of our own; 0 means that everything was saved. */
export const exitBits = { incomplete: 2, failed: 4, authorisation: 16, input: 32, system: 128 } as const

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

/** Pages that a visitor gets who has logged in or has passed a check. */
const obstacleBits: Readonly<Partial<Record<PageObstacle, number>>> = {
  login: exitBits.authorisation,
  challenge: exitBits.authorisation,
}

/** What a failure adds to the exit code of its run. */
export function exitBitsOf(of: {
  readonly kind: FailureKind
  readonly page?: PageObstacle | undefined
}): number {
  const ofPage = of.page === undefined ? undefined : obstacleBits[of.page]
  return ofPage ?? otherBits[of.kind] ?? exitBits.failed
}

/** The exit codes in the help of commands that download. */
export const exitCodesHelp = `
Exit code: 0 when all was well, else a sum of
    2   incomplete: a limit, smaller versions, pages or galleries that were not followed
    4   something could not be downloaded
   16   a site or a proxy asks for a login, or a site checks that its visitor is no program
   32   an address, an option or the settings file is wrong
  128   the system: disk full, folder not writable, another process in the way
or 130 when downloads were paused (Ctrl-C) or you answered no, 143 by SIGTERM, 129 by SIGHUP.`
