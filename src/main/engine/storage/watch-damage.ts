import { FailureError, failure } from '@shared/model/failure'
import { isDamage, markDamaged } from './database/damage'
import type { Database } from './database/database'

/**
 * Answers what to throw for an error that is damage of the file, and null for any other: damage is marked for the next
 * start and told once.
 */
export function createDamageWatch(
  file: string,
  onTrouble: (reason: FailureError) => void,
): (cause: unknown) => FailureError | null {
  let isTold = false
  return (cause) => {
    if (!isDamage(cause)) return null
    const text = `${file} is damaged (${String(cause)}). Start Galleon again: it is kept, and what lies on disk is found again.`
    const reason = new FailureError(failure('unexpected', text), { cause })
    if (!isTold) {
      isTold = true
      markDamaged(file, String(cause))
      onTrouble(reason)
    }
    return reason
  }
}

/**
 * The same database, but damage that shows while it is used is marked for the next start, told once, and thrown as a
 * FailureError (`unexpected`) that says what helps.
 */
export function watchDamage(
  database: Database,
  file: string,
  onTrouble: (reason: FailureError) => void,
): Database {
  const damageOf = createDamageWatch(file, onTrouble)

  function guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      const cause = error instanceof FailureError ? error.cause : error
      throw damageOf(cause) ?? error
    }
  }

  return {
    run: (sql, ...values) => guarded(() => database.run(sql, ...values)),
    get: (sql, ...values) => guarded(() => database.get(sql, ...values)),
    all: (sql, ...values) => guarded(() => database.all(sql, ...values)),
    flush: () => guarded(() => database.flush()),
    durable: () => database.durable(),
    committed: () => database.committed(),
    scrub: () => guarded(() => database.scrub()),
    close: () => guarded(() => database.close()),
  }
}
