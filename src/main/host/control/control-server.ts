import { timingSafeEqual } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import type { Engine } from '../../engine/api'
import type { Log } from '../../engine/ports/ports'
import { batchDeltas } from '../batch-deltas'
import { dispatch } from '../dispatch'
import { type ControlFile, prepareEndpoint, removeControlFile, writeControlFile } from './control-file'
import { type ControlMessage, controlCommands, Hello, longestLine, onLines, Request } from './protocol'

/**
 * A client for which this many bytes wait, and that takes none of them for so long, is gone or stuck; its connection is
 * ended so that memory stays bounded. One answer alone may be longer: a list of all tasks.
 */
const mostUnsentBytes = 16 * 1024 * 1024
const stuckMs = 5000

/** How long a stranger may take to say the token: it is on this machine and has read it already. */
const helloTimeoutMs = 5000

/** Longest line of a stranger, in UTF-16 units: a greeting is some 70. */
const longestHello = 1000

/** Connections at a time that have not said the token; a further one takes the place of the oldest. */
export const mostUnauthenticated = 100

/** How long answers that are being made, and bytes on their way, may hold up the end of this process. */
const lastWordsMs = 250

/** How long others are waited for; milliseconds. */
export interface ControlLimits {
  /** For the token of a stranger. */
  readonly helloTimeoutMs: number
  /** For a client that reads nothing. */
  readonly stuckMs: number
}

const usualLimits: ControlLimits = { helloTimeoutMs, stuckMs }

/** The open door to this process's engine. */
export interface Control {
  /** Ends all connections, after the answers that are just being made, and takes the announcement back. */
  close(): Promise<void>
}

/**
 * Lets other processes of this person command the engine that holds the folder: the same commands, parsed the same way,
 * as those of the window. A door that cannot be opened or announced, as on a full disk, leaves the engine usable here, and
 * others hear that it is held. Never rejects.
 */
export function serveControl(
  engine: Engine,
  folder: string,
  owner: ControlFile['owner'],
  log: Log,
  limits: Partial<ControlLimits> = {},
): Promise<Control> {
  const { helloTimeoutMs, stuckMs } = { ...usualLimits, ...limits }
  const clients = new Set<Socket>()
  const answering = new Set<Promise<void>>()
  let token = ''
  const server = createServer((socket) => {
    clients.add(socket)
    const known = admit(socket)
    socket.on('close', () => clients.delete(socket))
    welcome(socket, engine, token, log, watchUnsent(socket, stuckMs), known, (answered) => {
      answering.add(answered)
      void answered.finally(() => answering.delete(answered))
    })
  })
  const strangers = new Map<Socket, NodeJS.Timeout>()

  /** Lets a stranger stay for a while; returns what is to be called once it has said the token. */
  function admit(socket: Socket): () => void {
    const end = () => {
      clearTimeout(strangers.get(socket))
      strangers.delete(socket)
    }
    if (strangers.size >= mostUnauthenticated) strangers.keys().next().value?.destroy()
    strangers.set(socket, setTimeout(() => socket.destroy(), helloTimeoutMs).unref())
    socket.on('close', end)
    return end
  }

  return new Promise((resolve) => {
    const control: Control = {
      async close() {
        const closed = new Promise<void>((resolveClosed) => server.close(() => resolveClosed()))
        // Who is told of a change in the midst of its command may end us before that answer is noted.
        await Promise.resolve()
        await within(lastWordsMs, Promise.all(answering))
        for (const client of clients) client.destroySoon()
        await within(lastWordsMs, closed)
        for (const client of clients) client.destroy()
        await closed
        removeControlFile(folder)
      },
    }
    server.on('error', (error) => {
      log('warn', 'other terminals cannot reach this process', { error: String(error) })
      resolve(control)
    })
    let endpoint: string
    try {
      ;({ token, endpoint } = writeControlFile(folder, owner))
      prepareEndpoint(endpoint, folder)
      // A killed owner leaves its socket behind; whoever holds the folder may replace it.
      if (process.platform !== 'win32') rmSync(endpoint, { force: true })
    } catch (error) {
      server.emit('error', error)
      return
    }
    server.listen(endpoint, () => {
      restrict(endpoint)
      resolve(control)
    })
    // The engine keeps a process alive, not its door.
    unref(server)
  })
}

/** Tells whether too much waits for a client that takes nothing. */
function watchUnsent(socket: Socket, stuckMs: number): () => boolean {
  let least = 0
  let since = 0
  return () => {
    const waiting = socket.writableLength
    const now = performance.now()
    if (waiting <= mostUnsentBytes || waiting < least) {
      least = waiting
      since = now
    }
    return now - since > stuckMs
  }
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

function unref(server: Server): void {
  server.unref()
}

function restrict(endpoint: string): void {
  if (process.platform !== 'win32') chmodSync(endpoint, 0o600)
}

function welcome(
  socket: Socket,
  engine: Engine,
  token: string,
  log: Log,
  isStuck: () => boolean,
  onKnown: () => void,
  onHearing: (answered: Promise<void>) => void,
): void {
  let known = false
  const say = (message: ControlMessage) => {
    if (!socket.writable) return
    if (isStuck()) {
      log('warn', 'a process that reads nothing was sent away')
      socket.destroy()
    } else socket.write(`${JSON.stringify(message)}\n`)
  }
  const batcher = batchDeltas((batch) => say({ kind: 'batch', batch }))
  const ends: (() => void)[] = [batcher.close]
  socket.on('close', () => {
    for (const end of ends) end()
  })
  socket.on('error', () => socket.destroy())

  const handlers = {
    ...engine.durableCommands,
    repairFolder: engine.repairFolder,
    snapshot() {
      const { tasks, settings } = engine.snapshot()
      return { revision: batcher.flush(), tasks, settings }
    },
  }

  async function hear(line: string): Promise<void> {
    const value: unknown = JSON.parse(line)
    if (!known) {
      if (!isToken(Hello.parse(value).token, token)) throw new Error('wrong token')
      known = true
      onKnown()
      ends.push(engine.onDelta(batcher.push))
      ends.push(engine.onEvent((event) => say({ kind: 'event', event })))
      say({ kind: 'welcome' })
      return
    }
    const { id, name, input } = Request.parse(value)
    say({ kind: 'answer', id, answer: await dispatch(controlCommands, handlers, name, input, log) })
  }

  onLines(
    socket,
    () => (known ? longestLine : longestHello),
    (line) => {
      const answered = hear(line).catch((error: unknown) => {
        log('warn', 'a process that is no Galleon spoke to this one', { error: String(error) })
        socket.destroy()
      })
      onHearing(answered)
    },
  )
}

function isToken(said: string, token: string): boolean {
  const [a, b] = [Buffer.from(said), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}
