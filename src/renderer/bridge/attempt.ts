import { failureText } from '@shared/messages/failure-text'
import { type Failure, FailureError, failure } from '@shared/model/failure'
import { addToast } from '../components/toast'
import { i18n, spokenLanguage } from '../locales/i18n'
import { invoke } from './bridge'

/** Turns anything thrown into a failure; what nobody expected is `unexpected`, with its message only. */
export function asFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  return failure('unexpected', error instanceof Error ? error.message : String(error))
}

/** Shows what did not succeed and what to do about it. */
export function tellFailure(reason: Failure): void {
  const { sentence, next } = failureText(reason, spokenLanguage())
  const copy = {
    label: i18n.t('settings:about.copy-diagnostics'),
    onClick: () =>
      void attempt(() => invoke('copyDiagnostics')).then(
        (done) => done && addToast({ title: i18n.t('settings:about.diagnostics-copied') }),
      ),
  }
  // A defect of ours: nobody can mend it who does not know of it.
  const action = reason.kind === 'unexpected' ? { action: copy } : {}
  addToast({ title: sentence, description: next, kind: 'failure', ...action })
}

/** Runs what a user asked for; whether it succeeded. A failure is shown. */
export async function attempt(command: () => Promise<unknown>): Promise<boolean> {
  try {
    await command()
    return true
  } catch (error) {
    tellFailure(asFailure(error))
    return false
  }
}
