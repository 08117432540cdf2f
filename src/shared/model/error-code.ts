/** The code of an error of the operating system or of Node, such as `ENOENT`; empty for any other thing. */
export function errorCode(error: unknown): string {
  return hasCode(error) ? error.code : ''
}

/** Whether the operating system or Node has refused something, by a code: anything else that is thrown is a bug. */
export function hasCode(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}
