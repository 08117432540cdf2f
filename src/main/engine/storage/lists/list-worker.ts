import { parentPort, workerData } from 'node:worker_threads'
import { bringUpToDate } from '../database/connection'
import { type ListAnswer, type ListQuestion, type Lists, type ListWorkerData, listsOf } from './list-names'
import { openReader, type Reader } from './reader'

// The thread that reads lists. Its own connection only reads; it sees what the engine has committed. Started for that,
// it brings the format of a database up to date instead, before the engine opens it.

const { file, work }: ListWorkerData = workerData
if (work === 'update') bringUpToDate(file)
else readLists()

function readLists(): void {
  const reader = openReader(file)
  const lists = listsOf(reader.database)
  parentPort?.on('message', (question: ListQuestion | 'close') => {
    if (question !== 'close') return parentPort?.postMessage(answer(reader, lists, question))
    reader.close()
    parentPort?.close()
  })
}

function answer({ read }: Reader, lists: Lists, { id, name, query }: ListQuestion): ListAnswer {
  try {
    // Name and query belong together by the table; the union of all lists cannot express that.
    const list = lists[name] as (query: unknown) => unknown
    return { id, ok: true, value: read(() => list(query)) }
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : null
    return { id, ok: false, message: error instanceof Error ? error.message : String(error), code }
  }
}
