import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawIcons, iconSource } from '../build/draw-icons.mjs'
import { captureChild } from '../set-up/children.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { copyForAll } from './permissions.mjs'

/** Edges of icons in pixels that desktops look for (freedesktop.org, Icon Theme Specification). */
const iconEdges = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512]

/** Shells that get completions. */
const shells = ['bash', 'zsh', 'fish']

/** What comes with the programs and stands in no bundle of scripts: a native module, a font, styles. */
const otherLibraries = ['@photostructure/sqlite', '@fontsource-variable/inter', 'tailwindcss']

/**
 * Makes everything of a package that is not built from the sources of the programs.
 *
 * @param {string} made an absent folder, or one of an earlier run
 * @returns {Promise<void>}
 */
export async function makeParts(made) {
  await rm(made, { recursive: true, force: true })
  await mkdir(made, { recursive: true })
  await Promise.all([makeIcons(made), makeLicences(made), makeCompletions(made), makeLauncher(made)])
}

/** @param {string} made */
async function makeIcons(made) {
  await drawIcons([
    ...iconEdges.map((edge) => ({
      source: iconSource,
      file: join(made, 'icons', `${edge}x${edge}.png`),
      edge,
    })),
    { source: iconSource, file: join(made, 'icon.png'), edge: 1024 },
  ])
}

/**
 * The terminal program of Linux.
 *
 * @param {string} made
 */
export async function makeLauncher(made) {
  await copyForAll(join(import.meta.dirname, 'galleon.sh'), join(made, 'galleon'), 'program')
}

/**
 * The project's licence, and those of everything that others wrote: those that the bundler found in what it bundled, and of what it did not see.
 *
 * @param {string} made
 */
export async function makeLicences(made) {
  const bundles = ['main', 'renderer'].map((name) => join(projectFolder, 'out', name, '.vite', 'license.md'))
  const texts = await Promise.all([
    ...bundles.map(async (file) => (await readFile(file, 'utf8')).replace(/^[^]*?(?=^## )/m, '')),
    ...otherLibraries.map(licenceOf),
  ])
  const head = [
    '# Licences of third parties',
    'Galleon contains these libraries. Those of Electron and Chromium stand in `LICENSE.electron.txt` and',
    '`LICENSES.chromium.html`.',
  ].join('\n\n')
  await writeFile(join(made, 'LICENSES.third-parties.md'), `${head}\n\n${texts.join('\n')}`)
  await copyForAll(join(projectFolder, 'LICENSE'), join(made, 'LICENSE.txt'), 'file')
}

/** @param {string} name of a package */
async function licenceOf(name) {
  const folder = join(projectFolder, 'node_modules', name)
  const [text, facts] = await Promise.all(
    ['LICENSE', 'package.json'].map((file) => readFile(join(folder, file), 'utf8')),
  )
  const { version, license } = JSON.parse(facts ?? '')
  return `## ${name} - ${version} (${license})\n\n${text}`
}

/** @param {string} made */
async function makeCompletions(made) {
  const cli = join(projectFolder, 'out', 'main', 'cli.js')
  for (const shell of shells) {
    const { code, output, errors } = await captureChild(process.execPath, [cli, 'completion', shell])
    if (code !== 0) throw new Error(`galleon completion ${shell} failed: ${errors}`)
    await writeFile(join(made, `completion.${shell}`), output)
  }
}
