import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { captureChild } from '../children.mjs'
import { findProgram } from '../find-program.mjs'
import { SetupFailure } from '../setup-failure.mjs'
import { aptCommand, installPackages, pickPackages } from './apt.mjs'

/**
 * Debian and Ubuntu packages which together bring every shared library of Electron.
 *
 * Each is a list of names, the newest release's first: Ubuntu 24.04 and Debian 13 renamed some.
 */
const libraryPackages = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libx11-xcb1'],
  ['libgl1'],
]
const displayPackages = [['xvfb']]
const fontPackages = [['fonts-noto-cjk'], ['fonts-dejavu-core']]

/**
 * What Chromium opens only once it runs, so that ldd is silent about it: without it Electron ends by SIGTRAP
 * and says nothing.
 */
const openedLater = ['libX11-xcb.so.1']

/**
 * Whatever the windowed app needs from the system.
 *
 * @typedef {{ libraries: string[], display: boolean, fonts: boolean }} Missing
 */

/**
 * Makes sure that Electron can run: shared libraries and, for tests, a virtual display and fonts.
 *
 * Root on a system with apt gets them installed; other users get the exact command.
 *
 * @param {string} electronFolder
 * @param {{ forTests: boolean }} options
 */
export async function ensureLibraries(electronFolder, { forTests }) {
  if (process.platform !== 'linux') return
  const missing = await findMissing(electronFolder, forTests)
  if (isComplete(missing)) return
  const packages = packagesFor(missing)
  if (findProgram('apt-get') === undefined) return complain(missing, whyNoApt(missing))
  if (process.getuid?.() !== 0) {
    return complain(missing, [`run:  ${aptCommand(await pickPackages(packages), 'sudo ')}`])
  }
  console.error('Installing system libraries with apt (up to a minute) …')
  const { code, names, errors } = await installPackages(packages)
  if (code !== 0) throw aptFailure(names, errors)
  const still = await findMissing(electronFolder, forTests)
  if (!isComplete(still)) complain(still, ['apt installed its packages, yet these are still missing'])
}

/**
 * @param {string} electronFolder
 * @param {boolean} forTests
 * @returns {Promise<Missing>}
 */
async function findMissing(electronFolder, forTests) {
  return {
    libraries: await findMissingLibraries(electronFolder),
    display: forTests && !process.env.DISPLAY && findProgram('Xvfb') === undefined,
    fonts: forTests && !(await hasFonts()),
  }
}

/** @param {Missing} missing */
function isComplete({ libraries, display, fonts }) {
  return libraries.length === 0 && !display && !fonts
}

/** @param {string} electronFolder */
async function findMissingLibraries(electronFolder) {
  const names = await readdir(electronFolder)
  const files = names.filter((name) => name === 'electron' || /\.so(\.\d+)*$/.test(name))
  const listing = await captureChild(
    'ldd',
    files.map((name) => join(electronFolder, name)),
    {
      env: { ...process.env, LC_ALL: 'C' },
    },
  )
  return [...parseLdd(listing.output), ...findUnlisted(listing.output, openedLater)]
}

/**
 * Those of `names` that lie in no folder from which the loader took another library.
 *
 * Those folders hold libraries of Electron's own architecture, wherever the distribution keeps them; the
 * loader's cache would also name a 32-bit copy, which is of no use.
 *
 * @param {string} listing of ldd; when it names no folder at all, nothing can be said and nothing is missing
 * @param {readonly string[]} names
 * @param {NodeJS.ProcessEnv} env
 */
export function findUnlisted(listing, names, env = process.env) {
  const used = [...listing.matchAll(/ => (\/.+) \(0x[0-9a-f]+\)$/gm)].map((match) => dirname(match[1] ?? ''))
  if (used.length === 0) return []
  const preferred = (env.LD_LIBRARY_PATH ?? '').split(/[:;]/).filter((folder) => folder !== '')
  const folders = [...new Set([...preferred, ...used])]
  return names.filter((name) => !folders.some((folder) => existsSync(join(folder, name))))
}

/**
 * The libraries that ldd did not find, sorted, each once.
 *
 * @param {string} listing
 */
export function parseLdd(listing) {
  const found = [...listing.matchAll(/^\s*(\S+) => not found/gm)].flatMap((match) => match[1] ?? [])
  return [...new Set(found)].toSorted()
}

/** Whether Latin and Chinese text can be drawn: a picture of empty boxes proves nothing. */
async function hasFonts() {
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(process.env.HOME ?? '/', '.fonts')]
  const names = []
  for (const folder of folders) {
    if (existsSync(folder)) names.push(...(await readdir(folder, { recursive: true })))
  }
  return (
    names.some(
      (name) =>
        /(?:Noto|Source ?Han|WenQuanYi|wqy|Droid ?Sans ?Fallback).*\.(?:ttc|otf|ttf)$/i.test(name) &&
        /CJK|Han|wqy|Fallback/i.test(name),
    ) && names.some((name) => /(?:DejaVuSans|Liberation|NotoSans-|Roboto).*\.(?:ttf|otf)$/i.test(name))
  )
}

/** @param {Missing} missing */
function packagesFor(missing) {
  return [
    ...(missing.libraries.length > 0 ? libraryPackages : []),
    ...(missing.display ? displayPackages : []),
    ...(missing.fonts ? fontPackages : []),
  ]
}

/**
 * The command that brings every library of Electron, for a user whose Electron does not run.
 *
 * @returns {Promise<string | undefined>} undefined on a system without apt
 */
export async function libraryCommand() {
  if (process.platform !== 'linux' || findProgram('apt-get') === undefined) return undefined
  return aptCommand(await pickPackages(libraryPackages), process.getuid?.() === 0 ? '' : 'sudo ')
}

/** @param {Missing} missing */
function whyNoApt(missing) {
  return [
    'this system has no apt-get, so its own package manager must bring them:',
    missing.libraries.length > 0
      ? 'GTK 3, NSS, ALSA, GBM and X11-xcb (Fedora: gtk3 nss alsa-lib mesa-libgbm libX11-xcb)'
      : '',
    missing.display ? 'Xvfb (Fedora: xorg-x11-server-Xvfb; Arch: xorg-server-xvfb), or set DISPLAY' : '',
    missing.fonts ? 'the fonts Noto Sans CJK and DejaVu Sans' : '',
  ].filter((line) => line !== '')
}

/**
 * Fonts alone are no reason to stop: text is drawn, if badly.
 *
 * @param {Missing} missing
 * @param {readonly string[]} wayOut
 */
function complain(missing, wayOut) {
  const parts = [
    ...missing.libraries,
    ...(missing.display ? ['Xvfb (a virtual display)'] : []),
    ...(missing.fonts ? ['fonts for Latin and Chinese text'] : []),
  ]
  const failure = new SetupFailure(`The system lacks: ${parts.join(', ')}`, wayOut)
  if (missing.libraries.length > 0 || missing.display) throw failure
  console.error(failure.message)
}

/**
 * @param {readonly string[]} names of packages
 * @param {string} errors that apt printed
 */
function aptFailure(names, errors) {
  process.stderr.write(errors)
  return new SetupFailure(
    'The system libraries could not be installed: apt failed; its own words stand above.',
    [
      'is there a connection to the Debian or Ubuntu mirror? behind a proxy:  http_proxy=http://host:port npm start',
      `try it by hand:  ${aptCommand(names, '')}`,
    ],
  )
}
