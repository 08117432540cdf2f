import type { Connection } from '../connection/connection'

/** Bytes of a body that wait for their reader before the socket is paused. */
const highWaterBytes = 256 * 1024

/** The bytes of one body between the socket and their reader. The socket is paused while the reader is behind. */
export interface BodyQueue {
  /** Whether the socket is paused now. */
  readonly paused: boolean
  /** Bytes came; ownership passes to the queue. */
  push(chunk: Uint8Array): void
  /** The next bytes, or the end. Throws the error of `fail` after what came before it. For one reader. */
  next(): Promise<IteratorResult<Uint8Array, undefined>>
  /** Drops what waits; the socket continues. */
  clear(): void
  /** The body is whole. The connection may be reused: the socket continues. */
  end(): void
  /** No more bytes come; the socket continues, so that a closed one is read to its end. */
  fail(error: unknown): void
}

/** An empty queue over the connection. */
export function createBodyQueue(connection: Pick<Connection, 'pause' | 'resume'>): BodyQueue {
  const chunks: Uint8Array[] = []
  let bytes = 0
  let paused = false
  let ended = false
  let problem: { readonly error: unknown } | null = null
  let wakeReader: (() => void) | null = null

  const resume = () => {
    if (!paused) return
    paused = false
    connection.resume()
  }
  const end = () => {
    ended = true
    resume()
    wakeReader?.()
  }

  return {
    get paused() {
      return paused
    },
    push(chunk) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= highWaterBytes && !paused) {
        paused = true
        connection.pause()
      }
      wakeReader?.()
    },
    async next() {
      for (;;) {
        const chunk = chunks.shift()
        if (chunk !== undefined) {
          bytes -= chunk.length
          if (bytes < highWaterBytes / 2) resume()
          return { done: false, value: chunk }
        }
        if (problem !== null) throw problem.error
        if (ended) return { done: true, value: undefined }
        await new Promise<void>((resolve) => (wakeReader = resolve))
        wakeReader = null
      }
    },
    clear() {
      chunks.length = 0
      bytes = 0
      resume()
    },
    end,
    fail(error) {
      problem = { error }
      end()
    },
  }
}
