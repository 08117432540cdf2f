import { killChild, startChild } from '../set-up/children.mjs'
import { readRecords } from './disk-state.mjs'

/** Tasks that the stop came before are begun, then all are resumed: more runs than this make no progress. */
const mostRuns = 4

/** A run that takes longer hangs. */
const longestRunMs = 90_000

/**
 * Folder of the downloads, data folder, and the pages of each task.
 *
 * @typedef {{ target: string, data: string, ranges: readonly string[] }} Places
 */

/**
 * The address of each task.
 *
 * @param {import('./site.mjs').KillSite} site
 * @param {Places} places
 */
export function addressesOf(site, { ranges }) {
  return ranges.map((range) => `${site.origin}/g/${range}.html`)
}

/**
 * Arguments that begin to download all pages of a site.
 *
 * @param {import('./site.mjs').KillSite} site
 * @param {Places} places
 */
export function argsToBegin(site, places) {
  return argsToGet(addressesOf(site, places), places)
}

/**
 * @param {readonly string[]} addresses
 * @param {Places} places
 */
function argsToGet(addresses, { target, data }) {
  // Without its number, so that two galleries want the same folder.
  const folders = ['--folder-template', '{title}']
  return [
    'get',
    ...addresses,
    '--recipe',
    'automatic',
    '-o',
    target,
    ...folders,
    '--data-dir',
    data,
    '--json',
  ]
}

/**
 * Arguments that resume the tasks in the records, or begin the tasks that are missing there. The others need another
 * run then; see `isComplete`.
 *
 * @param {import('./disk-state.mjs').Records | null | undefined} records
 * @param {import('./site.mjs').KillSite} site
 * @param {Places} places
 */
export function argsToResume(records, site, places) {
  const tasks = records?.tasks ?? []
  const known = new Set(tasks.map(({ request }) => JSON.parse(request).address))
  const missing = addressesOf(site, places).filter((address) => !known.has(address))
  if (missing.length > 0) return argsToGet(missing, places)
  return ['resume', ...tasks.map(({ id }) => String(id)), '--data-dir', places.data, '--json']
}

/**
 * Whether every task is there and has ended.
 *
 * @param {import('./disk-state.mjs').Records | null | undefined} records
 * @param {import('./site.mjs').KillSite} site
 * @param {Places} places
 */
export function isComplete(records, site, places) {
  const states = (records?.tasks ?? []).map(({ state }) => JSON.parse(state).kind)
  return states.length === addressesOf(site, places).length && states.every((state) => state === 'done')
}

/**
 * How a run of the program ended, and all that it wrote.
 *
 * @typedef {{ code: number | null, signal: string | null, output: string }} ProgramEnd
 */

/**
 * Starts the terminal program in a process group of its own.
 *
 * @param {string} cli path of the built program
 * @param {readonly string[]} args
 */
export function startProgram(cli, args) {
  const child = startChild(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  /** @type {Promise<ProgramEnd>} */
  const ended = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output }))
  })
  return {
    ended,
    /** What it has written so far. */
    get output() {
      return output
    },
    /** Ends the whole group at once, without a chance to clean up. */
    kill: () => killChild(child),
  }
}

/**
 * Waits for the end of a program; one that hangs is killed.
 *
 * @param {ReturnType<typeof startProgram>} program
 */
export async function endOf(program) {
  const timer = setTimeout(() => program.kill(), longestRunMs)
  const end = await program.ended
  clearTimeout(timer)
  return end
}

/**
 * Runs the program again until every task has ended.
 *
 * @param {string} cli
 * @param {import('./site.mjs').KillSite} site
 * @param {Places} places
 */
export async function finishTasks(cli, site, places) {
  for (let run = 1; run < mostRuns; run++) {
    const records = await readRecords(places.data)
    if (isComplete(records, site, places)) return
    await endOf(startProgram(cli, argsToResume(records, site, places)))
  }
}
