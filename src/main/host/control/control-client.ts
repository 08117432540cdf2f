import { connect, type Socket } from 'node:net'
import type { TerminalCommandName } from '@shared/contract/commands'
import type { Batch } from '@shared/contract/deltas'
import { type Answer, type Invoke, ToTerminal } from '@shared/contract/messages'
import type { TaskEvent } from '@shared/contract/task-event'
import { type Failure, FailureError, failure } from '@shared/model/failure'
import { invokeOver } from '../dispatch'
import { type ControlFile, isOwnEndpoint, otherVersion, readControlFile } from './control-file'
import { onLines, writeLine } from './json-lines'

/** How long the owner has to answer the hello: it may be busy, but it is on this machine. */
export const defaultHelloTimeoutMs = 5000

/** The engine of another process. */
export interface RemoteEngine {
  readonly owner: ControlFile['owner']
  readonly pid: number
  /** Rejects with FailureError: what the engine answered, or `held-elsewhere` when the other process has ended. */
  readonly invoke: Invoke<TerminalCommandName>
  onBatch(listener: (batch: Batch) => void): () => void
  onEvent(listener: (event: TaskEvent) => void): () => void
  /** Called once when the connection has ended: the other process is gone, or it was closed here. */
  onGone(listener: () => void): void
  close(): void
}

/**
 * Connects to the process that holds the data folder.
 *
 * Fails with `held-elsewhere`, naming the process as far as it is known, when it cannot be reached; with
 * UnresponsiveOwnerError when it hangs, or is of another version.
 */
export async function connectControl(
  folder: string,
  helloTimeoutMs: number = defaultHelloTimeoutMs,
): Promise<RemoteEngine> {
  const announced = readControlFile(folder)
  if (!announced) {
    const other = otherVersion(folder)
    if (other === null) throw heldElsewhere('another process')
    throw new UnresponsiveOwnerError(`another version of Galleon (process ${other})`)
  }
  const who = `the ${announced.owner} of Galleon (process ${announced.pid})`
  if (!isOwnEndpoint(announced.endpoint, folder)) throw heldElsewhere(who)
  const socket = connect(announced.endpoint)
  const batches = new Set<(batch: Batch) => void>()
  const events = new Set<(event: TaskEvent) => void>()
  const requests = createRequests(socket, failure('held-elsewhere', `${who} has ended`))
  await sayHello(socket, announced.token, who, helloTimeoutMs, (message) => {
    if (message.kind === 'answer') requests.answered(message.id, message.answer)
    else if (message.kind === 'batch') for (const listener of batches) listener(message.batch)
    else if (message.kind === 'event') for (const listener of events) listener(message.event)
  })
  return {
    owner: announced.owner,
    pid: announced.pid,
    invoke: invokeOver(requests.send),
    onBatch: subscribe(batches),
    onEvent: subscribe(events),
    onGone: (listener) => void socket.on('close', listener),
    close: () => socket.destroy(),
  }
}

/** The commands that wait for their answers; all fail with `lost` when the connection ends. */
function createRequests(socket: Socket, lost: Failure) {
  const waiting = new Map<number, (answer: Answer<unknown>) => void>()
  let lastId = 0
  let isOver = false
  socket.on('close', () => {
    isOver = true
    for (const settle of waiting.values()) settle({ ok: false, failure: lost })
    waiting.clear()
  })
  return {
    send(name: unknown, input: unknown): Promise<Answer<unknown>> {
      if (isOver) return Promise.resolve({ ok: false, failure: lost })
      const id = ++lastId
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        // Destroyed, and its close not emitted yet, though `closed` may say so: answered at its close, when those who wait
        // for the end know of it too.
        if (!socket.destroyed) writeLine(socket, { id, name, input })
      })
    },
    answered(id: number, answer: Answer<unknown>): void {
      waiting.get(id)?.(answer)
      waiting.delete(id)
    },
  }
}

function subscribe<T>(listeners: Set<(value: T) => void>): (listener: (value: T) => void) => () => void {
  return (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
}

/** It accepted the connection and does not answer: waiting again does not help. */
export class UnresponsiveOwnerError extends FailureError {
  constructor(who: string) {
    super(unanswered(who))
  }
}

function unanswered(who: string): Failure {
  const text = `The data folder is held by ${who}, which does not answer. End it, or choose another with --data-dir.`
  return failure('held-elsewhere', text)
}

function heldElsewhere(who: string): FailureError {
  return new FailureError(unanswered(who))
}

/** Null for what does not follow the protocol: an abandoned name may have been taken by another program. */
function readMessage(line: string): ToTerminal | null {
  try {
    return ToTerminal.parse(JSON.parse(line))
  } catch {
    return null
  }
}

/** Resolves once the owner has accepted us; every later message goes to `onMessage`. */
function sayHello(
  socket: Socket,
  token: string,
  who: string,
  timeoutMs: number,
  onMessage: (message: ToTerminal) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (reason: FailureError) => {
      clearTimeout(timer)
      socket.destroy()
      reject(reason)
    }
    const refuse = () => end(heldElsewhere(who))
    const timer = setTimeout(() => end(new UnresponsiveOwnerError(who)), timeoutMs)
    socket.on('error', refuse)
    socket.on('close', refuse)
    socket.on('connect', () => writeLine(socket, { token }))
    onLines(
      socket,
      () => Number.POSITIVE_INFINITY,
      (line) => {
        const message = readMessage(line)
        if (message === null) refuse()
        else if (message.kind === 'welcome') {
          clearTimeout(timer)
          socket.off('close', refuse)
          resolve()
        } else onMessage(message)
      },
    )
  })
}
