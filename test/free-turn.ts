import type { Grant } from '../src/main/engine/network/limits/host-limiter'

/** A right to ask that nobody limits and of which nothing is learned. */
export function freeTurn(onEnd: () => void = () => {}): Grant {
  return { answered: () => {}, received: () => {}, failed: () => {}, [Symbol.dispose]: onEnd }
}
