import { killChild, startChild } from '../set-up/children.mjs'

/**
 * Starts the script of a site in a process of its own, so that its work is not counted as Galleon's.
 *
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<{ line: string, stop: () => void }>} `line`: where it listens, as the script reported it
 */
export async function startSiteProcess(script, ...args) {
  const child = startChild(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const line = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${script} ended with code ${code}`)))
    child.stdout?.once('data', (text) => resolve(String(text).trim()))
  })
  return { line, stop: () => killChild(child) }
}

/**
 * For the script of such a process: reports where it listens, and ends with its standard input, also when the parent is
 * killed.
 *
 * @param {string | number} line
 */
export function reportSite(line) {
  process.stdout.write(`${line}\n`)
  process.stdin.on('end', () => process.exit()).resume()
}
