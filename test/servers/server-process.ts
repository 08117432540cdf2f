import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ServerAddress, ServerSink } from '@shared/model/crawl/sink-address'
import type { Certificate } from './certificate'

/** The account that runs a program that refuses the superuser; null: the own one will do. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** A real server on 127.0.0.1, in a temporary folder of its own. */
export interface TestServer extends AsyncDisposable {
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  /** Ends it: `SIGKILL` as a crash does, else so that it closes connections and files. */
  stop(signal?: 'SIGKILL'): Promise<void>
  /** Starts it again on the same port and folder. */
  start(): Promise<void>
  /** Stops it where it is, as a machine that hangs; connections stay open. */
  freeze(): Promise<void>
  thaw(): void
}

/** Where a sink finds the server; without a table it is named after the crawl. */
export function addressOf(
  { port, user, database }: Pick<TestServer, 'port' | 'user' | 'database'>,
  kind: ServerSink,
  table: string | null = null,
): ServerAddress {
  return { kind, host: '127.0.0.1', port, socket: null, user, database, table, tls: 'off' }
}

/** The same as users type it, with the password. */
export function typedAddress({ user, password, port, database }: TestServer, kind: ServerSink): string {
  return `${kind}://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

/** How one kind of server is made and run. */
export interface ServerProgram {
  readonly name: string
  readonly account: Account | null
  /** Fills the folder, once. */
  initialise(folder: string): void
  /** Program and arguments. */
  command(folder: string, port: number): readonly [string, ...string[]]
  /** The signal that closes connections and files. */
  readonly stopSignal: NodeJS.Signals
  /** Whether it answers in full, not only accepts connections. */
  isReady(folder: string, port: number): boolean
  /** What is done once it answers for the first time. */
  prepare(folder: string, port: number): void | Promise<void>
}

/** The account of that name, for a superuser whose programs refuse him. */
export function accountOf(name: string): Account | null {
  if (process.getuid?.() !== 0) return null
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Copies a certificate and its key beside the files of a server, as it wants them: `certificate` and `key`, its own. */
export function lendFiles(account: Account | null, folder: string, { certificate, key }: Certificate): void {
  for (const [name, file] of Object.entries({ certificate, key })) {
    const path = join(folder, name)
    copyFileSync(file, path)
    chmodSync(path, 0o600)
    if (account) chownSync(path, account.uid, account.gid)
  }
}

/** Whether every thread of a process stands still, by Linux (`proc_pid_stat(5)`); true elsewhere. */
function isStopped(id: number | undefined): boolean {
  const tasks = `/proc/${id}/task`
  if (!existsSync(tasks)) return true
  return readdirSync(tasks).every((task) =>
    /\) [TtZX]/.test(readFileSync(join(tasks, task, 'stat'), 'latin1')),
  )
}

/** The first of these files that is there. */
export function programAmong(files: readonly string[]): string | null {
  return files.find((file) => existsSync(file)) ?? null
}

/** The folder for temporary files of the tests belongs to another account. */
const env = { ...process.env, TMPDIR: '/tmp' }

/** Runs a program to its end as the account, and throws what it printed when it fails. */
export function run(
  account: Account | null,
  [file, ...args]: readonly [string, ...string[]],
  input = '',
): string {
  return execFileSync(file, args, {
    encoding: 'utf8',
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: tmpdir(),
    env,
    ...account,
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Makes and starts a server; the caller disposes of it. */
export async function startServer(
  program: ServerProgram,
  login: Pick<TestServer, 'user' | 'password' | 'database'>,
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), `galleon-${program.name}-`))
  if (program.account) execFileSync('chown', [`${program.account.uid}:${program.account.gid}`, folder])
  program.initialise(folder)
  const port = await freePort()
  let child: ChildProcess | null = null
  const killAtExit = () => void child?.kill('SIGKILL')
  process.once('exit', killAtExit)

  async function start(): Promise<void> {
    const [file, ...args] = program.command(folder, port)
    const started = spawn(file, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: folder,
      env,
      ...program.account,
    })
    child = started
    let errors = ''
    started.stderr.on('data', (text) => {
      errors = `${errors}${text}`.slice(-4000)
    })
    for (let tries = 0; tries < 600; tries++) {
      if (started.exitCode !== null) throw new Error(`${program.name} does not start: ${errors}`)
      if ((await accepts(port)) && program.isReady(folder, port)) return
      await delay(50)
    }
    throw new Error(`${program.name} does not answer: ${errors}`)
  }

  async function stop(signal: NodeJS.Signals = program.stopSignal): Promise<void> {
    const running = child
    child = null
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGCONT')
    running.kill(signal)
    await ended
  }

  await start()
  await program.prepare(folder, port)
  return {
    port,
    ...login,
    start,
    stop,
    async freeze() {
      child?.kill('SIGSTOP')
      // Threads that have not seen the signal yet still answer
      while (!isStopped(child?.pid)) await delay(1)
    },
    thaw: () => void child?.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await stop('SIGKILL')
      process.off('exit', killAtExit)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
