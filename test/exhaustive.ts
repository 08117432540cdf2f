/**
 * Whether tests run that try a rule on many more examples of the same kind: with `CI=true`. Elsewhere a sample of each
 * runs, and the rest is reported as skipped.
 */
export const isExhaustive = process.env['CI'] === 'true'

/** Why such a test is skipped. */
export const longWithoutCi = 'runs with CI=true'
