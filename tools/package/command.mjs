import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { requireBuild } from '../build/build.mjs'
import { ensureElectron } from '../set-up/electron.mjs'
import { ensureModules } from '../set-up/modules.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { readPublisher } from './publisher.mjs'
import { readSigningKey, signUpdateFiles } from './sign-updates.mjs'

/**
 * `npm run dist`: the packages of the system that it runs on.
 *
 * @param {readonly string[]} args `--stand-in`: with the development runtime and tools of this system, never for release;
 *   `--check`: the same, then installs and uses one; `--sign FOLDER`: signs the update files of packages that were built,
 *   `--staging N` with the share of machines that are offered them
 * @returns {Promise<number>} exit code
 */
export async function runDist(args) {
  const options = readOptions(args)
  if (options.sign !== undefined) {
    await signFolder(options.sign, options.staging)
    return 0
  }
  await ensureModules()
  if (options.check) return await buildAndCheck()
  const { output, isUpdatable } = await buildPackages(process.env, { isStandIn: options['stand-in'] })
  if (isUpdatable) await signBuild(output, process.env)
  console.log(`\n${await listSizes(output)}`)
  return 0
}

/** @param {readonly string[]} args */
function readOptions(args) {
  const flag = { type: /** @type {const} */ ('boolean'), default: false }
  const text = { type: /** @type {const} */ ('string') }
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'stand-in': flag, check: flag, sign: text, staging: text },
    })
    const { sign, staging } = values
    if (sign === undefined && staging !== undefined) throw new Error('--staging belongs to --sign')
    if (sign !== undefined && (values.check || values['stand-in'])) throw new Error('--sign stands alone')
    if (staging !== undefined && !(/^\d{1,3}$/.test(staging) && Number(staging) <= 100)) {
      throw new Error('--staging is a number from 0 to 100')
    }
    return { ...values, staging: staging === undefined ? undefined : Number(staging) }
  } catch (error) {
    throw new SetupFailure(error instanceof Error ? error.message : String(error), [
      'the options are --stand-in, --check, and --sign FOLDER with --staging N',
    ])
  }
}

/** @param {NodeJS.ProcessEnv} env */
function signingKeys({ GALLEON_UPDATE_SECRET: secret, GALLEON_UPDATE_KEY: publicKey = '' }) {
  return { secret, publicKey }
}

/**
 * @param {string} folder
 * @param {number | undefined} staging
 */
async function signFolder(folder, staging) {
  const names = await signUpdateFiles(folder, readSigningKey(signingKeys(process.env)), staging)
  console.log(`Signed: ${names.join(', ')}`)
}

/**
 * @param {string} output folder of the packages
 * @param {NodeJS.ProcessEnv} env
 */
async function signBuild(output, env) {
  if (env.GALLEON_UPDATE_SECRET) await signUpdateFiles(output, readSigningKey(signingKeys(env)))
  else console.log(`\nNot signed yet, so no program takes them:  npm run dist -- --sign ${output}`)
}

/** Builds packages of this version, and an older one, and uses them. */
async function buildAndCheck() {
  // Only now: what they need comes by `npm ci`.
  const [{ checkPackages }, { OLDER }, { startUpdateSite }] = await Promise.all([
    import('./check.mjs'),
    import('./check-installed.mjs'),
    import('./update-site.mjs'),
  ])
  const updates = await startUpdateSite()
  process.umask(0o077)
  try {
    const env = { ...process.env, ...updates.env }
    const { output: older } = await buildPackages(env, { isStandIn: true, version: OLDER, targets: ['deb'] })
    const { output } = await buildPackages(env, { isStandIn: true })
    await signBuild(output, env)
    console.log(`\n${await listSizes(output)}`)
    await updates.publish(output)
    return (await checkPackages({ output, older, publicKey: env.GALLEON_UPDATE_KEY })) ? 0 : 1
  } finally {
    await updates.close()
  }
}

/**
 * Builds packages, from nothing: what an earlier build left in its folder would get into these.
 *
 * @param {NodeJS.ProcessEnv} env names the publisher
 * @param {{ isStandIn: boolean, version?: string, targets?: readonly string[] }} build absent: the version of package.json, all
 *   targets of this system
 * @returns {Promise<{ output: string, isUpdatable: boolean }>} their folder; whether they ask their publisher for newer ones
 */
async function buildPackages(env, { isStandIn, version, targets }) {
  const publisher = readPublisher(env, { isStandIn })
  // Hours later a wrong key would leave packages that no program takes
  if (publisher.updates !== undefined && env.GALLEON_UPDATE_SECRET) readSigningKey(signingKeys(env))
  // Under a private one only root could use what is installed.
  process.umask(0o022)
  const electron = await chooseElectron(isStandIn)
  await requireBuild()
  const made = join(projectFolder, 'out', 'package')
  const name = ['stand-in', ...(version ? [version] : [])].join('-')
  const output = join(projectFolder, 'release', ...(isStandIn ? [name] : []))
  await rm(output, { recursive: true, force: true })
  const { makeParts } = await import('./make-parts.mjs')
  await makeParts(made)
  const { prepareStandIns, standIns } = await import('./stand-in-tools.mjs')
  if (isStandIn) Object.assign(process.env, await prepareStandIns(join(made, 'tools')))

  const { build, Platform } = await import('electron-builder')
  const { packageConfig, targetsOf } = await import('./config.mjs')
  await build({
    projectDir: projectFolder,
    config: packageConfig({ electron, isStandIn, publisher, made, output, ...(version ? { version } : {}) }),
    targets: Platform.current().createTarget([...(targets ?? targetsOf(process.platform))]),
    publish: 'never',
  })
  // The last package manager's mark: who starts the folder itself has installed nothing.
  await rm(join(output, 'linux-unpacked', 'resources', 'package-type'), { force: true })
  if (isStandIn) {
    console.log(`\nNever for release: Electron ${electron.version} stands in for the official one.`)
    if (process.platform === 'linux') console.log(standIns.map((line) => `  ${line}`).join('\n'))
  }
  return { output, isUpdatable: publisher.updates !== undefined }
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
