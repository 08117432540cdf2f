import assert from 'node:assert/strict'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { chromium } from '@playwright/test'
import { errorCode } from '../set-up/error-code.mjs'

/** Longest that the window may take to start, and a download of the demo to end. */
const LIMIT_MS = 60_000

/**
 * The window of an installed package.
 *
 * @typedef {object} InstalledWindow
 * @property {import('@playwright/test').Page} page
 * @property {() => Promise<void>} quit resolves when the program has ended
 */

/**
 * Starts the window as the ordinary user. Its fuses let no debugger into the program itself; the page is driven as any
 * page of Chromium.
 *
 * @param {import('./debian-root.mjs').DebianRoot} root
 * @param {string} display
 * @returns {Promise<InstalledWindow>}
 */
export async function startWindow(root, display) {
  const child = root.asUser({ DISPLAY: display }, '/opt/Galleon/galleon-window', '--remote-debugging-port=0')
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const address = await new Promise((resolve, reject) => {
    let text = ''
    child.stderr?.on('data', (chunk) => {
      text += chunk
      const [, found] = /DevTools listening on (ws:\S+)/.exec(text) ?? []
      if (found !== undefined) resolve(found)
    })
    void ended.then(() => reject(new Error(`the window ended: ${text}`)))
    setTimeout(() => reject(new Error(`the window did not start: ${text}`)), LIMIT_MS).unref()
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  assert.ok(context)
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  page.setDefaultTimeout(LIMIT_MS)
  return {
    page,
    async quit() {
      await browser.close()
      const [main] = await processesOf('/opt/Galleon/galleon-window', (args) => !args.includes('--type='))
      assert.ok(main)
      process.kill(main, 'SIGTERM')
      await ended
    },
  }
}

/**
 * Whether the page's process is locked in: a user namespace of its own, and a filter of system calls.
 *
 * @returns {Promise<void>}
 */
export async function requireSandbox() {
  const pages = await processesOf('/opt/Galleon/galleon-window', (args) => args.includes('--type=renderer'))
  const own = await readlink('/proc/self/ns/user')
  const facts = await Promise.all(
    pages.map((id) =>
      Promise.all([readFile(`/proc/${id}/status`, 'utf8'), readlink(`/proc/${id}/ns/user`)]).catch(
        unlessGone,
      ),
    ),
  )
  const present = facts.filter((one) => one !== null)
  assert.ok(present.length > 0, 'no process of a page was found')
  for (const [status, namespace] of present) {
    assert.match(status, /^Seccomp:\t2$/m)
    assert.notEqual(namespace, own)
  }
}

/**
 * A process that starts another one may end between the list of them and the look at it.
 *
 * @param {unknown} error
 * @returns {null}
 */
function unlessGone(error) {
  const code = errorCode(error)
  if (code !== 'ENOENT' && code !== 'ESRCH') throw error
  return null
}

/**
 * Downloads the first galleries of the demo, as a user would.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function downloadDemo(page) {
  await page.getByRole('button', { name: 'Try it with the built-in demo gallery' }).click()
  const dialog = page.getByRole('dialog', { name: 'New download' })
  await dialog.getByRole('textbox', { name: 'To page' }).fill('5511')
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  const row = page.getByRole('grid').getByRole('row').filter({ hasText: '5510' })
  await row.getByText('Finished', { exact: true }).waitFor()
}

/**
 * Finds the version that is offered, and downloads it.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function downloadUpdate(page) {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: 'About' }).click()
  await page.getByRole('button', { name: 'Check for updates' }).click()
  await page.getByText('Version 9.9.9 can be downloaded.').waitFor()
  await page.getByRole('button', { name: 'Download update' }).click()
  await page.getByText('Version 9.9.9 is downloaded and checked.').waitFor()
}

/**
 * @param {string} program
 * @param {(args: string) => boolean} fits
 */
async function processesOf(program, fits) {
  const found = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const args = await readFile(`/proc/${name}/cmdline`, 'latin1').catch(() => '')
    if (args.startsWith(program) && fits(args)) found.push(Number(name))
  }
  return found
}
