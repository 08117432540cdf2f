import type { DiskReply } from './disk-requests'

/** How a request ended: the error of the file system has its `code`, as those of Node. */
export type DiskResult = Omit<DiskReply, 'id' | 'error'> & { readonly error: Error | null }

/** Writes small files and gives them their names in a thread for each disk, so that one that hangs holds no other. */
export interface DiskWriter {
  /** Files are on their way to this disk: its thread starts meanwhile. */
  warm(dev: number): void
  /**
   * Makes a file of these bytes and of this time (epoch milliseconds; null: now), in the place of one that lies there; without
   * error they survive a power cut. `dev` is the device of its folder. The chunks are given away; with an error those that can
   * be written again come back. A key names a body that the thread holds, and holds on to after an error.
   */
  save(
    dev: number,
    path: string,
    chunks: readonly Uint8Array[] | string,
    modifiedMs?: number | null,
  ): Promise<DiskResult>
  /** Makes `to` the only name of the file, unless it is taken; without error that survives a power cut. */
  name(dev: number, from: string, to: string): Promise<DiskResult>
  /** Ends the threads; what they have been given is done before. */
  close(): Promise<void>
}
