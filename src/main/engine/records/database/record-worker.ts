import { type MessagePort, parentPort } from 'node:worker_threads'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Failure } from '@shared/model/failure'
import { openToRead, openToWrite, refusalOf } from './store-connection'
import { createReader, createWriter } from './store-file'

/** What the thread is asked: to open a file, to close it, or to call a method of a store; one answer to each. */
export interface StoreQuestion {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
}

/** `failure`: what to throw as FailureError; else `message` is that of a bug. */
export type StoreAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly failure: Failure | null }

/** The file that is open, one at a time: a thread serves one store after another. */
interface OpenFile {
  readonly file: string
  readonly connection: DatabaseSyncInstance
  readonly calls: Readonly<Record<string, unknown>>
}

let open: OpenFile | null = null

function perform({ name, args }: StoreQuestion): unknown {
  if (name === 'open') return openFile(String(args[0]), args[1] === 'write')
  if (name === 'close') return closeFile()
  const call = open?.calls[name]
  if (typeof call !== 'function') throw new Error(`${name} is asked of a file that is not open`)
  return call(...args)
}

function openFile(file: string, writes: boolean): void {
  closeFile()
  const connection = writes ? openToWrite(file) : openToRead(file)
  try {
    open = {
      file,
      connection,
      calls: { ...(writes ? createWriter(connection) : createReader(connection, () => performance.now())) },
    }
  } catch (error) {
    connection.close()
    throw error
  }
}

function closeFile(): void {
  open?.connection.close()
  open = null
}

function answer(question: StoreQuestion): StoreAnswer {
  const { id } = question
  try {
    return { id, ok: true, value: perform(question) }
  } catch (error) {
    const file = question.name === 'open' ? String(question.args[0]) : (open?.file ?? '')
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { id, ok: false, message, failure: refusalOf(error, file)?.failure ?? null }
  }
}

function listen(port: MessagePort): void {
  port.on('message', (question: StoreQuestion) => port.postMessage(answer(question)))
}

if (parentPort !== null) listen(parentPort)
