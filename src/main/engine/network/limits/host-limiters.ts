import { timerMs } from '../../async/cancellation'
import { startPace } from './adaptive-concurrency'
import { type Clocks, createGate, type Gate, type HostGate, type HostLimits, mostOf } from './host-limiter'

/** A gate in use; dispose of it when its host is not asked any more for now. */
export interface BorrowedGate extends Disposable {
  readonly gate: HostGate
}

/** The gates of all hosts, made when first asked for and forgotten when idle. */
export interface HostGates {
  /** `host` is `host:port`. */
  borrow(host: string): BorrowedGate
  /** Requests that this host gets at once, also if it was not asked yet. */
  atOnce(host: string): number
  /** Ends the hold of this host, if there is one. */
  endHold(host: string): void
  /** Live limits of every gate. */
  limit(limits: HostLimits): void
  /** Gates in memory. */
  readonly count: number
  close(): void
}

export function createHostGates(initial: HostLimits, clocks: Clocks): HostGates {
  const gates = new Map<string, { gate: Gate; users: number; linger?: NodeJS.Timeout }>()
  let limits = initial

  const drop = (host: string) => {
    const entry = gates.get(host)
    if (entry === undefined || entry.users > 0) return
    // A gate that is forgotten would let the next request in before its hold or interval is over.
    const { lingerMs } = entry.gate
    if (lingerMs > 0) {
      entry.linger = setTimeout(() => drop(host), timerMs(lingerMs)).unref()
      return
    }
    entry.gate.close()
    gates.delete(host)
  }

  return {
    borrow: (host) => {
      const entry = gates.get(host) ?? {
        gate: createGate(limits, clocks),
        users: 0,
      }
      gates.set(host, entry)
      clearTimeout(entry.linger)
      entry.users += 1
      let borrowed = true
      return {
        gate: entry.gate,
        [Symbol.dispose]: () => {
          if (!borrowed) return
          borrowed = false
          entry.users -= 1
          drop(host)
        },
      }
    },
    atOnce: (host) => gates.get(host)?.gate.pace.atOnce ?? limits.permits ?? startPace(mostOf(limits)).atOnce,
    endHold: (host) => gates.get(host)?.gate.endHold(),
    limit: (next) => {
      limits = next
      for (const { gate } of gates.values()) gate.limit(next)
    },
    get count() {
      return gates.size
    },
    close: () => {
      for (const { gate, linger } of gates.values()) {
        clearTimeout(linger)
        gate.close()
      }
      gates.clear()
    },
  }
}
