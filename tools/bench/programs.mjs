import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

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
    async command({ scenario, origin, target, scratch }) {
      const config = join(scratch, 'config.json')
      const { wide, pages } = scenario
      const limits = wide === 0 ? {} : { connections: wide, connectionsPerSite: wide }
      await writeFile(config, JSON.stringify(limits))
      const last = 5510 + pages - 1
      return [
        process.execPath,
        cli,
        'get',
        `${origin}/a/[5510-${last}].html`,
        '-o',
        target,
        '--data-dir',
        join(scratch, 'data'),
        '-c',
        config,
        '--yes',
        '--quiet',
      ]
    },
  }
}

/** @type {readonly Program[]} */
export const peers = [
  {
    name: 'curl',
    version: ['curl', '--version'],
    async command({ scenario, images, target, scratch }) {
      const list = join(scratch, 'list')
      const lines = images.map((address) => `url = "${address}"\noutput = "${join(target, nameOf(address))}"`)
      await writeFile(list, lines.join('\n'))
      return ['curl', '--silent', '--fail', '--parallel', '--parallel-max', width(scenario), '--config', list]
    },
  },
  {
    name: 'wget2',
    version: ['wget2', '--version'],
    async command({ scenario, images, target, scratch }) {
      return ['wget2', '--quiet', '--max-threads', width(scenario), '--directory-prefix', target].concat([
        '--input-file',
        await saveList(images, scratch),
      ])
    },
  },
  {
    name: 'aria2c',
    version: ['aria2c', '--version'],
    async command({ scenario, images, target, scratch }) {
      return ['aria2c', '--quiet', '--file-allocation=none', '-x', '1', '-s', '1'].concat([
        '-j',
        width(scenario),
        '-d',
        target,
        '-i',
        await saveList(images, scratch),
      ])
    },
  },
  {
    name: 'gallery-dl',
    version: ['gallery-dl', '--version'],
    async command({ images, target, scratch }) {
      return ['gallery-dl', '--quiet', '--config-ignore', '-D', target].concat([
        '--input-file',
        await saveList(images, scratch),
      ])
    },
  },
]

/** @param {import('./scenarios.mjs').Scenario} scenario */
function width({ wide }) {
  return String(wide === 0 ? ownWidth : wide)
}

/** @param {string} address */
function nameOf(address) {
  return address.slice(address.lastIndexOf('/') + 1)
}

/** @param {readonly string[]} images @param {string} scratch */
async function saveList(images, scratch) {
  const list = join(scratch, 'list')
  await writeFile(list, `${images.join('\n')}\n`)
  return list
}
