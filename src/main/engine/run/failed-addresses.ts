import type { Failure } from '@shared/model/failure'

/** More are forgotten, the oldest first: their images are asked for again. */
const mostRemembered = 2000

/** The site may decide by the page that shows the image, which is another one for each gallery. */
const ofThePage: ReadonlySet<Failure['kind']> = new Set(['forbidden', 'auth'])

/** Image addresses that a run could not get after all its retries: the next images of the same address fail as they did. */
export interface FailedAddresses {
  get(address: string): Failure | undefined
  note(address: string, failure: Failure): void
  /** The user wants them asked for again. */
  forget(): void
}

export function createFailedAddresses(): FailedAddresses {
  const failures = new Map<string, Failure>()
  return {
    get: (address) => failures.get(address),
    note(address, failure) {
      if (ofThePage.has(failure.kind)) return
      failures.delete(address)
      failures.set(address, failure)
      if (failures.size <= mostRemembered) return
      const [oldest] = failures.keys()
      if (oldest !== undefined) failures.delete(oldest)
    },
    forget: () => failures.clear(),
  }
}
