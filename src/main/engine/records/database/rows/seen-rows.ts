import { type Statements } from './statements'

/** The exact set of all addresses that were found in a run, by hash: 16 bytes each. */
export interface SeenRows {
  /** Adds hashes; returns those that are new, each once. */
  add(hashes: readonly Uint8Array[]): ReadonlySet<Uint8Array>
  has(hash: Uint8Array): boolean
  clear(): void
}

export function createSeenRows({ get, run }: Statements): SeenRows {
  return {
    add(hashes) {
      const fresh = new Set<Uint8Array>()
      // In the order of the tree: neighbours lie on one page of the file, which is read and written once.
      for (const hash of hashes.toSorted(Buffer.compare))
        if (run('INSERT OR IGNORE INTO seen (hash) VALUES (?)', hash).changes === 1) fresh.add(hash)
      return fresh
    },
    has: (hash) => get('SELECT 1 FROM seen WHERE hash = ?', hash) !== undefined,
    clear: () => void run('DELETE FROM seen'),
  }
}
