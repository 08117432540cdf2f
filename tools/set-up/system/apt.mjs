import { join } from 'node:path'
import { captureChild } from '../children.mjs'
import { withFileLock } from '../file-lock.mjs'
import { cacheFolder } from '../places.mjs'

/**
 * The command for a terminal.
 *
 * @param {readonly string[]} names as this release knows them: an old name may be virtual, which apt refuses
 * @param {string} prefix
 */
export function aptCommand(names, prefix) {
  return `${prefix}apt-get update && ${prefix}apt-get install -y --no-install-recommends ${names.join(' ')}`
}

/**
 * Installs packages of Debian or Ubuntu; needs root.
 *
 * @param {readonly (readonly string[])[]} packages each a list of names, of which the first that this release knows is taken
 * @returns {Promise<{ code: number, names: readonly string[], errors: string }>} exit code of apt, what was asked for, and
 *   what apt printed
 */
export async function installPackages(packages) {
  return await withFileLock(join(cacheFolder(), 'turns', 'apt'), async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
    const lockWait = ['-o', 'DPkg::Lock::Timeout=300']
    const update = await captureChild('apt-get', [...lockWait, 'update', '-qq'], { env })
    const names = await pickPackages(packages)
    const options = ['install', '-y', '-qq', '--no-install-recommends']
    const install = await captureChild('apt-get', [...lockWait, ...options, ...names], { env })
    return { code: install.code, names, errors: update.errors + install.errors }
  })
}

/**
 * One name for each package: the first that this release knows, else the last.
 *
 * @param {readonly (readonly string[])[]} packages
 * @param {(name: string) => Promise<boolean>} knows
 */
export async function pickPackages(packages, knows = isKnownToApt) {
  const names = []
  for (const choices of packages) names.push(await pickPackage(choices, knows))
  return names
}

/**
 * @param {readonly string[]} choices
 * @param {(name: string) => Promise<boolean>} knows
 */
async function pickPackage(choices, knows) {
  for (const name of choices) {
    if (await knows(name)) return name
  }
  return choices.at(-1) ?? ''
}

/** @param {string} name */
async function isKnownToApt(name) {
  const shown = await captureChild('apt-cache', ['show', '--no-all-versions', name])
  return shown.code === 0 && shown.output.includes('Package:')
}
