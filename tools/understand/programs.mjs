import { join } from 'node:path'

/**
 * How a program is asked for what an address shows.
 *
 * @typedef {object} Program
 * @property {string} name
 * @property {readonly string[]} version command that prints it; a program that cannot be started is not installed
 * @property {(address: string, target: string, scratch: string) => readonly string[]} command saves below `target`;
 *   `scratch` is an empty folder for its state
 */

/**
 * @param {string} cli Galleon's terminal program
 * @returns {Program}
 */
export function galleon(cli) {
  return {
    name: 'galleon',
    version: [process.execPath, cli, '--version'],
    command: (address, target, scratch) =>
      [process.execPath, cli, 'get', address, '--yes', '--quiet', '-o', target].concat([
        '--data-dir',
        join(scratch, 'data'),
      ]),
  }
}

/** Endings that wget is given: those of the files in the corpus. */
const endings = 'jpg,jpeg,png,gif,webp,avif,svg,mp4'

/** @type {readonly Program[]} */
export const peers = [
  {
    name: 'gallery-dl',
    version: ['gallery-dl', '--version'],
    command: (address, target) => [
      'gallery-dl',
      '--quiet',
      '--config-ignore',
      '-D',
      target,
      `generic:${address}`,
    ],
  },
  {
    name: 'wget',
    version: ['wget', '--version'],
    command: (address, target) =>
      ['wget', '--quiet', '--recursive', '--level=2', '--execute=robots=off', '--tries=1'].concat([
        '--accept',
        endings,
        '--directory-prefix',
        target,
        address,
      ]),
  },
]
