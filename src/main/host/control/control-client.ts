import { connect, type Socket } from 'node:net'
import type { Answer, Batch } from '@shared/contract/commands'
import { type Failure, FailureError, failure } from '@shared/model/failure'
import type { TaskEvent } from '../../engine/ports/events'
import { type ControlFile, isOwnEndpoint, readControlFile } from './control-file'
import {
  type ControlCommandName,
  type ControlInput,
  type ControlMessage,
  type ControlReplies,
  onLines,
} from './protocol'

/** How long the owner has to answer the greeting: it may be busy, but it is on this machine. */
const helloTimeoutMs = 5000

/** The engine of another process. */
export interface RemoteEngine {
  readonly owner: ControlFile['owner']
  readonly pid: number
  /** Throws FailureError: what the engine answered, or `held-elsewhere` when the other process has ended. */
  invoke<N extends ControlCommandName>(name: N, input: ControlInput<N>): Promise<ControlReplies[N]>
  onBatch(listener: (batch: Batch) => void): () => void
  onEvent(listener: (event: TaskEvent) => void): () => void
  /** Called once when the connection has ended: the other process is gone, or it was closed here. */
  onGone(listener: () => void): void
  close(): void
}

/**
 * Connects to the process that holds the data folder.
 *
 * Fails with `held-elsewhere`, naming the process as far as it is known, when it cannot be talked to; with
 * UnresponsiveOwnerError when it hangs.
 */
export async function connectControl(folder: string): Promise<RemoteEngine> {
  const announced = readControlFile(folder)
  if (!announced) throw heldElsewhere('another process')
  const who = `the ${announced.owner} of Galleon (process ${announced.pid})`
  if (!isOwnEndpoint(announced.endpoint, folder)) throw heldElsewhere(who)
  const socket = connect(announced.endpoint)
  const batches = new Set<(batch: Batch) => void>()
  const events = new Set<(event: TaskEvent) => void>()
  const waiting = new Map<number, (answer: Answer<unknown>) => void>()
  const gones = new Set<() => void>()
  let isGone = false
  let lastId = 0
  const lost = new FailureError(failure('held-elsewhere', `${who} has ended`))

  await greet(socket, announced.token, who, (message) => {
    if (message.kind === 'answer') {
      waiting.get(message.id)?.(message.answer)
      waiting.delete(message.id)
    } else if (message.kind === 'batch') {
      for (const listener of batches) listener(message.batch)
    } else if (message.kind === 'event') {
      for (const listener of events) listener(message.event)
    }
  })
  socket.on('close', () => {
    isGone = true
    for (const settle of waiting.values()) settle({ ok: false, failure: lost.failure })
    waiting.clear()
    for (const listener of gones) listener()
  })

  return {
    owner: announced.owner,
    pid: announced.pid,
    async invoke(name, input) {
      if (isGone) throw lost
      const id = ++lastId
      const answered = new Promise<Answer<unknown>>((resolve) => waiting.set(id, resolve))
      socket.write(`${JSON.stringify({ id, name, input })}\n`)
      const answer = await answered
      if (!answer.ok) throw new FailureError(answer.failure)
      return answer.value as ControlReplies[typeof name]
    },
    onBatch: subscribe(batches),
    onEvent: subscribe(events),
    onGone(listener) {
      gones.add(listener)
    },
    close: () => socket.destroy(),
  }
}

function subscribe<T>(listeners: Set<(value: T) => void>): (listener: (value: T) => void) => () => void {
  return (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
}

/** It let us in and says nothing: waiting for it again helps nobody. */
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

/** Null for what no Galleon says: an abandoned name may have been taken by another program. */
function readMessage(line: string): ControlMessage | null {
  try {
    return JSON.parse(line) as ControlMessage
  } catch {
    return null
  }
}

/** Resolves once the owner has accepted us; from then on every message goes to `hear`. */
function greet(
  socket: Socket,
  token: string,
  who: string,
  hear: (message: ControlMessage) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (reason: FailureError) => {
      clearTimeout(timer)
      socket.destroy()
      reject(reason)
    }
    const refuse = () => end(heldElsewhere(who))
    const timer = setTimeout(() => end(new UnresponsiveOwnerError(who)), helloTimeoutMs)
    socket.on('error', refuse)
    socket.on('close', refuse)
    socket.on('connect', () => socket.write(`${JSON.stringify({ token })}\n`))
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
        } else hear(message)
      },
    )
  })
}
