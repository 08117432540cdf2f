import { Worker } from 'node:worker_threads'
import { FailureError } from '@shared/model/failure'
import type { ListAnswer, ListName, ListQuery, ListQuestion, ListReply, ListWorkerData } from './list-names'

/** Reads lists in a thread, so that the longest one never holds up the main one. */
export interface ListThread {
  /** Rejects with an error of SQLite (`errcode`) or of the thread. */
  ask<N extends ListName>(name: N, query: ListQuery<N>): Promise<ListReply<N>>
  /** Starts the thread, so that the first question does not wait for that. */
  warm(): void
  /** Resolves when the thread has closed its connection. */
  close(): Promise<void>
}

export interface ListThreadPorts {
  /** Built file of `list-worker.ts`. */
  readonly workerFile: string
  readonly databaseFile: string
  /** Commits what was written: the thread sees nothing else. */
  readonly flush: () => void
  /** What to throw for an error of SQLite that is damage; null for any other. */
  readonly damageOf: (error: unknown) => Error | null
}

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** The thread starts with the first question; one that ended by itself is started again by the next. */
export function createListThread({ workerFile, databaseFile, flush, damageOf }: ListThreadPorts): ListThread {
  const pending = new Map<number, Pending>()
  let worker: Worker | null = null
  let questions = 0
  let isClosed = false

  function giveUp(reason: string): void {
    worker = null
    for (const { reject } of pending.values())
      reject(new Error(`the thread that reads lists ended: ${reason}`))
    pending.clear()
  }

  function settle(answer: ListAnswer): void {
    const waiting = pending.get(answer.id)
    pending.delete(answer.id)
    // An idle thread does not keep the program alive.
    if (pending.size === 0) worker?.unref()
    if (answer.ok) waiting?.resolve(answer.value)
    else {
      const error = Object.assign(new Error(answer.message), { errcode: answer.code ?? undefined })
      waiting?.reject(damageOf(error) ?? error)
    }
  }

  function start(): Worker {
    const started = new Worker(workerFile, {
      workerData: { file: databaseFile, work: 'read' } satisfies ListWorkerData,
    })
    let reason = ''
    started.on('message', settle)
    started.on('error', (error) => {
      reason = error.message
    })
    started.on('exit', (code) => {
      if (worker === started) giveUp(reason || `exit code ${code}`)
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
        if (pending.size === 0) asked.ref()
        questions += 1
        const question: ListQuestion = { id: questions, name, query }
        pending.set(questions, { resolve: (value) => resolve(value as ListReply<N>), reject })
        asked.postMessage(question)
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
