import assert from 'node:assert/strict'
import { readdir, readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { killChild } from '../set-up/children.mjs'
import { errorCode } from '../set-up/error-code.mjs'

/** Longest that the window may take to start, and a download of the demo to end. */
const LIMIT_MS = 60_000

/** Where packages of package managers lie. */
const program = '/opt/Galleon/galleon-window'

/**
 * What the namespace begins with: it outlives the program, which may start itself again.
 */
const keep = '"$@"; while sleep 1; do :; done'

/**
 * The window of an installed package.
 *
 * @typedef {object} InstalledWindow
 * @property {import('@playwright/test').Page} page
 * @property {() => Promise<import('@playwright/test').Page>} restarted resolves with the page of the program that this one
 *   starts at its end
 * @property {() => Promise<void>} requireSandbox see `requireSandbox`
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
  const env = { DISPLAY: display }
  const file = join(root.folder, 'home/user/.local/share/galleon/window/DevToolsActivePort')
  await rm(file, { force: true })
  const child = root.asUser(env, 'sh', '-c', keep, 'sh', program, '--remote-debugging-port=0')
  const addresses = followAddresses(file, child)
  let main = await mainOf(child)
  let { browser, page } = await openPage(await addresses.next())
  return {
    page,
    async restarted() {
      await untilGone(main)
      await browser.close()
      ;({ browser, page } = await openPage(await addresses.next()))
      main = await mainOf(child)
      return page
    },
    requireSandbox: () => requireSandbox(child),
    async quit() {
      await browser.close()
      process.kill(main, 'SIGTERM')
      await untilGone(main)
      const ended = new Promise((resolve) => child.once('exit', resolve))
      killChild(child)
      await ended
    },
  }
}

/**
 * The addresses that the programs of a child are driven by, one after another. Chromium writes the one of now into a file; what
 * a program that starts itself again prints goes nowhere.
 *
 * @param {string} file
 * @param {import('node:child_process').ChildProcess} child
 */
function followAddresses(file, child) {
  let text = ''
  child.stderr?.on('data', (chunk) => {
    text += chunk
  })
  let last = ''
  return {
    async next() {
      const found = await within('the window did not start', async () => {
        if (child.exitCode !== null) throw new Error('the window ended')
        const [, port, path] =
          /^(\d+)\n(\S+)/.exec((await readFile(file, 'utf8').catch(unlessGone)) ?? '') ?? []
        const address = `ws://127.0.0.1:${port}${path}`
        return path === undefined || address === last ? undefined : address
      }).catch((cause) => {
        throw new Error(text, { cause })
      })
      last = found
      return found
    },
  }
}

/** @param {string} address */
async function openPage(address) {
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  assert.ok(context)
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  page.setDefaultTimeout(LIMIT_MS)
  return { browser, page }
}

/** @param {import('node:child_process').ChildProcess} child */
async function mainOf(child) {
  return await within('the program has no process', async () => {
    const [main] = await processesOf(child, (args) => args.startsWith(program) && !args.includes('--type='))
    return main
  })
}

/** @param {number} main */
async function untilGone(main) {
  await within('the program did not end', async () => {
    const status = await readFile(`/proc/${main}/status`, 'utf8').catch(unlessGone)
    return status === null || /^State:\tZ/m.test(status) ? true : undefined
  })
}

/**
 * Looks until something is there.
 *
 * @template T
 * @param {string} otherwise
 * @param {() => Promise<T | undefined> | T | undefined} look
 * @returns {Promise<T>}
 */
async function within(otherwise, look) {
  const until = performance.now() + LIMIT_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > until) throw new Error(otherwise)
    await wait(100)
  }
}

/**
 * Whether the page's process is locked in: a user namespace of its own, and a filter of system calls.
 *
 * @param {import('node:child_process').ChildProcess} child that the window was started by
 */
async function requireSandbox(child) {
  const pages = await processesOf(
    child,
    (args) => args.startsWith(program) && args.includes('--type=renderer'),
  )
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

/** @param {import('@playwright/test').Page} page */
async function openAbout(page) {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: 'About' }).click()
}

/**
 * The program says that it is this version.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} version
 */
export async function requireVersion(page, version) {
  await openAbout(page)
  await page.getByText(`Version ${version}`).first().waitFor()
}

/**
 * Opens what the program says of updates, and asks for a newer version.
 *
 * @param {import('@playwright/test').Page} page
 */
async function checkForUpdates(page) {
  await openAbout(page)
  await page.getByRole('button', { name: 'Check for updates' }).click()
}

/**
 * Nothing newer is offered.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function requireNewest(page) {
  await checkForUpdates(page)
  await page.getByText('This is the newest version.').waitFor()
}

/**
 * Finds the version that is offered, downloads and installs it.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} version
 */
export async function installUpdate(page, version) {
  await checkForUpdates(page)
  await page.getByText(`Version ${version} can be downloaded.`).waitFor()
  await page.getByRole('button', { name: 'Download update' }).click()
  await page.getByText(`Version ${version} is downloaded and checked.`).waitFor()
  await page.getByRole('button', { name: 'Install and restart' }).click()
}

/**
 * Processes that descend from a child.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {(args: string) => boolean} fits
 */
async function processesOf(child, fits) {
  /** @type {Map<number, { parent: number, args: string }>} */
  const all = new Map()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const [status, args] = await Promise.all([
      readFile(`/proc/${name}/status`, 'utf8').catch(() => ''),
      readFile(`/proc/${name}/cmdline`, 'latin1').catch(() => ''),
    ])
    all.set(Number(name), { parent: Number(/^PPid:\t(\d+)$/m.exec(status)?.[1] ?? 0), args })
  }
  const isBelow = (/** @type {number} */ id) => {
    let above = all.get(id)?.parent ?? 0
    while (above > 1 && above !== child.pid) above = all.get(above)?.parent ?? 0
    return above === child.pid
  }
  return [...all].filter(([id, { args }]) => fits(args) && isBelow(id)).map(([id]) => id)
}
