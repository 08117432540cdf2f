import assert from 'node:assert/strict'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makePicture } from '../../test/site/pictures.mjs'
import { startSite } from '../../test/site/site.mjs'
import { killChildren } from '../set-up/children.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { startVirtualDisplay } from '../set-up/system/display.mjs'
import { downloadDemo, installUpdate, requireNewest, requireVersion, startWindow } from './check-window.mjs'
import { makeDebianRoot } from './debian-root.mjs'

/** The version that is replaced. */
export const OLDER = '0.0.1'

/** Pictures of the demo: two galleries of it, and all that are there to be saved. */
const demoPictures = { first: 11, all: 87 }

/**
 * @typedef {import('./debian-root.mjs').DebianRoot} DebianRoot
 * @typedef {{ output: string, older: string, folder: string, step: import('./check.mjs').Step }} Installing `folder`: an
 *   empty one; `older`: that of a deb of an older version
 */

/**
 * The life of a package in an empty Debian: installed with what it declares, used by an ordinary user in window and
 * terminal, upgraded while it downloads, updated from its own window, removed.
 *
 * @param {Installing} installing
 */
export async function checkInstalled({ output, older, folder, step }) {
  const { version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'))
  const root = await makeDebianRoot(join(folder, 'root'))
  await mkdir(join(root.folder, 'packages'))
  for (const [from, name] of [
    [output, 'galleon.deb'],
    [older, 'older.deb'],
  ]) {
    const deb = (await readdir(from ?? '')).find((one) => one.endsWith('.deb')) ?? ''
    await cp(join(from ?? '', deb), join(root.folder, 'packages', name ?? ''))
  }
  const display = await startVirtualDisplay()
  const site = await startHeldSite()
  try {
    await step('deb: an older version installs with what it declares', () =>
      install(root, 'older.deb', OLDER),
    )
    await step('terminal: all recipes, and the demo', () => checkTerminal(root))
    const window = await startWindow(root, display.name)
    await step('window: its pages are locked in, and the demo is downloaded', async () => {
      await window.requireSandbox()
      await downloadDemo(window.page)
      assert.equal((await picturesBelow(root, 'Downloads/Galleon')).length, demoPictures.first)
    })
    await step('link: it fills New download and starts nothing', () =>
      checkLink(root, display.name, window.page),
    )
    await step('upgrade: a running task continues', async () => {
      const task = capture(root.asUser({}, 'galleon', 'get', `${site.origin}/g/[1-3].html`, '-o', 'held'))
      await site.asked('/i/3-1.png')
      await install(root, 'galleon.deb', version)
      site.release()
      const { code, output: said } = await task
      assert.equal(code, 0, said)
      assert.equal((await picturesBelow(root, 'held')).length, 6)
      await window.quit()
    })
    await step(
      'after the upgrade: what is new is shown, the list is kept, and nothing newer is offered',
      async () => {
        // The daily question would come between those of the check
        const settings = `echo '{"checkForUpdates":false}' > ~/.local/share/galleon/config.json`
        await must(capture(root.asUser({}, 'sh', '-c', settings)))
        const again = await startWindow(root, display.name)
        await closeNews(again.page, version)
        await again.page.getByRole('grid').getByRole('row').filter({ hasText: '1–3' }).waitFor()
        await requireNewest(again.page)
        await again.quit()
      },
    )
    await step('update: the older version finds, installs and starts the published one', async () => {
      await install(root, 'older.deb', OLDER)
      await allowSudo(root)
      const older = await startWindow(root, display.name)
      await installUpdate(older.page, version)
      const page = await older.restarted()
      assert.equal(await installedVersion(root), version)
      await requireVersion(page, version)
      await older.requireSandbox()
      await older.quit()
    })
    await step('removal: nothing but the files of the user stays', () => checkRemoval(root))
  } finally {
    await site.close()
    display.close()
    // A window that a failed step left would keep this program alive
    killChildren()
  }
}

/**
 * @param {DebianRoot} root
 * @param {string} file
 * @param {string} version that is installed then
 */
async function install(root, file, version) {
  await must(root.asRoot('apt-get', 'update', '-qq'))
  const options = ['-y', '-qq', '--no-install-recommends', '--allow-downgrades']
  await must(root.asRoot('apt-get', 'install', ...options, `/packages/${file}`))
  assert.equal(await installedVersion(root), version)
}

/** @param {DebianRoot} root */
async function installedVersion(root) {
  return (await must(root.asRoot('dpkg-query', '-W', '-f', '${Version}', 'galleon'))).output
}

/**
 * Lets the user become root without a password: no one is there to type it.
 *
 * @param {DebianRoot} root
 */
async function allowSudo(root) {
  await must(root.asRoot('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'sudo'))
  await writeFile(join(root.folder, 'etc', 'sudoers.d', 'user'), 'user ALL=(ALL) NOPASSWD: ALL\n', {
    mode: 0o440,
  })
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} version
 */
async function closeNews(page, version) {
  await page.getByRole('dialog', { name: version }).waitFor()
  await page.keyboard.press('Escape')
}

/** @param {DebianRoot} root */
async function checkTerminal(root) {
  const recipes = await must(capture(root.asUser({}, 'galleon', 'recipes')))
  for (const name of ['blogger', 'piwigo', 'xkcd', 'automatic'])
    assert.match(recipes.output, new RegExp(`^${name}`, 'm'))
  const demo = await capture(root.asUser({}, 'galleon', 'demo'))
  assert.match(demo.output + demo.errors, /missing on purpose/)
  assert.equal((await picturesBelow(root, 'galleon-demo')).length, demoPictures.all)
  const completed = 'COMP_WORDS=(galleon ver); COMP_CWORD=1; . /usr/share/bash-completion/completions/galleon'
  const shell = await capture(
    root.asUser({}, 'bash', '-c', `${completed}; _galleon; echo "\${COMPREPLY[*]}"`),
  )
  assert.equal(shell.output.trim(), 'verify')
  await requireNoCopies(root)
}

/**
 * Electron copies a file of an archive to the temporary folder when it is opened there, and leaves the copy.
 *
 * @param {DebianRoot} root
 */
async function requireNoCopies(root) {
  const names = await readdir(join(root.folder, 'tmp'))
  assert.deepEqual(
    names.filter((name) => name.startsWith('.org.chromium.')),
    [],
  )
}

/**
 * @param {DebianRoot} root
 * @param {string} display
 * @param {import('@playwright/test').Page} page
 */
async function checkLink(root, display, page) {
  const address = 'https://example.org/gallery/7.html'
  const link = `galleon://add?url=${encodeURIComponent(address)}`
  await must(capture(root.asUser({ DISPLAY: display }, 'xdg-open', link)))
  const dialog = page.getByRole('dialog', { name: 'New download' })
  await dialog.getByRole('textbox', { name: 'Address' }).waitFor()
  assert.equal(await dialog.getByRole('textbox', { name: 'Address' }).inputValue(), address)
  await page.keyboard.press('Escape')
  assert.doesNotMatch((await must(capture(root.asUser({}, 'galleon', 'list')))).output, /example\.org/)
}

/** @param {DebianRoot} root */
async function checkRemoval(root) {
  await must(root.asRoot('apt-get', 'purge', '-y', '-qq', 'galleon'))
  const own = ['-path', '/proc', '-o', '-path', '/dev', '-o', '-path', '/home', '-o', '-path', '/packages']
  const found = await must(
    root.asRoot('find', '/', '(', ...own, ')', '-prune', '-o', '-iname', '*galleon*', '-print'),
  )
  assert.equal(found.output, '')
  assert.ok((await picturesBelow(root, 'galleon-demo')).length > 0)
}

/** A site of three galleries with two pictures each; the last gallery's come whole only once they are released. */
async function startHeldSite() {
  /** @type {() => void} */
  let release = () => {}
  /** @type {Promise<void>} */
  const until = new Promise((resolve) => {
    release = resolve
  })
  const site = await startSite({
    content(path) {
      const [, page] = /^\/g\/(\d)\.html$/.exec(path) ?? []
      if (page !== undefined) {
        const body = `<title>Held ${page}</title>${[1, 2].map((n) => `<img src="/i/${page}-${n}.png">`).join('')}`
        return { type: 'text/html', body: Buffer.from(body) }
      }
      return path.startsWith('/i/') ? { type: 'image/png', body: makePicture(path, 40_000) } : null
    },
    fault: ({ path }) => (path.startsWith('/i/3-') ? { kind: 'hold', until } : null),
  })
  return { ...site, release }
}

/**
 * @param {DebianRoot} root
 * @param {string} folder below the user's home
 */
async function picturesBelow(root, folder) {
  const names = await readdir(join(root.folder, 'home', 'user', folder), { recursive: true })
  return names.filter((name) => /\.(?:jpg|png|gif)$/.test(name))
}

/** @param {import('node:child_process').ChildProcess} child */
async function capture(child) {
  let output = ''
  let errors = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    errors += chunk
  })
  /** @type {number} */
  const code = await new Promise((resolve) => child.once('close', (end) => resolve(end ?? 1)))
  return { code, output, errors }
}

/**
 * @template {{ code: number, output: string, errors: string }} T
 * @param {Promise<T>} running
 */
async function must(running) {
  const done = await running
  assert.equal(done.code, 0, done.output + done.errors)
  return done
}
