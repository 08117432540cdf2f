import { FailureError, failure } from '@shared/model/failure'
import type { Rewrite } from '@shared/model/recipe'
import { longestReference } from '../html/resolve-address'
import { runRule } from '../worker/running-rule'

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

/** Turns the address of a thumbnail into that of the original, and names what to try when it fails. */
export interface AddressRewriter {
  /** The address after all rewrites, in order; the old one where a rewrite yields none that is http(s) and short enough. */
  rewrite(address: string): string
  /** Further addresses of the same picture, each once, without the address itself. */
  alternativesOf(address: string): readonly string[]
}

/** A replacement may double what is there, and the next one would double that: hence the bound of length. */
function checked(changed: string, address: string): string {
  if (changed === address || changed.length > longestReference || !URL.canParse(changed)) return address
  const url = new URL(changed)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return address
  url.hash = ''
  return url.href
}

const none: readonly string[] = []

/** Compiles the rewrites of a recipe; throws FailureError `invalid-input` for an expression that is none. */
export function createRewriter(
  rewrites: readonly Rewrite[],
  alternatives: readonly Rewrite[],
): AddressRewriter {
  const compile = (list: readonly Rewrite[], rule: string) =>
    list.map(({ pattern, replacement }, i) => {
      const place = `${rule}.${i}.pattern`
      const expression = compileExpression(pattern, 'u', place)
      return (address: string) =>
        checked(
          runRule(place, () => address.replace(expression, replacement)),
          address,
        )
    })
  const steps = compile(rewrites, 'rewrite')
  const others = compile(alternatives, 'alternatives')
  return {
    rewrite: (address) => steps.reduce((changed, step) => step(changed), address),
    alternativesOf: (address) =>
      others.length === 0
        ? none
        : [...new Set(others.map((make) => make(address)))].filter((one) => one !== address),
  }
}
