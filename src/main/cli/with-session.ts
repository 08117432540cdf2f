import { FailureError } from '@shared/model/failure'
import type { Context } from './context'
import type { Session } from './session/session'

/**
 * Opens a session for `work` and closes it afterwards. When the process that held the folder ends in the midst, `work`
 * begins anew in a session of our own, or of whoever holds the folder next: a person who typed a command must not be
 * told about the end of another terminal's download.
 *
 * `reads`: the work changes nothing, so that a folder that cannot be written is no reason to fail.
 *
 * Rejects as `work` and `Context.open` do.
 */
export async function withSession<T>(
  context: Context,
  serves: boolean,
  work: (session: Session) => Promise<T>,
  reads = false,
): Promise<T> {
  for (;;) {
    const session = await context.open(serves, reads)
    try {
      return await work(session)
    } catch (error) {
      if (!hasEnded(session, error)) throw error
    } finally {
      await session.close()
    }
  }
}

/** The same for work that changes nothing. */
export function withReading<T>(context: Context, work: (session: Session) => Promise<T>): Promise<T> {
  return withSession(context, false, work, true)
}

/** Whether a command failed because the process that held the folder has ended. */
export function hasEnded(session: Session, error: unknown): boolean {
  return session.gone.aborted && error instanceof FailureError && error.failure.kind === 'held-elsewhere'
}

/** Does the work of each item and takes it off the list, so that what begins anew goes on where it was. */
export async function takeEach<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let [item] = items; item !== undefined; [item] = items) {
    await work(item)
    items.shift()
  }
}
