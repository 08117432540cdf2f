import { readFileSync } from 'node:fs'
import { killChild, startChild } from '../set-up/children.mjs'

/** How often the memory of a running program is read. */
const lookMs = 20

/**
 * What one run took.
 *
 * @typedef {object} Measured
 * @property {number} wallSeconds
 * @property {number} cpuSeconds user and system time of the program and all that it started
 * @property {number} peakMiB resident memory
 * @property {number | string} code exit code or signal
 */

/**
 * Runs a program to its end. Bash keeps the time: only a shell reports the processor time of a child that has ended.
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
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output = (output + text).slice(-4000)
  })
  let peakMiB = 0
  const look = setInterval(() => {
    peakMiB = Math.max(peakMiB, peakOfChildren(child.pid))
  }, lookMs)
  const limit = setTimeout(() => killChild(child), limitMs)
  const code = await new Promise((resolve) => child.once('close', (exit, signal) => resolve(exit ?? signal)))
  clearInterval(look)
  clearTimeout(limit)
  const [, wall, user, system] = /TIMES ([\d.]+) ([\d.]+) ([\d.]+)/.exec(output) ?? []
  return {
    wallSeconds: Number(wall),
    cpuSeconds: Number(user) + Number(system),
    peakMiB,
    code,
  }
}

/**
 * Peak of resident memory of the shell's child in MiB; 0 while there is none.
 *
 * @param {number | undefined} shell its process id
 */
function peakOfChildren(shell) {
  try {
    const children = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')
    const peaks = children
      .filter((id) => id !== '')
      .map((id) => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0))
    return Math.round(peaks.reduce((sum, peak) => sum + peak, 0) / 1024)
  } catch {
    return 0
  }
}
