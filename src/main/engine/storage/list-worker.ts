import { parentPort, workerData } from 'node:worker_threads'
import { type ListAnswer, type ListQuestion, listsOf } from './list-names'
import { openReader } from './reader'

// The thread that reads lists. Its own connection only reads; it sees what the engine has committed.

const reader = openReader(String(workerData))
const lists = listsOf(reader.database)

function answer({ id, name, query }: ListQuestion): ListAnswer {
  try {
    // Name and query belong together by the table; the union of all lists cannot express that.
    const list = lists[name] as (query: unknown) => unknown
    return { id, ok: true, value: reader.read(() => list(query)) }
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : null
    return { id, ok: false, message: error instanceof Error ? error.message : String(error), code }
  }
}

parentPort?.on('message', (question: ListQuestion | 'close') => {
  if (question !== 'close') return parentPort?.postMessage(answer(question))
  reader.close()
  parentPort?.close()
})
