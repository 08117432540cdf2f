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
  await ensureModules()
  if (!options.check) {
    await buildPackages(process.env, options['stand-in'])
    return 0
  }
  // Only now: what they need comes by `npm ci`.
  const [{ checkPackages }, { startUpdateSite }] = await Promise.all([
    import('./check.mjs'),
    import('./updates.mjs'),
  ])
  const updates = await startUpdateSite()
  process.umask(0o077)
  try {
    const output = await buildPackages({ ...process.env, ...updates.env }, true)
    return (await checkPackages(output)) ? 0 : 1
  } finally {
    await updates.close()
  }
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
 * @param {NodeJS.ProcessEnv} env names the publisher
 * @param {boolean} isStandIn
 * @returns {Promise<string>} their folder
 */
async function buildPackages(env, isStandIn) {
  const publisher = readPublisher(env, { isStandIn })
  // Under a private one only root could use what is installed.
  process.umask(0o022)
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
  // The last package manager's mark: who starts the folder itself has installed nothing.
  await rm(join(output, 'linux-unpacked', 'resources', 'package-type'), { force: true })
  if (publisher.updates !== undefined) {
    const { signUpdateFiles } = await import('./updates.mjs')
    const { key: publicKey } = publisher.updates
    await signUpdateFiles(output, { secret: env.GALLEON_UPDATE_SECRET, publicKey })
  }
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
