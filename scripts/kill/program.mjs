import { spawn } from 'node:child_process'

/** @typedef {{ target: string, data: string }} Places folder of the downloads and folder of the list */

/**
 * Arguments that begin to download all pages of a site.
 *
 * @param {import('./site.mjs').Site} site
 * @param {Places} places
 */
export function argsToBegin(site, { target, data }) {
  const address = `${site.origin}/g/[1-${site.pages}].html`
  // Without its number, so that two galleries wish for one folder.
  const folders = ['--folder-template', '{title}']
  return ['get', address, '--recipe', 'automatic', '-o', target, ...folders, '--data-dir', data, '--json']
}

/**
 * Arguments that go on with what the records know, or begin where they know of no task yet.
 *
 * @param {import('./disk-state.mjs').Records | null | undefined} records
 * @param {import('./site.mjs').Site} site
 * @param {Places} places
 */
export function argsToGoOn(records, site, places) {
  if ((records?.tasks ?? []).length === 0) return argsToBegin(site, places)
  return ['resume', '1', '--data-dir', places.data, '--json']
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
