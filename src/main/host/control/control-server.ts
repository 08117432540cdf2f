import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { Hello, Request, type ToTerminal } from '@shared/contract/messages'
import type { Engine } from '../../engine/api'
import type { Log } from '../../engine/ports/ports'
import { batchDeltas } from '../batch-deltas'
import { createDispatch } from '../dispatch'
import { type ControlFile, prepareEndpoint, removeControlFile, writeControlFile } from './control-file'
import { longestLine, onLines, writeLine } from './json-lines'

/**
 * A client for which this many bytes wait, and that takes none of them for so long, is gone or stuck; its connection is
 * ended so that memory stays bounded. One answer alone may be longer: a list of all tasks.
 */
const mostUnsentBytes = 16 * 1024 * 1024
const stuckMs = 5000

/** How long a client may take to send the token: it is on this machine and has read it already. */
const helloTimeoutMs = 5000

/** Longest line of a client without the token, in UTF-16 units: a hello is some 70. */
const longestHello = 1000

/** Connections at a time that have not sent the token; a further one takes the place of the oldest. */
export const mostUnauthenticated = 100

/** How long answers in the making, and bytes on their way, may hold up the end of this process. */
const lastWordsMs = 250

/** How long the server waits for others; milliseconds. */
export interface ControlLimits {
  /** For the token of a new client. */
  readonly helloTimeoutMs: number
  /** For a client that reads nothing. */
  readonly stuckMs: number
}

const usualLimits: ControlLimits = { helloTimeoutMs, stuckMs }

/** The control socket of this process's engine. */
export interface Control {
  /** Ends all connections, after the answers that are just being made, and removes the control file. */
  close(): Promise<void>
}

/**
 * Lets other processes of this user command the engine that holds the folder, through the same table of commands as the
 * window. If the socket cannot be opened or announced, as on a full disk, the engine stays usable here, and others get
 * `held-elsewhere`. Never rejects.
 */
export async function serveControl(
  engine: Engine,
  folder: string,
  owner: ControlFile['owner'],
  log: Log,
  limits: Partial<ControlLimits> = {},
): Promise<Control> {
  const { helloTimeoutMs, stuckMs } = { ...usualLimits, ...limits }
  const clients = new Set<Socket>()
  const answering = new Set<Promise<void>>()
  const admit = limitUnauthenticated(helloTimeoutMs)
  let token = ''
  const server = createServer((socket) => {
    clients.add(socket)
    socket.on('close', () => clients.delete(socket))
    serveClient(socket, {
      engine,
      token,
      stuckMs,
      log,
      onAccepted: admit(socket),
      onAnswering(answered) {
        answering.add(answered)
        void answered.finally(() => answering.delete(answered))
      },
    })
  })
  const report = (error: unknown) =>
    log('warn', 'other terminals cannot reach this process', { error: String(error) })
  try {
    const announced = writeControlFile(folder, owner)
    token = announced.token
    await listen(server, announced.endpoint, folder)
    server.on('error', report)
  } catch (error) {
    report(error)
  }
  return {
    async close() {
      await closeServer(server, clients, answering)
      removeControlFile(folder)
    },
  }
}

/** Opens the endpoint for this user alone. */
async function listen(server: Server, endpoint: string, folder: string): Promise<void> {
  prepareEndpoint(endpoint, folder)
  // A killed owner leaves its socket behind; the process that holds the folder may replace it.
  if (process.platform !== 'win32') rmSync(endpoint, { force: true })
  server.listen(endpoint)
  // The engine keeps a process alive, not its socket.
  server.unref()
  await once(server, 'listening')
  if (process.platform !== 'win32') chmodSync(endpoint, 0o600)
}

async function closeServer(
  server: Server,
  clients: ReadonlySet<Socket>,
  answering: ReadonlySet<Promise<void>>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A client that receives a change in the midst of its command may end us before that answer is noted.
  await Promise.resolve()
  await within(lastWordsMs, Promise.all(answering))
  for (const client of clients) client.destroySoon()
  await within(lastWordsMs, closed)
  for (const client of clients) client.destroy()
  await closed
}

/** Resolves with the work, or after `ms`. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}

/**
 * Bounds the connections that have not sent the token, in number and in time.
 *
 * Returns what admits a new connection; that returns what is to be called once the token has come.
 */
function limitUnauthenticated(timeoutMs: number): (socket: Socket) => () => void {
  const waiting = new Map<Socket, NodeJS.Timeout>()
  return (socket) => {
    const end = () => {
      clearTimeout(waiting.get(socket))
      waiting.delete(socket)
    }
    if (waiting.size >= mostUnauthenticated) waiting.keys().next().value?.destroy()
    waiting.set(socket, setTimeout(() => socket.destroy(), timeoutMs).unref())
    socket.on('close', end)
    return end
  }
}

/** What one connection needs. */
interface ClientPorts extends Pick<ControlLimits, 'stuckMs'> {
  readonly engine: Engine
  readonly token: string
  readonly log: Log
  readonly onAccepted: () => void
  /** A line is being answered; the promise never rejects. */
  readonly onAnswering: (answered: Promise<void>) => void
}

/** Serves one connection: first its token, then its commands; it gets batches and events from then on. */
function serveClient(
  socket: Socket,
  { engine, token, stuckMs, log, onAccepted, onAnswering }: ClientPorts,
): void {
  let isAccepted = false
  const send = createSender(socket, stuckMs, log)
  const batcher = batchDeltas((batch) => send({ kind: 'batch', batch }))
  const ends: (() => void)[] = [batcher.close]
  socket.on('close', () => {
    for (const end of ends) end()
  })
  socket.on('error', () => socket.destroy())
  const snapshot = () => ({ revision: batcher.flush(), ...engine.snapshot(), host: null, update: null })
  const dispatch = createDispatch(
    { ...engine.commands, snapshot },
    { caller: 'terminal', durable: engine.durable, log },
  )

  function accept(hello: unknown): void {
    if (!isToken(Hello.parse(hello).token, token)) throw new Error('wrong token')
    isAccepted = true
    onAccepted()
    ends.push(engine.onDelta(batcher.push))
    ends.push(engine.onEvent((event) => send({ kind: 'event', event })))
    send({ kind: 'welcome' })
  }

  async function receive(line: string): Promise<void> {
    const message: unknown = JSON.parse(line)
    if (!isAccepted) return accept(message)
    const { id, name, input } = Request.parse(message)
    send({ kind: 'answer', id, answer: await dispatch(name, input) })
  }

  onLines(
    socket,
    () => (isAccepted ? longestLine : longestHello),
    (line) => {
      const answered = receive(line).catch((error: unknown) => {
        log('warn', 'a connection was ended: it does not follow the protocol', { error: String(error) })
        socket.destroy()
      })
      onAnswering(answered)
    },
  )
}

/** Sends to a client; ends the connection of one that takes nothing while too much waits for it. */
function createSender(socket: Socket, stuckMs: number, log: Log): (message: ToTerminal) => void {
  let least = 0
  let since = 0
  return (message) => {
    if (!socket.writable) return
    const waiting = socket.writableLength
    const now = performance.now()
    if (waiting <= mostUnsentBytes || waiting < least) {
      least = waiting
      since = now
    }
    if (now - since <= stuckMs) return writeLine(socket, message)
    log('warn', 'a connection was ended: it reads nothing')
    socket.destroy()
  }
}

function isToken(text: string, token: string): boolean {
  const [a, b] = [Buffer.from(text), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}
