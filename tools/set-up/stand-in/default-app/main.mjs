/**
 * The program inside default_app.asar: it starts the app whose folder or file stands on the command line.
 *
 * The Electron inside the stand-in package comes without one. The app is loaded by `import`, because a main
 * script that is an ES module cannot be loaded by `require` in Electron 33.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import electron from 'electron'

/**
 * With what Electron's own default app calls and its types omit.
 *
 * @typedef {import('electron').App & { setVersion(version: string): void, setAppPath(folder: string): void }} App
 */
const app = /** @type {App} */ (electron.app)

/** @type {string[]} */
const preloads = []
/** @type {string | undefined} */
let target
let showVersion = false
const given = process.argv.slice(1)
for (let at = 0; at < given.length && target === undefined; at++) {
  const argument = given[at] ?? ''
  if (argument === '--version' || argument === '-v') showVersion = true
  else if (argument === '-r' || argument === '--require') preloads.push(given[++at] ?? '')
  else if (!argument.startsWith('-')) target = argument
}

if (showVersion) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
if (target === undefined) {
  console.error('Name the folder of the app to start.')
  process.exit(1)
}

const require = createRequire(import.meta.url)
for (const preload of preloads) require(resolve(preload))

let entry = resolve(target)
let folder = dirname(entry)
if (!existsSync(entry)) {
  console.error(`There is no app at ${entry}`)
  process.exit(1)
}
if (statSync(entry).isDirectory()) {
  folder = entry
  const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (description.version) app.setVersion(description.version)
  const name = description.productName ?? description.name
  if (name) app.setName(name)
  app.setDesktopName(description.desktopName ?? `${app.getName()}.desktop`)
  entry = join(folder, description.main ?? 'index.js')
}
Object.assign(process, { defaultApp: true })
app.setAppPath(folder)
app.setPath('userData', join(app.getPath('appData'), app.getName()))
try {
  await import(pathToFileURL(entry).href)
} catch (error) {
  console.error(`The app at ${entry} could not be started:`)
  console.error(error)
  process.exit(1)
}
