import { EventEmitter } from 'node:events'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import { repliesTo, type ThreadRequest } from '../src/main/engine/download/thread/messages'
import type { StartWorker, WorkerThread } from '../src/main/engine/ports/ports'

/** Most threads of one kind that wait for their next owner: two engines at a time are usual in a test. */
const mostIdle = 2

/** A thread that is lent to one owner after another. */
interface Lent {
  readonly worker: Worker
  owner: EventEmitter | null
  /** What it said unasked after its start: each owner waits for that. */
  greeting: unknown
  /** Requests that it has not answered yet. */
  owed: number
  isAlive: boolean
}

const idle = new Map<string, Lent[]>()

/**
 * Starts worker threads for the engines of tests: one whose owner ends it while it has nothing to do serves the next owner.
 *
 * The start of the thread that reads pages takes more processor time than most tests besides. A thread that owes an
 * answer ends as any other does. Tests of the threads themselves start their own.
 */
export const lendWorker: StartWorker = <Message>(file: string, options: WorkerOptions) => {
  const kind = JSON.stringify([file, options])
  const waiting = idle.get(kind) ?? []
  idle.set(kind, waiting)
  const lent = waiting.pop() ?? start(waiting, new Worker(file, options))
  const owner = new EventEmitter()
  lent.owner = owner
  lent.worker.ref()
  if (lent.greeting !== undefined) queueMicrotask(() => owner.emit('message', lent.greeting))
  return threadOf<Message>(lent, owner, waiting)
}

function start(waiting: Lent[], worker: Worker): Lent {
  const lent: Lent = { worker, owner: null, greeting: undefined, owed: 0, isAlive: true }
  worker.on('message', (message: unknown) => {
    // What comes later though nothing is owed belongs to its owner: bytes, and how far a stream is.
    if (isGreeting(message) || (lent.owed === 0 && lent.greeting === undefined)) lent.greeting = message
    else lent.owed -= answersIn(message)
    lent.owner?.emit('message', message)
  })
  worker.on('error', (error) => {
    leave(waiting, lent)
    lent.owner?.emit('error', error)
  })
  worker.on('exit', (code) => {
    leave(waiting, lent)
    lent.owner?.emit('exit', code)
  })
  return lent
}

/** Answers that come in one message; what follows one is none: bytes, and how far a stream is. */
function answersIn(message: unknown): number {
  return Array.isArray(message) ? message.filter((one) => !/^(?:raw|stream-)/.test(kindOf(one))).length : 1
}

/** What a transfer thread sends when it has started, whatever was asked of it before. */
const isGreeting = (message: unknown) =>
  Array.isArray(message) && message.length > 0 && message.every((one) => kindOf(one) === 'ready')

const kindOf = (message: unknown) =>
  typeof message === 'object' && message !== null && 'kind' in message ? String(message.kind) : ''

const kinds = new Set(['chain', 'abort', 'took', 'store', 'link', 'forget', 'rest', 'reset', 'save', 'name'])
const isThreadRequest = (message: unknown): message is ThreadRequest =>
  kinds.has(kindOf(message)) || kindOf(message).startsWith('stream-')

/** Answers that one message gets: of those to a transfer thread not each gets one. */
function answersTo(message: unknown): number {
  const count = (one: unknown) => (isThreadRequest(one) ? repliesTo(one) : 1)
  return Array.isArray(message) ? message.reduce<number>((sum, one) => sum + count(one), 0) : 1
}

function leave(waiting: Lent[], lent: Lent): void {
  lent.isAlive = false
  const place = waiting.indexOf(lent)
  if (place !== -1) waiting.splice(place, 1)
}

/** The thread in the hands of its present owner. */
function threadOf<Message>(lent: Lent, owner: EventEmitter, waiting: Lent[]): WorkerThread<Message> {
  const { worker } = lent
  const isMine = () => lent.owner === owner
  return {
    postMessage(message, transfer) {
      if (!isMine()) return
      lent.owed += answersTo(message)
      worker.postMessage(message, transfer)
    },
    on: (event: string, listener: (value: never) => void) =>
      owner.on(event, listener as (value: unknown) => void),
    ref() {
      if (isMine()) worker.ref()
    },
    unref() {
      if (isMine()) worker.unref()
    },
    async terminate() {
      if (!isMine()) return 1
      if (!lent.isAlive || lent.owed > 0 || waiting.length >= mostIdle) return await worker.terminate()
      lent.owner = null
      worker.unref()
      waiting.push(lent)
      owner.emit('exit', 1)
      return 1
    },
  }
}
