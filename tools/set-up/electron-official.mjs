import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { captureChild } from './children.mjs'
import { errorCode } from './error-code.mjs'
import { projectFolder } from './places.mjs'

/** A host that cannot be reached must not hold up the first start. */
const PROBE_LIMIT_MS = 6_000

const officialMirror = 'https://github.com/electron/electron/releases/download/'
const electronModule = join(projectFolder, 'node_modules', 'electron')

/** The version that package.json declares. */
export async function officialVersion() {
  return JSON.parse(await readFile(join(electronModule, 'package.json'), 'utf8')).version
}

/**
 * The executable that electron's own installer unpacked; undefined when it is absent or of another version.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findOfficial() {
  try {
    const [path, installed, version] = await Promise.all([
      readFile(join(electronModule, 'path.txt'), 'utf8'),
      readFile(join(electronModule, 'dist', 'version'), 'utf8'),
      officialVersion(),
    ])
    const executable = join(electronModule, 'dist', path)
    return installed.trim().replace(/^v/, '') === version && existsSync(executable) ? executable : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Downloads the official Electron.
 *
 * @returns {Promise<string | undefined>} why it did not work; undefined on success
 */
export async function installOfficial() {
  const refusal = await probe()
  if (refusal !== undefined) return refusal
  console.error('Fetching the official Electron …')
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ELECTRON_GET_NO_PROGRESS: '1' }
  // Its installer uses proxy variables only with this one.
  if (usesProxy()) env.ELECTRON_GET_USE_PROXY = '1'
  const done = await captureChild(process.execPath, [join(electronModule, 'install.js')], { env })
  if (done.code === 0) return undefined
  return `its installer failed: ${lastReason(done.errors)}`
}

/**
 * The address of the official Electron's archive, from the variables that electron's own installer reads.
 *
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 * @param {string} arch
 */
export function archiveAddress(version, env = process.env, platform = process.platform, arch = process.arch) {
  /** @param {string} name */
  const variable = (name) =>
    env[`NPM_CONFIG_ELECTRON_${name}`] ??
    env[`npm_config_electron_${name.toLowerCase()}`] ??
    env[`npm_package_config_electron_${name.toLowerCase()}`] ??
    env[`ELECTRON_${name}`]
  const folder = (variable('CUSTOM_DIR') ?? `v${version}`).replace('{{ version }}', version)
  const file = variable('CUSTOM_FILENAME') ?? `electron-v${version}-${platform}-${arch}.zip`
  return `${variable('MIRROR') ?? officialMirror}${folder}/${file}`
}

/**
 * Asks for the archive's head. Behind a proxy nothing is asked: Node's fetch does not use one.
 *
 * @returns {Promise<string | undefined>} why it cannot be had
 */
async function probe() {
  if (usesProxy()) return undefined
  const address = archiveAddress(await officialVersion())
  const host = URL.canParse(address) ? new URL(address).host : address
  try {
    const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT_MS) })
    return answer.ok ? undefined : `${host} answered ${answer.status} for ${address}`
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error.name === 'TimeoutError') return `${host} did not answer within ${PROBE_LIMIT_MS / 1000} s`
    return `${host} cannot be reached (${errorCode(error.cause) ?? error.message})`
  }
}

function usesProxy(env = process.env) {
  return Boolean(env.HTTPS_PROXY || env.https_proxy || env.HTTP_PROXY || env.http_proxy)
}

/**
 * The line of an installer's stack that says what happened.
 *
 * @param {string} errors
 */
export function lastReason(errors) {
  const lines = errors.split('\n').map((line) => line.trim())
  const line = lines.findLast((text) => /error:/i.test(text)) ?? lines.find((text) => text !== '')
  return (line ?? 'it gave no reason').slice(0, 300)
}
