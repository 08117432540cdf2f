import { readdirSync, readFileSync } from 'node:fs'

// What Linux says of running processes; elsewhere there is nothing to read, and everything is 0 or empty.

/** Ticks a second of the times in /proc/PID/stat: 100 on every Linux of today (`getconf CLK_TCK`). */
const ticksPerSecond = 100
const KiB = 1024

/**
 * A process and all that it started and that still run.
 *
 * @param {number | undefined} root process id
 * @returns {readonly number[]} process ids, the root first
 */
export function treeOf(root) {
  if (root === undefined) return []
  const tree = [root]
  for (const id of tree) tree.push(...childrenOf(id))
  return tree
}

/** @param {number} id */
function childrenOf(id) {
  return listOf(`/proc/${id}/task`).flatMap((thread) =>
    textOf(`/proc/${id}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  )
}

/**
 * Resident memory of processes in bytes. Pages that two of them share count twice. For one process alone the kernel's own
 * record of its peak is taken, which misses nothing between two readings.
 *
 * @param {readonly number[]} ids
 */
export function residentBytes(ids) {
  const field = ids.length === 1 ? 'VmHWM' : 'VmRSS'
  const kilobytes = ids.map((id) => readField(textOf(`/proc/${id}/status`), field))
  return kilobytes.reduce((sum, one) => sum + one, 0) * KiB
}

/**
 * A number of /proc/PID/status.
 *
 * @param {string} status
 * @param {string} field
 * @returns {number} 0 where there is none
 */
export function readField(status, field) {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
}

/**
 * Processor time of one process, user and system, without its children's.
 *
 * @param {number} id
 * @returns {number} seconds, to a hundredth
 */
export function cpuSecondsOf(id) {
  return readCpuSeconds(textOf(`/proc/${id}/stat`))
}

/**
 * @param {string} stat content of /proc/PID/stat: the name in parentheses may hold spaces
 * @returns {number}
 */
export function readCpuSeconds(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8').trimEnd()
  } catch {
    return ''
  }
}

/** @param {string} folder */
function listOf(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
