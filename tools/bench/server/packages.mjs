import { findProgram } from '../../set-up/find-program.mjs'
import { installPackages } from '../../set-up/system/apt.mjs'
import { findNginx } from './nginx.mjs'

/** Programs to compare with, and the packages of Debian and Ubuntu that bring them. */
const peers = [
  { name: 'curl', packages: [['curl']] },
  { name: 'wget2', packages: [['wget2']] },
  { name: 'aria2c', packages: [['aria2']] },
  { name: 'gallery-dl', packages: [['gallery-dl']] },
]
const serverPackages = [['nginx'], ['libnginx-mod-http-lua'], ['openssl']]

/**
 * Installs the server and the programs to compare with, where they are missing and apt is at hand for root. Each is
 * optional: what cannot be installed is reported and skipped.
 *
 * @param {readonly string[]} names of the programs that are to take part
 * @param {(line: string) => void} report
 * @returns {Promise<void>}
 */
export async function installMissing(names, report) {
  if (process.getuid?.() !== 0 || findProgram('apt-get') === undefined) return
  const nginx = await findNginx()
  if (nginx === null || nginx.lua.length === 0 || findProgram('openssl') === undefined) {
    await install('nginx', serverPackages, report)
  }
  for (const { name, packages } of peers) {
    if (names.includes(name) && findProgram(name) === undefined) await install(name, packages, report)
  }
}

/**
 * @param {string} name
 * @param {readonly (readonly string[])[]} packages
 * @param {(line: string) => void} report
 */
async function install(name, packages, report) {
  report(`Installing ${name} with apt …`)
  const { code, errors } = await installPackages(packages)
  if (code !== 0) report(`  not installed: ${errors.trim().split('\n').at(-1) ?? ''}`)
}
