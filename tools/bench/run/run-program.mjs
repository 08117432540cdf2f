import { killChild, startChild } from '../../set-up/children.mjs'
import { residentBytes, treeOf } from './process-tree.mjs'

/** How often the memory of a running program is read. */
const lookMs = 25

/**
 * What one run took.
 *
 * @typedef {object} Measured
 * @property {number} wallSeconds
 * @property {number} userSeconds of the program and all that it started
 * @property {number} systemSeconds likewise
 * @property {number} peakMiB resident memory of the program and all that it started, the most of all readings
 * @property {number} endedAt seconds since 1970
 * @property {number | string} code exit code or signal
 */

/**
 * Runs a program to its end. Bash keeps the time: Node reports the processor time of a child neither of its own nor of
 * what the child started.
 *
 * @param {readonly string[]} command
 * @param {string} folder working folder
 * @param {number} [limitMs] longest run before the program counts as hung and is killed
 * @returns {Promise<Measured>}
 */
export async function runProgram(command, folder, limitMs = 10 * 60_000) {
  const timed = 'TIMEFORMAT="TIMES %R %U %S"; time "$@"'
  const child = startChild('bash', ['-c', timed, 'bash', ...command], {
    cwd: folder,
    env: withoutProxies(process.env),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output = (output + text).slice(-4000)
  })
  let peak = 0
  const look = setInterval(() => {
    // The shell itself is not counted.
    peak = Math.max(peak, residentBytes(treeOf(child.pid).slice(1)))
  }, lookMs)
  const limit = setTimeout(() => killChild(child), limitMs)
  const code = await new Promise((resolve) => child.once('close', (exit, signal) => resolve(exit ?? signal)))
  const endedAt = Date.now() / 1000
  clearInterval(look)
  clearTimeout(limit)
  return { ...readTimes(output), peakMiB: Math.round(peak / 1024 ** 2), endedAt, code }
}

/**
 * @param {string} output of bash, whose last line holds the times
 * @returns {{ wallSeconds: number, userSeconds: number, systemSeconds: number }} NaN where there are none
 */
export function readTimes(output) {
  const [, wall, user, system] = /TIMES ([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(output) ?? []
  return { wallSeconds: Number(wall), userSeconds: Number(user), systemSeconds: Number(system) }
}

/**
 * The site is on this machine, which a proxy would not reach.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function withoutProxies(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:https?|all)_proxy$/i.test(name)))
}
