import { FailureError, failure } from '@shared/model/failure'
import type { Log, StartWorker } from '../../ports/ports'
import type { StoreAnswer, StoreQuestion } from './record-worker'

/** A file is held in memory in part; lists are built outside of the heap. */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 }

/** What a thread needs; `workerFile` is the built file of `record-worker.ts`. */
export interface StoreThreadOptions {
  readonly startWorker: StartWorker
  readonly workerFile: string
  readonly log: Log
}

/** One connection to a file, in a thread. */
export interface StoreThread {
  /** Rejects with FailureError as `RecordStore` does, or with Error for a bug. */
  ask(name: string, args: readonly unknown[]): Promise<unknown>
  /** Resolves when all that was asked is answered and the file is closed. */
  close(): Promise<void>
}

/** Starts a thread that opens the file with its first question; one that could not open it refuses all further ones with the same reason. */
export function startStoreThread(
  { startWorker, workerFile, log }: StoreThreadOptions,
  file: string,
  mode: 'write' | 'read',
): StoreThread {
  const worker = startWorker<StoreAnswer>(workerFile, { resourceLimits })
  const asked = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let last = 0
  let ended: Error | null = null

  const end = (message: string) => {
    if (ended !== null) return
    ended = new FailureError(failure('unexpected', `the thread that keeps ${file} ended: ${message}`))
    for (const { reject } of asked.values()) reject(ended)
    asked.clear()
  }
  worker.on('message', (answer) => {
    const question = asked.get(answer.id)
    asked.delete(answer.id)
    // An idle thread does not keep the program alive.
    if (asked.size === 0) worker.unref()
    if (answer.ok) question?.resolve(answer.value)
    else
      question?.reject(answer.failure === null ? new Error(answer.message) : new FailureError(answer.failure))
  })
  worker.on('error', (error) => {
    log('error', 'the thread that keeps records ended', { error })
    end(error.message)
  })
  worker.on('exit', (code) => end(`exit code ${code}`))

  const post = (name: string, args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      if (ended !== null) return reject(ended)
      last += 1
      if (asked.size === 0) worker.ref()
      asked.set(last, { resolve, reject })
      worker.postMessage({ id: last, name, args } satisfies StoreQuestion)
    })

  const opened = post('open', [file, mode])
  // Those who ask get the reason.
  opened.catch(() => {})
  return {
    async ask(name, args) {
      await opened
      return await post(name, args)
    },
    async close() {
      await opened.catch(() => {})
      if (ended === null) await post('close', []).catch(() => {})
      ended ??= new Error(`${file} is closed`)
      await worker.terminate()
    },
  }
}
