import { startChild } from '../children.mjs'
import { SetupFailure } from '../setup-failure.mjs'

const START_LIMIT_MS = 15_000

/**
 * Whether a window can be shown.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Throws, with the way out, when no window could be shown. */
export function requireDisplay(env = process.env, platform = process.platform) {
  if (hasDisplay(env, platform)) return
  throw new SetupFailure(
    'There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).',
    [
      'see Galleon work without a window:  npm run demo',
      'use it in the terminal:  npm run galleon -- --help',
      'run its window tests on a virtual display:  npm test',
      'over ssh, ask for a display:  ssh -X …',
    ],
  )
}

/**
 * Starts a virtual display that ends with this program.
 *
 * The server picks a free number itself and reports it on its fourth stream, so two runs never meet.
 *
 * @returns {Promise<{ name: string, close: () => void }>} `name` is the value for DISPLAY
 */
export async function startVirtualDisplay() {
  const server = startChild(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-ac', '-noreset'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  )
  let complaint = ''
  server.stderr?.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-2_000)
  })
  const number = await new Promise((resolve, reject) => {
    /** @param {string} reason */
    const fail = (reason) =>
      reject(
        new SetupFailure(`The virtual display did not start: ${reason}`, [
          'start an X server yourself and set DISPLAY',
        ]),
      )
    const limit = setTimeout(() => fail('it gave no sign of life for 15 s'), START_LIMIT_MS)
    server.once('error', (error) => fail(error.message))
    server.once('exit', (code) => fail(`Xvfb ended with code ${code}. ${complaint.trim()}`))
    let text = ''
    server.stdio[3]?.on('data', (chunk) => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(limit)
      resolve(text.trim())
    })
  })
  return { name: `:${number}`, close: () => server.kill('SIGTERM') }
}
