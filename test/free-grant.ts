import type { Grant } from '../src/main/engine/network/limits/host-limiter'

/** A grant without a limiter: nothing is learned from it. */
export function freeGrant(onEnd: () => void = () => {}): Grant {
  return {
    answered: () => {},
    received: () => {},
    failed: () => {},
    carries: () => {},
    [Symbol.dispose]: onEnd,
  }
}
