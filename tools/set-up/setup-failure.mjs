/**
 * What set-up throws when it cannot continue: it always names the cause and the way out.
 *
 * `run.mjs` prints it without a stack; any other error is a defect of these scripts and keeps its stack.
 */
export class SetupFailure extends Error {
  /**
   * @param {string} cause what is wrong, in one sentence
   * @param {readonly string[]} wayOut what a user can do about it, one line each
   */
  constructor(cause, wayOut) {
    super([cause, ...wayOut.map((line) => `  → ${line}`)].join('\n'))
    this.name = 'SetupFailure'
  }
}
