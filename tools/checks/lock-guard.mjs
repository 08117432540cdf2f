import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What is wrong with a package-lock.json; empty when `npm ci` will work everywhere.
 *
 * A platform package that is named but has no entry of its own makes `npm ci` fail on every machine: npm writes
 * such a lock without a word when its registry lacked the package. A `resolved` address would bind all users
 * to the registry of the machine that wrote the lock.
 *
 * @param {{ packages: Record<string, { optionalDependencies?: Record<string, string>, resolved?: string,
 *   link?: boolean }> }} lock
 * @returns {string[]}
 */
export function findLockFaults({ packages }) {
  const faults = []
  for (const [place, entry] of Object.entries(packages)) {
    if (entry.resolved !== undefined && entry.link !== true) {
      faults.push(`${place} is bound to ${entry.resolved}`)
    }
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isListed(packages, place, name)) faults.push(`${place} names ${name}, which has no entry`)
    }
  }
  return faults
}

/**
 * Whether a dependency has an entry where Node would look for it: beside the package or in a folder above.
 *
 * @param {Record<string, unknown>} packages
 * @param {string} place
 * @param {string} name
 */
function isListed(packages, place, name) {
  for (let folder = place; ; ) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true
    if (folder === '') return false
    const above = folder.lastIndexOf('node_modules/')
    folder = above <= 0 ? '' : folder.slice(0, above - 1)
  }
}

/**
 * Checks the project's own lock; prints what it finds.
 *
 * @param {string} project folder
 * @returns {Promise<boolean>}
 */
export async function checkLock(project) {
  const lock = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'))
  const faults = findLockFaults(lock)
  for (const fault of faults) console.error(`package-lock.json: ${fault}`)
  return faults.length === 0
}
