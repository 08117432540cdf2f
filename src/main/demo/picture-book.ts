import { setImmediate as othersTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type MadePicture, makePictureInSteps } from './make-picture'

/** Finished pictures that are kept, in bytes; the whole site fits in. */
const mostKeptBytes = 64 * 1024 * 1024

/** Makes each picture once and keeps it. */
export interface PictureBook {
  /** Null for a name that the site has no picture of, and for every name once the book is closed. */
  picture(name: string): Promise<MadePicture | null>
  close(): Promise<void>
}

interface Waiting {
  readonly promise: Promise<MadePicture | null>
  readonly resolve: (made: MadePicture | null) => void
}

/**
 * With the built file of `picture-worker.ts` pictures are made in a thread; otherwise, or when that thread dies, here,
 * in small steps between which others have their turn.
 */
export function createPictureBook(workerFile: string | null): PictureBook {
  const kept = new Map<string, MadePicture>()
  const waiting = new Map<string, Waiting>()
  let keptBytes = 0
  let worker: Worker | null = null
  let hasThread = workerFile !== null
  let making: Promise<void> = Promise.resolve()
  let isClosed = false

  function deliver(name: string, made: MadePicture | null): void {
    if (made) keep(name, made)
    waiting.get(name)?.resolve(made)
    waiting.delete(name)
  }

  function keep(name: string, made: MadePicture): void {
    kept.set(name, made)
    keptBytes += made.body.length
    for (const [oldest, picture] of kept) {
      if (keptBytes <= mostKeptBytes) break
      kept.delete(oldest)
      keptBytes -= picture.body.length
    }
  }

  function startWorker(file: string): Worker {
    const started = new Worker(file)
    started.on('message', ({ name, picture }: { name: string; picture: MadePicture | null }) => {
      deliver(name, picture)
    })
    started.on('error', () => {
      worker = null
      hasThread = false
      for (const name of waiting.keys()) makeHere(name)
    })
    // A gallery that nobody visits any more does not keep the program alive. After the listeners, which would undo it.
    started.unref()
    return started
  }

  /** One after the other: side by side they would all be late. */
  function makeHere(name: string): void {
    making = making.then(async () => {
      const steps = makePictureInSteps(name)
      let step = steps.next()
      while (step.done !== true) {
        await othersTurn()
        if (isClosed) return
        step = steps.next()
      }
      deliver(name, step.value)
    })
  }

  return {
    picture(name) {
      if (isClosed) return Promise.resolve(null)
      const made = kept.get(name)
      if (made !== undefined) {
        // The one asked for last goes last.
        kept.delete(name)
        kept.set(name, made)
        return Promise.resolve(made)
      }
      const asked = waiting.get(name)
      if (asked) return asked.promise
      let resolve: Waiting['resolve'] = () => {}
      const promise = new Promise<MadePicture | null>((done) => {
        resolve = done
      })
      waiting.set(name, { promise, resolve })
      if (hasThread && workerFile !== null) {
        worker ??= startWorker(workerFile)
        worker.postMessage(name)
      } else {
        makeHere(name)
      }
      return promise
    },
    async close() {
      isClosed = true
      for (const { resolve } of waiting.values()) resolve(null)
      waiting.clear()
      kept.clear()
      await worker?.terminate()
      worker = null
      await making
    },
  }
}
