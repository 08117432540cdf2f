import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { firstPage } from '../scenarios.mjs'

/**
 * One program in one run.
 *
 * @typedef {object} Work
 * @property {import('../scenarios.mjs').Scenario} scenario
 * @property {string} origin of the site
 * @property {readonly string[]} images addresses of all pictures
 * @property {string} target folder for the files, empty
 * @property {string} scratch folder for lists and state, empty
 * @property {string | null} caFile certificate of the site in PEM
 */

/**
 * How a program is started. Peers get the addresses of the pictures: they read no pages.
 *
 * @typedef {object} Program
 * @property {string} name
 * @property {string | null} cli terminal program of a build of Galleon; null for another program
 * @property {readonly string[]} version command that prints it; a program that cannot be started is skipped
 * @property {(work: Work) => Promise<readonly string[]>} command
 */

/** Connections of peers where a scenario sets none. */
const ownWidth = 5

/**
 * @param {string} name
 * @param {string} cli Galleon's terminal program
 * @returns {Program}
 */
export function galleon(name, cli) {
  return {
    name,
    cli,
    version: [process.execPath, cli, '--version'],
    async command({ scenario, origin, target, scratch, caFile }) {
      const config = join(scratch, 'config.json')
      await writeFile(config, JSON.stringify(configOf(scenario, caFile)))
      const folders = ['-o', target, '--data-dir', join(scratch, 'data')]
      const address = `${origin}/a/[${firstPage}-${firstPage + scenario.pages - 1}].html`
      return [process.execPath, cli, 'get', address, ...folders, '-c', config, '--yes', '--quiet']
    },
  }
}

/**
 * Galleon's settings for a scenario.
 *
 * @param {import('../scenarios.mjs').Scenario} scenario
 * @param {string | null} caFile
 */
export function configOf({ wide, scheme }, caFile) {
  return {
    ...(wide === 0 ? {} : { connections: wide, connectionsPerSite: wide }),
    ...(scheme === 'https' && caFile !== null ? { network: { caFile } } : {}),
  }
}

/**
 * What a peer is given.
 *
 * @typedef {object} PeerWork
 * @property {string} list file of addresses
 * @property {string} target
 * @property {string} width requests at once
 * @property {string | null} ca certificate to trust; null for http
 */

/**
 * A program that takes a file of addresses, one a line.
 *
 * @param {{ name: string, program?: string, speaksHttp2?: boolean, lineOf?: (address: string, target: string) => string }}
 *   peer `program`: its command, where that is not its name
 * @param {(work: PeerWork) => readonly string[]} argsOf
 * @returns {Program}
 */
function peer({ name, program = name, speaksHttp2 = false, lineOf = (address) => address }, argsOf) {
  return {
    name,
    cli: null,
    version: [program, '--version'],
    async command({ scenario: { wide, streams, scheme }, images, target, scratch, caFile }) {
      const list = join(scratch, 'list')
      await writeFile(list, images.map((address) => `${lineOf(address, target)}\n`).join(''))
      const connections = wide === 0 ? ownWidth : wide
      const width = String(speaksHttp2 ? (streams ?? connections) : connections)
      return [program, ...argsOf({ list, target, width, ca: scheme === 'https' ? caFile : null })]
    },
  }
}

/**
 * @param {string} name
 * @param {'--http1.1' | '--http2'} protocol
 */
function curl(name, protocol) {
  /** @type {(address: string, target: string) => string} */
  const lineOf = (address, target) => `url = "${address}"\noutput = "${join(target, basename(address))}"`
  return peer({ name, program: 'curl', speaksHttp2: protocol === '--http2', lineOf }, (work) =>
    words(`--silent --fail ${protocol} --parallel --parallel-max ${work.width}`).concat(
      work.ca === null ? [] : ['--cacert', work.ca],
      ['--config', work.list],
    ),
  )
}

/** @param {string} line */
function words(line) {
  return line.split(' ')
}

/** @type {readonly Program[]} */
export const peers = [
  curl('curl', '--http1.1'),
  curl('curl-h2', '--http2'),
  peer({ name: 'wget2', speaksHttp2: true }, ({ list, target, width, ca }) =>
    words(`--quiet --max-threads ${width} --http2-request-window ${width}`).concat(
      ca === null ? [] : ['--ca-certificate', ca],
      ['--directory-prefix', target, '--input-file', list],
    ),
  ),
  peer({ name: 'aria2c' }, ({ list, target, width, ca }) =>
    words(`--quiet --no-conf --file-allocation=none -x1 -s1 -j${width}`).concat(
      ca === null ? [] : [`--ca-certificate=${ca}`],
      ['-d', target, '-i', list],
    ),
  ),
  peer({ name: 'gallery-dl' }, ({ list, target, ca }) =>
    ['--quiet', '--config-ignore', '-D', target].concat(ca === null ? [] : ['-o', `verify=${ca}`], [
      '--input-file',
      list,
    ]),
  ),
]
