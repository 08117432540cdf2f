import { dirname } from 'node:path'
import { ensureBuild, ensureCli, requireBuild } from '../build/build.mjs'
import { toolPath } from '../build/package-programs.mjs'
import { runChild } from '../set-up/children.mjs'
import { electronEnv, ensureElectron } from '../set-up/electron.mjs'
import { ensureModules } from '../set-up/modules.mjs'
import { cacheFolder, projectFolder } from '../set-up/places.mjs'
import { requireDisplay } from '../set-up/system/display.mjs'
import { ensureLibraries, libraryCommand } from '../set-up/system/libraries.mjs'
import { crashSignal, explainCrash } from './crash.mjs'

/** At a terminal, keys and Ctrl-C go to the program itself. */
/** @type {import('../set-up/children.mjs').ChildOptions} */
const interactive = { stdio: 'inherit', sharesTerminal: process.stdin.isTTY }

/**
 * Opens the window.
 *
 * @param {readonly string[]} args for the app
 * @returns {Promise<number>} exit code
 */
export async function startApp(args) {
  const env = await prepareWindow()
  await requireBuild()
  const sandbox = env.NO_SANDBOX === '1' ? ['--no-sandbox'] : []
  const electron = env.ELECTRON_EXEC_PATH ?? ''
  const code = await runChild(electron, [...sandbox, projectFolder, ...args], { ...interactive, env })
  await reportCrash(code, electron)
  return code
}

/**
 * @param {number} exitCode
 * @param {string} electron its program file
 */
async function reportCrash(exitCode, electron) {
  const signal = crashSignal(exitCode)
  if (signal === undefined) return
  const place = {
    display: process.env.WAYLAND_DISPLAY || process.env.DISPLAY || undefined,
    libraries: await libraryCommand(),
    electronFolder: process.env.ELECTRON_EXEC_PATH ? undefined : dirname(electron),
    cache: cacheFolder(),
  }
  console.error(`\n${explainCrash(signal, place)}`)
}

/**
 * Opens the window and follows changes of the sources; with `--gallery` the page that shows every component in its place.
 *
 * @param {readonly string[]} args for electron-vite, and `--gallery`
 * @returns {Promise<number>} exit code
 */
export async function developApp(args) {
  const others = args.filter((arg) => arg !== '--gallery')
  const page = others.length < args.length ? { GALLEON_DEV_PAGE: 'gallery.html' } : {}
  const env = { ...(await prepareWindow()), ...page }
  const command = [toolPath('electron-vite'), 'dev', '--watch', ...others]
  return await runChild(process.execPath, command, { ...interactive, cwd: projectFolder, env })
}

/**
 * Runs the terminal program, which needs neither Electron nor a display.
 *
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runTerminal(args) {
  return await runChild(process.execPath, [await ensureCli(), ...args], {
    ...interactive,
    // npm changes to the project's folder; file names on the command line are those of the user's folder.
    cwd: process.env.INIT_CWD ?? process.cwd(),
  })
}

/**
 * Builds out/, current or not.
 *
 * @returns {Promise<number>} exit code
 */
export async function buildApp() {
  await ensureModules()
  return (await ensureBuild({ always: true })) ? 0 : 1
}

/** @returns {Promise<NodeJS.ProcessEnv>} */
async function prepareWindow() {
  // First of all: a missing display is reported before anything is downloaded.
  requireDisplay()
  await ensureModules()
  const electron = await ensureElectron()
  await ensureLibraries(electron.folder, { forTests: false })
  return { ...process.env, ...electronEnv(electron) }
}
