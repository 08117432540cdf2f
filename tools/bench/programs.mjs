import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/**
 * One program in one run.
 *
 * @typedef {object} Work
 * @property {import('./scenarios.mjs').Scenario} scenario
 * @property {string} origin of the site
 * @property {readonly string[]} images addresses of all pictures
 * @property {string} target folder for the files, empty
 * @property {string} scratch folder for lists and state, empty
 */

/**
 * How a program is started. Peers get the addresses of the pictures: they read no pages.
 *
 * @typedef {object} Program
 * @property {string} name
 * @property {readonly string[]} version command that prints it; a program that cannot be started is skipped
 * @property {(work: Work) => Promise<readonly string[]>} command
 */

/** Connections of peers where a scenario sets none. */
const ownWidth = 5

/**
 * @param {string} cli Galleon's terminal program
 * @returns {Program}
 */
export function galleon(cli) {
  return {
    name: 'galleon',
    version: [process.execPath, cli, '--version'],
    async command({ scenario: { wide, pages }, origin, target, scratch }) {
      const config = join(scratch, 'config.json')
      const limits = wide === 0 ? {} : { connections: wide, connectionsPerSite: wide }
      await writeFile(config, JSON.stringify(limits))
      const folders = ['-o', target, '--data-dir', join(scratch, 'data')]
      const address = `${origin}/a/[5510-${5510 + pages - 1}].html`
      return [process.execPath, cli, 'get', address, ...folders, '-c', config, '--yes', '--quiet']
    },
  }
}

/**
 * A program that takes a file of addresses, one a line.
 *
 * @param {string} name
 * @param {(list: string, target: string, width: string) => readonly string[]} argsOf
 * @param {(address: string, target: string) => string} lineOf
 * @returns {Program}
 */
function peer(name, argsOf, lineOf = (address) => address) {
  return {
    name,
    version: [name, '--version'],
    async command({ scenario: { wide }, images, target, scratch }) {
      const list = join(scratch, 'list')
      await writeFile(list, images.map((address) => `${lineOf(address, target)}\n`).join(''))
      return [name, ...argsOf(list, target, String(wide === 0 ? ownWidth : wide))]
    },
  }
}

/** @type {readonly Program[]} */
export const peers = [
  peer(
    'curl',
    (list, _, width) => ['--silent', '--fail', '--parallel', '--parallel-max', width, '--config', list],
    (address, target) => `url = "${address}"\noutput = "${join(target, basename(address))}"`,
  ),
  peer('wget2', (list, target, width) =>
    ['--quiet', '--max-threads', width].concat(['--directory-prefix', target, '--input-file', list]),
  ),
  peer('aria2c', (list, target, width) =>
    ['--quiet', '--file-allocation=none', '-x1', '-s1', `-j${width}`].concat(['-d', target, '-i', list]),
  ),
  peer('gallery-dl', (list, target) => ['--quiet', '--config-ignore', '-D', target, '--input-file', list]),
]
