import { FailureError, failure } from '@shared/failure'
import { isDamage, markDamaged } from './damage'
import type { Database } from './database'

/**
 * The same database, but damage that shows while it is used is marked for the next start, told once, and thrown as a
 * FailureError (`unexpected`) that says what helps.
 */
export function watchDamage(
  database: Database,
  file: string,
  onTrouble: (reason: FailureError) => void,
): Database {
  let isTold = false

  function guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      const cause = error instanceof FailureError ? error.cause : error
      if (!isDamage(cause)) throw error
      const text = `${file} is damaged (${String(cause)}). Start Galleon again: it is kept, and what lies on disk is found again.`
      const reason = new FailureError(failure('unexpected', text), { cause })
      if (!isTold) {
        isTold = true
        markDamaged(file, String(cause))
        onTrouble(reason)
      }
      throw reason
    }
  }

  return {
    run: (sql, ...values) => guarded(() => database.run(sql, ...values)),
    get: (sql, ...values) => guarded(() => database.get(sql, ...values)),
    all: (sql, ...values) => guarded(() => database.all(sql, ...values)),
    flush: () => guarded(() => database.flush()),
    durable: () => database.durable(),
    committed: () => database.committed(),
    close: () => guarded(() => database.close()),
  }
}
