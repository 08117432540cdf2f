import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from './error-code.mjs'
import { withFileLock } from './file-lock.mjs'
import { runNpm } from './npm.mjs'
import { projectFolder, turnFile } from './places.mjs'

const stampName = join('node_modules', '.galleon-lock')

/**
 * Installs node_modules unless they already are what package-lock.json says.
 *
 * @param {string} folder of the project
 */
export async function ensureModules(folder = projectFolder) {
  if (await areModulesCurrent(folder)) return
  await withFileLock(turnFile('modules', folder), async () => {
    if (await areModulesCurrent(folder)) return
    console.error('Installing packages (about 500, half a minute) …')
    await runNpm(['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
      cwd: folder,
      purpose: 'install the packages',
      show: true,
    })
    await stampModules(folder)
  })
}

/**
 * Whether node_modules came from the present package-lock.json.
 *
 * @param {string} folder
 */
export async function areModulesCurrent(folder) {
  try {
    const [stamp, lock] = await Promise.all([readFile(join(folder, stampName), 'utf8'), hashLock(folder)])
    return stamp.trim() === lock
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

/**
 * Notes which package-lock.json node_modules came from.
 *
 * @param {string} folder
 */
export async function stampModules(folder) {
  await writeFile(join(folder, stampName), `${await hashLock(folder)}\n`)
}

/** @param {string} folder */
async function hashLock(folder) {
  const lock = await readFile(join(folder, 'package-lock.json'))
  return createHash('sha256').update(lock).digest('hex')
}
