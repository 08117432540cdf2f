import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { captureChild } from '../set-up/children.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'
import { checkInstalled } from './check-installed.mjs'

/** The sign of a fuse that is on: the digit one. */
const ENABLED = 0x31

/** Files of each package that are looked at. */
const looked = ['LICENSES.third-parties.md', 'galleon', 'resources/app-update.yml', 'resources/package-type']

/**
 * A command that unpacks those files of a package into the folder that it runs in; it may lack the last one
 *
 * @type {Readonly<Record<string, (file: string) => readonly string[]>>}
 */
const unpack = {
  'tar.gz': (file) => [
    'bsdtar',
    '-xf',
    file,
    '--strip-components',
    '1',
    ...looked.map((path) => `*/${path}`),
  ],
  zip: (file) => ['bsdtar', '-xf', file, ...looked],
  AppImage: (file) => [
    'unsquashfs',
    '-no-progress',
    '-offset',
    '4096',
    '-force',
    '-dest',
    '.',
    file,
    ...looked,
  ],
  deb: (file) => ['sh', '-c', `dpkg-deb --fsys-tarfile "$0" | bsdtar -xf - ${installed.join(' ')}`, file],
  rpm: (file) => ['bsdtar', '-xf', file, ...installed],
  pacman: (file) => ['bsdtar', '-xf', file, ...installed],
}
const installed = ['--strip-components', '3', ...looked.map((path) => `./opt/Galleon/${path}`)]

/**
 * What is checked.
 *
 * @typedef {object} Built
 * @property {string} output folder of the packages
 * @property {string} older folder of a deb of an older version
 * @property {string} publicKey that updates are signed for
 */

/**
 * Checks packages by using them: what each says of updates, what is published of them, and one of them installed in an empty
 * Debian.
 *
 * @param {Built} built
 * @returns {Promise<boolean>}
 */
export async function checkPackages({ output, older, publicKey }) {
  let passed = 0
  /** @type {Step} */
  const step = async (title, work) => {
    const started = performance.now()
    await work()
    passed += 1
    console.log(`  ✓ ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  }
  console.log('\nChecking:')
  try {
    const names = await readdir(output)
    await step('folder: the fuses of Electron, and no page of its own', () =>
      checkFuses(join(output, 'linux-unpacked')),
    )
    for (const format of Object.keys(unpack)) {
      await step(`${format}: holds the program, and knows how it is updated`, () =>
        checkPackage(output, names, format),
      )
    }
    await step('updates: signed, each package with its hash', () => checkPublished(output, names, publicKey))
    await withTemporaryFolder('package', (folder) => checkInstalled({ output, older, folder, step }))
  } catch (error) {
    console.error(error)
    console.log(`\n${passed} passed, 1 failed`)
    return false
  }
  console.log(`\n${passed} passed, 0 failed`)
  return true
}

/** @typedef {(title: string, work: () => Promise<void>) => Promise<void>} Step stops at the first failure */

/**
 * The program takes no debugger and no options for Node, and loads no other archive.
 *
 * @param {string} unpacked folder
 */
async function checkFuses(unpacked) {
  const wire = await getCurrentFuseWire(join(unpacked, 'galleon-window'))
  const on = (/** @type {FuseV1Options} */ fuse) => Number(wire[fuse]) === ENABLED
  assert.ok(on(FuseV1Options.RunAsNode), 'the terminal is Electron as Node')
  assert.ok(on(FuseV1Options.OnlyLoadAppFromAsar))
  assert.ok(on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation))
  assert.ok(!on(FuseV1Options.EnableNodeOptionsEnvironmentVariable))
  assert.ok(!on(FuseV1Options.EnableNodeCliInspectArguments))
  assert.ok(!on(FuseV1Options.GrantFileProtocolExtraPrivileges))
  assert.ok(!existsSync(join(unpacked, 'resources', 'default_app.asar')))
  assert.ok(!existsSync(join(unpacked, 'resources', 'package-type')), 'no package manager installed it')
}

/**
 * Each package says how it was installed, or that no updater replaces it: what another one said would make the updater
 * install the wrong format.
 *
 * @param {string} output
 * @param {readonly string[]} names
 * @param {string} format
 */
async function checkPackage(output, names, format) {
  const name = names.find((one) => one.endsWith(`.${format}`))
  assert.ok(name, `no ${format} was built`)
  assert.match(name, /stand-in/, 'a package for tests is marked')
  await withTemporaryFolder('package', async (folder) => {
    const [command = '', ...args] = unpack[format]?.(join(output, name)) ?? []
    await captureChild(command, args, { cwd: folder })
    const [licences = '', launcher = '', updates = '', type] = await Promise.all(
      looked.map((path) => readFile(join(folder, path), 'utf8').catch(() => undefined)),
    )
    assert.match(licences, /^## undici - /m)
    assert.match(launcher, /ELECTRON_RUN_AS_NODE=1/)
    assert.match(updates, /^updaterCacheDirName: galleon-updater$/m)
    assert.equal(type, ['deb', 'rpm', 'pacman'].includes(format) ? format : undefined)
  })
}

/**
 * The update file that was built is signed, and names packages that were built, by the hashes that programs will compare.
 *
 * @param {string} output
 * @param {readonly string[]} names
 * @param {string} publicKey
 */
async function checkPublished(output, names, publicKey) {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  const text = await readFile(join(output, 'latest-linux.yml'))
  const signature = await readFile(join(output, 'latest-linux.yml.sig'), 'utf8')
  assert.ok(verify(null, text, key, Buffer.from(signature, 'base64')))
  const named = [...text.toString().matchAll(/^ {2}- url: (\S+)\n {4}sha512: (\S+)$/gm)]
  for (const [, name = '', sha512] of named) {
    assert.ok(names.includes(name), `${name} was not built`)
    const hash = createHash('sha512').update(await readFile(join(output, name)))
    assert.equal(hash.digest('base64'), sha512, name)
  }
  const formats = named.map(([, name = '']) => name.replace(/.*\./, '')).toSorted()
  assert.deepEqual(formats, ['AppImage', 'deb', 'pacman', 'rpm'])
}
