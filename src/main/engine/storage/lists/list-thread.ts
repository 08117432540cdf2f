import { Worker } from 'node:worker_threads'
import { FailureError } from '@shared/model/failure'
import type { ListAnswer, ListName, ListQuery, ListQuestion, ListReply, ListWorkerData } from './list-names'

/** Reads lists in a thread, so that the longest one never blocks the main thread. */
export interface ListThread {
  /** Rejects with an error of SQLite (`errcode`) or of the thread. */
  ask<N extends ListName>(name: N, query: ListQuery<N>): Promise<ListReply<N>>
  /** Starts the thread, so that the first question does not wait for that. */
  warm(): void
  /** Resolves when the thread has closed its connection. */
  close(): Promise<void>
}

/** Where the thread reads, and how it reports damage. */
interface ListThreadPorts {
  /** Built file of `list-worker.ts`. */
  readonly workerFile: string
  readonly databaseFile: string
  /** Commits what was written: the thread sees nothing else. */
  readonly flush: () => void
  /** What to throw for an error of SQLite that is damage; null for any other. */
  readonly damageOf: (error: unknown) => Error | null
}

/** Starts the thread with the first question, and again with the next one after it ended by an error. */
export function createListThread({ workerFile, databaseFile, flush, damageOf }: ListThreadPorts): ListThread {
  const questions = createQuestions(damageOf)
  let worker: Worker | null = null
  let isClosed = false

  function start(): Worker {
    const workerData: ListWorkerData = { file: databaseFile, work: 'read' }
    const started = new Worker(workerFile, { workerData })
    let reason = ''
    started.on('message', (answer: ListAnswer) => {
      questions.settle(answer)
      // An idle thread does not keep the program alive.
      if (questions.open === 0) worker?.unref()
    })
    started.on('error', (error) => {
      reason = error.message
    })
    started.on('exit', (code) => {
      if (worker !== started) return
      worker = null
      questions.rejectAll(`the thread that reads lists ended: ${reason || `exit code ${code}`}`)
    })
    worker = started
    return started
  }

  return {
    ask<N extends ListName>(name: N, query: ListQuery<N>) {
      return new Promise<ListReply<N>>((resolve, reject) => {
        if (isClosed) return reject(new Error('the records are closed'))
        try {
          flush()
        } catch (error) {
          // A disk that takes nothing more: the list shows what was committed before.
          if (!(error instanceof FailureError)) return reject(error)
        }
        const asked = worker ?? start()
        if (questions.open === 0) asked.ref()
        // What a list answers is what its own code made in the thread.
        const id = questions.add({ resolve: (value) => resolve(value as ListReply<N>), reject })
        asked.postMessage({ id, name, query } satisfies ListQuestion)
      })
    },
    warm() {
      if (!isClosed && worker === null) start().unref()
    },
    async close() {
      isClosed = true
      const closing = worker
      if (closing === null) return
      closing.ref()
      await new Promise<void>((done) => {
        closing.once('exit', () => done())
        closing.postMessage('close')
      })
    },
  }
}

interface Asked {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** The questions that wait for their answers. */
function createQuestions(damageOf: ListThreadPorts['damageOf']) {
  const asked = new Map<number, Asked>()
  let last = 0
  return {
    get open() {
      return asked.size
    },
    /** Returns its id. */
    add(question: Asked): number {
      last += 1
      asked.set(last, question)
      return last
    },
    settle(answer: ListAnswer): void {
      const question = asked.get(answer.id)
      asked.delete(answer.id)
      if (answer.ok) question?.resolve(answer.value)
      else {
        const error = Object.assign(new Error(answer.message), { errcode: answer.code ?? undefined })
        question?.reject(damageOf(error) ?? error)
      }
    },
    rejectAll(reason: string): void {
      for (const { reject } of asked.values()) reject(new Error(reason))
      asked.clear()
    },
  }
}
