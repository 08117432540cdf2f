import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Child processes that never outlive this program.
 *
 * Each runs in a process group of its own, so that what it started ends with it: an Electron that hangs
 * ignores SIGTERM and its own children hold pipes open.
 */

/** How long a child may take to end after SIGTERM before it is killed. */
const GRACE_MS = 4_000

const ORPHAN_LOOK_MS = 500

/** @typedef {import('node:child_process').SpawnOptions & { sharesTerminal?: boolean }} ChildOptions */

/** @type {Set<{ child: import('node:child_process').ChildProcess, ownGroup: boolean }>} */
const running = new Set()
let ending = false

/**
 * Starts a child that ends with this program.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} [options] `sharesTerminal` keeps the child in our process group, for interactive programs:
 *   the terminal then sends Ctrl-C to both.
 */
export function startChild(command, args, { sharesTerminal = false, ...options } = {}) {
  const ownGroup = !sharesTerminal && process.platform !== 'win32'
  const child = spawn(command, args, { windowsHide: true, ...options, detached: ownGroup })
  const entry = { child, ownGroup }
  running.add(entry)
  // What a child left behind in its group ends with it.
  child.once('exit', () => {
    signalChild(entry, 'SIGKILL')
    running.delete(entry)
  })
  child.once('error', () => running.delete(entry))
  return child
}

/**
 * Runs a child to its end with our own output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions & { limitMs?: number }} [options] `limitMs` after which the child is killed; none by default
 * @returns {Promise<number>} its exit code; 128 + number for a signal; 127 when it cannot be started
 */
export async function runChild(command, args, { limitMs, ...options } = {}) {
  const child = startChild(command, args, { stdio: 'inherit', ...options })
  const limit = limitMs === undefined ? undefined : setTimeout(() => killChild(child), limitMs)
  const code = await exitCodeOf(child)
  clearTimeout(limit)
  return code
}

/**
 * Runs a child to its end and returns what it wrote.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions & { limitMs?: number, onOutput?: ((chunk: Buffer) => void) | undefined }} [options] `limitMs` after
 *   which the child is killed, none by default; `onOutput` sees each chunk of both streams at once
 */
export async function captureChild(command, args, { limitMs, onOutput, ...options } = {}) {
  const child = startChild(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const limit = limitMs === undefined ? undefined : setTimeout(() => killChild(child), limitMs)
  let output = ''
  let errors = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
    onOutput?.(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    errors += chunk
    onOutput?.(chunk)
  })
  const code = await exitCodeOf(child)
  clearTimeout(limit)
  return { code, output, errors }
}

/** @param {import('node:child_process').ChildProcess} child */
function exitCodeOf(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code, signal) =>
      resolve(code ?? 128 + (constants.signals[signal ?? 'SIGKILL'] ?? 9)),
    )
  })
}

/** @param {import('node:child_process').ChildProcess} child */
export function killChild(child) {
  for (const entry of running) if (entry.child === child) signalChild(entry, 'SIGKILL')
}

/** Ends every child now; for the last moment of this program. */
export function killChildren() {
  for (const entry of running) signalChild(entry, 'SIGKILL')
}

/**
 * Makes SIGINT, SIGTERM and SIGHUP end the children first, politely and then by force.
 *
 * A child that shares the terminal has already got the terminal's Ctrl-C: a second signal would end
 * the child at once.
 */
export function endChildrenWithUs() {
  process.on('exit', killChildren)
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => void endAll(signal))
  }
  if (process.env.npm_lifecycle_event !== undefined) endWhenOrphaned()
}

/** An npm that gets a signal passes it only to the shell between it and this program, which would continue alone. */
function endWhenOrphaned() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid !== parent) void endAll('SIGTERM')
  }, ORPHAN_LOOK_MS)
  watch.unref()
}

/** @param {NodeJS.Signals} signal */
async function endAll(signal) {
  if (ending) return
  ending = true
  const ends = [...running].map((entry) => {
    const gone = new Promise((resolve) => entry.child.once('exit', resolve))
    if (signal !== 'SIGINT' || entry.ownGroup) signalChild(entry, signal)
    return gone
  })
  // An interactive program may clean up for as long as it needs after Ctrl-C.
  const talks = signal === 'SIGINT' && [...running].some((entry) => !entry.ownGroup)
  const grace = new Promise((resolve) => {
    if (!talks) setTimeout(resolve, GRACE_MS)
  })
  await Promise.race([Promise.all(ends), grace])
  process.exit(128 + (constants.signals[signal] ?? 0))
}

/**
 * @param {{ child: import('node:child_process').ChildProcess, ownGroup: boolean }} entry
 * @param {NodeJS.Signals} signal
 */
function signalChild({ child, ownGroup }, signal) {
  if (child.pid === undefined) return
  try {
    if (ownGroup) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch {
    // Gone already: that is what was wanted.
  }
}
