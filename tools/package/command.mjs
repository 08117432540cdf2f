import { generateKeyPairSync } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { requireBuild } from '../build/build.mjs'
import { ensureElectron } from '../set-up/electron.mjs'
import { ensureModules } from '../set-up/modules.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { readPublisher } from './publisher.mjs'

/**
 * `npm run dist`: the packages of the system that it runs on.
 *
 * @param {readonly string[]} args `--stand-in`: with the development runtime and tools of this system, never for release;
 *   `--check`: the same, then installs and uses one
 * @returns {Promise<number>} exit code
 */
export async function runDist(args) {
  const options = readOptions(args)
  const isStandIn = options['stand-in'] || options.check
  const env = options.check ? { ...updatesForCheck(), ...process.env } : process.env
  const publisher = readPublisher(env, { isStandIn })
  await ensureModules()
  const output = await buildPackages({ isStandIn, publisher })
  if (!options.check) return 0
  // Only now: what it needs comes by `npm ci`.
  const { checkPackages } = await import('./check.mjs')
  return (await checkPackages(output)) ? 0 : 1
}

/** What a package says of its updates is checked too: an address where none are, and a key that signed nothing. */
function updatesForCheck() {
  const { publicKey } = generateKeyPairSync('ed25519')
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  return { GALLEON_UPDATE_URL: 'http://127.0.0.1:9/', GALLEON_UPDATE_KEY: key }
}

/** @param {readonly string[]} args */
function readOptions(args) {
  const flag = { type: /** @type {const} */ ('boolean'), default: false }
  try {
    return parseArgs({ args: [...args], options: { 'stand-in': flag, check: flag } }).values
  } catch (error) {
    throw new SetupFailure(error instanceof Error ? error.message : String(error), [
      'the options are --stand-in and --check',
    ])
  }
}

/**
 * Builds all packages, from nothing: what an earlier build left in its folder would get into these.
 *
 * @param {{ isStandIn: boolean, publisher: import('./publisher.mjs').Publisher }} options
 * @returns {Promise<string>} their folder
 */
export async function buildPackages({ isStandIn, publisher }) {
  const electron = await chooseElectron(isStandIn)
  await requireBuild()
  const made = join(projectFolder, 'out', 'package')
  const output = join(projectFolder, 'release', ...(isStandIn ? ['stand-in'] : []))
  await rm(output, { recursive: true, force: true })
  const { makeParts } = await import('./make-parts.mjs')
  await makeParts(made)
  const { prepareStandIns, standIns } = await import('./stand-in-tools.mjs')
  if (isStandIn) Object.assign(process.env, await prepareStandIns(join(made, 'tools')))

  const { build, Platform } = await import('electron-builder')
  const { packageConfig, targetsOf } = await import('./config.mjs')
  await build({
    projectDir: projectFolder,
    config: packageConfig({ electron, isStandIn, publisher, made, output }),
    targets: Platform.current().createTarget([...targetsOf(process.platform)]),
    publish: 'never',
  })
  console.log(`\n${await listSizes(output)}`)
  if (isStandIn) {
    console.log(`\nNever for release: Electron ${electron.version} stands in for the official one.`)
    if (process.platform === 'linux') console.log(standIns.map((line) => `  ${line}`).join('\n'))
  }
  return output
}

/** @param {boolean} isStandIn */
async function chooseElectron(isStandIn) {
  // What a developer starts by ELECTRON_EXEC_PATH may be anything.
  const { ELECTRON_EXEC_PATH: _own, ...env } = process.env
  return await ensureElectron(isStandIn ? env : { ...env, GALLEON_ELECTRON: 'official' })
}

/** @param {string} folder */
async function listSizes(folder) {
  const lines = []
  for (const name of (await readdir(folder)).toSorted()) {
    if (/^builder-|\.blockmap$/.test(name)) continue
    const path = join(folder, name)
    const files = (await stat(path)).isDirectory() ? await readdir(path, { recursive: true }) : ['']
    const sizes = await Promise.all(files.map(async (file) => await stat(join(path, file))))
    const bytes = sizes.reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0)
    lines.push(`${(bytes / 1e6).toFixed(1).padStart(8)} MB  ${name}`)
  }
  return lines.join('\n')
}
