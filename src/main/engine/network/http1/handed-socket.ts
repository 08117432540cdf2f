import { Duplex } from 'node:stream'

/** Bytes that wait for the reader before no more are asked for. */
const highWaterBytes = 256 * 1024

/** Bytes that are read at once: a reader that finds no room for one piece keeps those before it. */
const mostAtOnce = 128 * 1024

/** The connection behind a handed socket, in the hands of another thread. */
export interface HandedSource {
  /** The reader took so many bytes: as many more may come. */
  took(bytes: number): void
  /** Nothing more is wanted: the connection is closed. */
  close(): void
}

/**
 * The end of a connection on which another thread has sent a request and does not read the reply itself.
 *
 * It reads as the socket would from the first byte of the reply on. What is written, the same request once more, goes nowhere;
 * but nothing comes before it: a reply without a request would be refused.
 */
export class HandedSocket extends Duplex {
  readonly #source: HandedSource
  /** What came before the request was written; null once it was. */
  #early: (() => void)[] | null = []

  constructor(source: HandedSource) {
    super({ allowHalfOpen: false, readableHighWaterMark: highWaterBytes })
    this.#source = source
  }

  /** More bytes of the reply. */
  more(bytes: Uint8Array): void {
    this.#afterRequest(() => {
      if (!this.destroyed) this.push(bytes)
    })
  }

  /** The connection is closed: by the other side (null), or by an error. */
  ended(error: Error | null): void {
    this.#afterRequest(() => {
      if (error === null) this.push(null)
      else this.destroy(error)
    })
  }

  #afterRequest(act: () => void): void {
    if (this.#early === null) act()
    else this.#early.push(act)
  }

  override read(size?: number): unknown {
    const piece = Math.min(size ?? mostAtOnce, mostAtOnce, this.readableLength)
    const bytes: unknown = super.read(piece > 0 ? piece : size)
    if (Buffer.isBuffer(bytes)) this.#source.took(bytes.length)
    return bytes
  }

  override _read(): void {}

  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    // Not in this turn: the writer counts its request as sent only when this has returned.
    queueMicrotask(() => {
      const early = this.#early ?? []
      this.#early = null
      for (const act of early) act()
    })
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#source.close()
    done(error)
  }
}
