import { failureText } from '@shared/messages/failure-text'
import { type Failure, FailureError, failure } from '@shared/model/failure'
import { addToast } from '../components/overlays/toast'
import { i18n, spokenLanguage } from '../locales/i18n'
import { invoke } from './bridge'

/** Turns anything thrown into a failure; an error of another class is `unexpected`, with its message only. */
export function asFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  return failure('unexpected', error instanceof Error ? error.message : String(error))
}

/** Shows a failure and what to do about it in a toast. */
export function showFailure(reason: Failure): void {
  const { sentence, next } = failureText(reason, spokenLanguage())
  const copy = {
    label: i18n.t('settings:about.copy-diagnostics'),
    onClick: () =>
      void attempt(() => invoke('copyDiagnostics')).then(
        (done) => done && addToast({ title: i18n.t('settings:about.diagnostics-copied') }),
      ),
  }
  // A defect of ours: it can only be fixed when it is reported.
  const action = reason.kind === 'unexpected' ? { action: copy } : {}
  addToast({ title: sentence, description: next, kind: 'failure', ...action })
}

/** Runs a command of the user; whether it succeeded. A failure is shown. */
export async function attempt(command: () => Promise<unknown>): Promise<boolean> {
  try {
    await command()
    return true
  } catch (error) {
    showFailure(asFailure(error))
    return false
  }
}
