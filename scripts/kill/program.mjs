import { spawn } from 'node:child_process'

/**
 * The terminal program in a group of processes of its own.
 *
 * @param {string} cli path of the built program
 * @param {readonly string[]} args
 */
export function startProgram(cli, args) {
  const child = spawn(process.execPath, [cli, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  let told = ''
  let onTold = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      told += text
      onTold()
    })
  }
  const ended = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, told }))
  })
  return {
    /** @type {Promise<{ code: number | null, signal: string | null, told: string }>} */
    ended,
    get told() {
      return told
    },
    /** Called whenever it has told something. */
    onTold(listener) {
      onTold = listener
    },
    /** Ends the whole group at once, without a chance to clean up. */
    kill() {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    },
  }
}
