import { spawn } from 'node:child_process'

/**
 * @typedef {{ target: string, data: string, ranges?: readonly string[] }} Places folder of the downloads and folder of
 *   the list; `ranges`: pages of each task, one task with all pages by default
 */

/**
 * The ranges of the tasks: of each the address that it is given.
 *
 * @param {import('./site.mjs').Site} site
 * @param {Places} places
 */
export function addressesOf(site, { ranges = [`[1-${site.pages}]`] }) {
  return ranges.map((range) => `${site.origin}/g/${range}.html`)
}

/**
 * Arguments that begin to download all pages of a site.
 *
 * @param {import('./site.mjs').Site} site
 * @param {Places} places
 */
export function argsToBegin(site, places) {
  return argsToGet(addressesOf(site, places), places)
}

function argsToGet(addresses, { target, data }) {
  // Without its number, so that two galleries wish for one folder.
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
 * Arguments that go on with what the records know, or begin the tasks that they do not know yet. Those that are known
 * need another run then; see `isComplete`.
 *
 * @param {import('./disk-state.mjs').Records | null | undefined} records
 * @param {import('./site.mjs').Site} site
 * @param {Places} places
 */
export function argsToResume(records, site, places) {
  const tasks = records?.tasks ?? []
  const known = new Set(tasks.map(({ request }) => JSON.parse(request).address))
  const lacking = addressesOf(site, places).filter((address) => !known.has(address))
  if (lacking.length > 0) return argsToGet(lacking, places)
  return ['resume', ...tasks.map(({ id }) => String(id)), '--data-dir', places.data, '--json']
}

/**
 * Whether every task is there and has ended.
 *
 * @param {import('./disk-state.mjs').Records | null | undefined} records
 * @param {import('./site.mjs').Site} site
 * @param {Places} places
 */
export function isComplete(records, site, places) {
  const states = (records?.tasks ?? []).map(({ state }) => JSON.parse(state).kind)
  return states.length === addressesOf(site, places).length && states.every((state) => state === 'done')
}

/**
 * The terminal program in a group of processes of its own.
 *
 * @param {string} cli path of the built program
 * @param {readonly string[]} args
 */
export function startProgram(cli, args) {
  const child = spawn(process.execPath, [cli, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  let told = ''
  let onTold = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      told += text
      onTold()
    })
  }
  const ended = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, told }))
  })
  return {
    /** @type {Promise<{ code: number | null, signal: string | null, told: string }>} */
    ended,
    get told() {
      return told
    },
    /** Called whenever it has told something. */
    onTold(listener) {
      onTold = listener
    },
    /** Ends the whole group at once, without a chance to clean up. */
    kill() {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    },
  }
}
