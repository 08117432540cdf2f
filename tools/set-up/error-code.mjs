/**
 * The code of a system error, such as `ENOENT`.
 *
 * @param {unknown} error
 * @returns {unknown} undefined for a value that carries no code
 */
export function errorCode(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
