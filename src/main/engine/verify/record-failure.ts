import { FailureError, failure } from '@shared/model/failure'
import { errorCode } from '../disk/error-code'
import { BadRecordError } from '../library/check/read-record'

/** Passes work on, its expected errors as FailureError: `invalid-input` for a record or a folder that is no use. */
export async function asFailures<T>(folder: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof BadRecordError) {
      throw new FailureError(
        failure('invalid-input', `the gallery.json in ${folder} cannot be used: ${error.message}`),
        {
          cause: error,
        },
      )
    }
    if (errorCode(error) !== '')
      throw new FailureError(failure('invalid-input', String(error)), { cause: error })
    throw error
  }
}
