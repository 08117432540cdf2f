/**
 * The code of a system error, such as `ENOENT`.
 *
 * @param {unknown} error
 * @returns {string | undefined} undefined for a value that carries no code
 */
export function errorCode(error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
