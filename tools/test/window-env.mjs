import { startVirtualDisplay } from '../set-up/display.mjs'
import { electronEnv, ensureElectron } from '../set-up/electron.mjs'
import { ensureLibraries } from '../set-up/libraries.mjs'

/**
 * Brings everything that window tests need: Electron, libraries, fonts and, without a display, a virtual one.
 *
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => void }>} `env` for children; `close` ends the display
 */
export async function prepareTestWindow() {
  const electron = await ensureElectron()
  await ensureLibraries(electron.folder, { forTests: true })
  const { env, close } = await chooseDisplay()
  return { env: { ...env, ...electronEnv(electron, env) }, close }
}

async function chooseDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY) return { env: process.env, close: () => {} }
  const display = await startVirtualDisplay()
  // A test must not open windows on the desktop of the user who runs it.
  const { WAYLAND_DISPLAY: _desktop, ...env } = process.env
  return { env: { ...env, DISPLAY: display.name }, close: display.close }
}
