import { electronEnv, ensureElectron } from '../set-up/electron.mjs'
import { findProgram } from '../set-up/find-program.mjs'
import { startVirtualDisplay } from '../set-up/system/display.mjs'
import { ensureLibraries } from '../set-up/system/libraries.mjs'

/** Windows that are tested side by side. Each gets a display of its own: on one, each takes the other's focus. */
const DISPLAYS = 2

/**
 * Brings everything that window tests need: Electron, libraries, fonts and, on Linux, virtual displays.
 *
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => void }>} `env` for children: `DISPLAY`, and all virtual ones
 *   in `GALLEON_TEST_DISPLAYS`, separated by spaces; `close` ends them
 */
export async function prepareTestWindow() {
  const electron = await ensureElectron()
  await ensureLibraries(electron.folder, { forTests: true })
  const { env, close } = await chooseDisplays()
  return { env: { ...env, ...electronEnv(electron, env) }, close }
}

async function chooseDisplays() {
  if (process.platform !== 'linux' || findProgram('Xvfb') === undefined)
    return { env: process.env, close: () => {} }
  const displays = await Promise.all(Array.from({ length: DISPLAYS }, startVirtualDisplay))
  // A test must not open windows on the desktop of the user who runs it.
  const { WAYLAND_DISPLAY: _desktop, ...env } = process.env
  return {
    env: {
      ...env,
      DISPLAY: displays[0]?.name,
      GALLEON_TEST_DISPLAYS: displays.map((display) => display.name).join(' '),
    },
    close: () => {
      for (const display of displays) display.close()
    },
  }
}
