import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Whether out/ is what the sources make.
 *
 * The stamp holds a hash of the content of all inputs and the size and time of every output: dates of
 * sources are wrong after a checkout, and half of out/ may be deleted.
 */

/** Files and folders whose content decides what is built. */
const inputs = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]
const outputs = ['main', 'preload', 'renderer']
const stampName = '.stamp'

/**
 * A hash over names and contents of everything that is built from.
 *
 * @param {string} project folder
 */
export async function hashInputs(project) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of await listFiles(join(project, input))) {
      const content = await readFile(file)
      hash.update(`${file.slice(project.length)}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} project folder
 * @returns {Promise<boolean>}
 */
export async function isBuildCurrent(project) {
  const out = join(project, 'out')
  const stamp = await readFile(join(out, stampName), 'utf8').catch(() => '')
  return stamp !== '' && stamp === (await describeBuild(out, await hashInputs(project)))
}

/**
 * To be called before building: a build that is cut short must not count.
 *
 * @param {string} project folder
 */
export async function forgetBuild(project) {
  await rm(join(project, 'out', stampName), { force: true })
}

/**
 * To be called after building.
 *
 * @param {string} project folder
 * @param {string} inputHash taken before the build began, so that a source saved meanwhile counts as changed
 */
export async function stampBuild(project, inputHash) {
  const out = join(project, 'out')
  await writeFile(join(out, stampName), await describeBuild(out, inputHash))
}

/**
 * @param {string} out folder
 * @param {string} inputHash
 */
async function describeBuild(out, inputHash) {
  const lines = [inputHash]
  for (const folder of outputs) {
    for (const file of await listFiles(join(out, folder))) {
      const { size, mtimeMs } = await stat(file)
      lines.push(`${file.slice(out.length)} ${size} ${mtimeMs}`)
    }
  }
  return `${lines.join('\n')}\n`
}

/**
 * All files at or below a path, sorted; none when it does not exist.
 *
 * @param {string} path
 * @returns {Promise<string[]>}
 */
async function listFiles(path) {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return []
  if (found.isFile()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
