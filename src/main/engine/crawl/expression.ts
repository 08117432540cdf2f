import { FailureError, failure } from '@shared/model/failure'

/**
 * Compiles a regular expression of a recipe. Only the worker runs one, because it may never end.
 *
 * Throws FailureError `invalid-input` that names the rule.
 */
export function compileExpression(pattern: string, flags: string, rule: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FailureError(failure('invalid-input', `${rule}: ${reason}`))
  }
}
