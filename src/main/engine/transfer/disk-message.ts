// What is said between the engine and the thread that writes small files.

/** A file of these bytes and this time, in the place of one that lies there, flushed. */
export interface SaveJob {
  readonly kind: 'save'
  readonly id: number
  readonly path: string
  readonly chunks: readonly Uint8Array[]
  /** Epoch milliseconds of the modification time that it gets; null for that of the writing. */
  readonly modifiedMs: number | null
}

/** `to` becomes the only name of the file `from`, if it is free; the folder of `to` is flushed. */
export interface NameJob {
  readonly kind: 'name'
  readonly id: number
  readonly from: string
  readonly to: string
}

export type DiskJob = SaveJob | NameJob

/** How a job ended. Those of one message were flushed together. */
export interface DiskAnswer {
  readonly id: number
  /** null when all is done. */
  readonly error: { readonly code: string; readonly message: string } | null
  /** Something lies under the path of a save, or `from` has its new name, whatever failed afterwards. */
  readonly made: boolean
  /** The bytes of a save that failed go back to whoever has them. */
  readonly chunks?: readonly Uint8Array[]
}
