import { Worker } from 'node:worker_threads'
import { type MadePicture, makePicture } from './make-picture'

/** Finished pictures that are kept, in bytes; the whole site fits in. */
const mostKeptBytes = 64 * 1024 * 1024

/** Makes each picture once and keeps it. */
export interface PictureBook {
  /** Null for a name that the site has no picture of. */
  picture(name: string): Promise<MadePicture | null>
  close(): Promise<void>
}

/** With the built file of `picture-worker.ts` pictures are made in a thread, otherwise here. */
export function createPictureBook(workerFile: string | null): PictureBook {
  const kept = new Map<string, MadePicture | null>()
  const waiting = new Map<
    string,
    { promise: Promise<MadePicture | null>; resolve: (made: MadePicture | null) => void }
  >()
  let keptBytes = 0
  let worker: Worker | null = null

  function keep(name: string, made: MadePicture | null): void {
    kept.set(name, made)
    keptBytes += made?.body.length ?? 0
    for (const [oldest, picture] of kept) {
      if (keptBytes <= mostKeptBytes) break
      kept.delete(oldest)
      keptBytes -= picture?.body.length ?? 0
    }
  }

  function startWorker(file: string): Worker {
    const started = new Worker(file)
    // A gallery that nobody visits any more does not keep the program alive.
    started.unref()
    started.on('message', ({ name, picture }: { name: string; picture: MadePicture | null }) => {
      keep(name, picture)
      waiting.get(name)?.resolve(picture)
      waiting.delete(name)
    })
    started.on('error', () => {
      worker = null
      for (const [name, { resolve }] of waiting) resolve(makePicture(name))
      waiting.clear()
    })
    return started
  }

  return {
    picture(name) {
      const made = kept.get(name)
      if (made !== undefined) return Promise.resolve(made)
      if (workerFile === null) {
        const painted = makePicture(name)
        keep(name, painted)
        return Promise.resolve(painted)
      }
      const asked = waiting.get(name)
      if (asked) return asked.promise
      let resolve: (picture: MadePicture | null) => void = () => {}
      const promise = new Promise<MadePicture | null>((done) => {
        resolve = done
      })
      waiting.set(name, { promise, resolve })
      worker ??= startWorker(workerFile)
      worker.postMessage(name)
      return promise
    },
    async close() {
      for (const { resolve } of waiting.values()) resolve(null)
      waiting.clear()
      await worker?.terminate()
      worker = null
    },
  }
}
