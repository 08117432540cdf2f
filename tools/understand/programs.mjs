import { join } from 'node:path'

/**
 * One site for one program.
 *
 * @typedef {object} Work
 * @property {string} address what is asked for
 * @property {string} proxy through which `proxied` is the same
 * @property {string} proxied address without a port
 * @property {string} target folder for the files, empty
 * @property {string} scratch folder for the state of the program, empty
 */

/**
 * How a program is asked for what an address shows.
 *
 * @typedef {object} Program
 * @property {string} name
 * @property {readonly string[]} version command that prints it; a program that cannot be started is not installed
 * @property {(work: Work) => readonly string[]} command
 */

/**
 * @param {string} cli Galleon's terminal program
 * @returns {Program}
 */
export function galleon(cli) {
  return {
    name: 'galleon',
    version: [process.execPath, cli, '--version'],
    command: ({ address, target, scratch }) =>
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
    // Its generic extractor takes no address with a port.
    command: ({ proxy, proxied, target }) => [
      'gallery-dl',
      '--quiet',
      '--config-ignore',
      '--proxy',
      proxy,
      '-D',
      target,
      `generic:${proxied}`,
    ],
  },
  {
    name: 'wget',
    version: ['wget', '--version'],
    command: ({ address, target }) =>
      ['wget', '--quiet', '--recursive', '--level=2', '--execute=robots=off', '--tries=1'].concat([
        '--accept',
        endings,
        '--directory-prefix',
        target,
        address,
      ]),
  },
]
