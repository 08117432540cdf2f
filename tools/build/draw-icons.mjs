// Draws the icons of the app: `node tools/build/draw-icons.mjs` writes resources/icon.png, tray.png and tray@2x.png.
//
// The sources are resources/icon.svg and tray.svg: at 22 pixels only an outline can be seen. Chromium draws them, so
// this starts itself a second time inside Electron.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { captureChild } from '../set-up/children.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { prepareTestWindow } from '../test/window-env.mjs'

/** @typedef {{ source: string, file: string, edge: number }} Icon an SVG file, and the square PNG that it becomes */

const resources = join(projectFolder, 'resources')
const traySource = join(import.meta.dirname, 'tray.svg')

/** The drawing of the app's icon. */
export const iconSource = join(resources, 'icon.svg')

/**
 * @param {readonly Icon[]} icons
 * @returns {Promise<void>}
 * @throws {Error} with what Electron said, when it ended with a failure
 */
export async function drawIcons(icons) {
  const { env, close } = await prepareTestWindow()
  const sandbox = env.NO_SANDBOX === '1' ? ['--no-sandbox'] : []
  const args = [...sandbox, import.meta.filename, JSON.stringify(icons)]
  const { code, errors } = await captureChild(env.ELECTRON_EXEC_PATH ?? '', args, { env, limitMs: 60_000 })
  close()
  if (code !== 0) throw new Error(`The icons could not be drawn (exit code ${code}): ${errors}`)
}

/** @param {readonly Icon[]} icons */
async function draw(icons) {
  const { app, BrowserWindow } = await import('electron')
  await app.whenReady()
  const page = new BrowserWindow({ show: false }).webContents
  await page.loadURL('about:blank')
  for (const { source, file, edge } of icons) {
    const address = `data:image/svg+xml;base64,${await readFile(source, 'base64')}`
    /** @type {string} */
    const png = await page.executeJavaScript(`(async () => {
      const image = new Image()
      image.src = ${JSON.stringify(address)}
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: ${edge}, height: ${edge} })
      canvas.getContext('2d').drawImage(image, 0, 0, ${edge}, ${edge})
      return canvas.toDataURL('image/png')
    })()`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, png.slice(png.indexOf(',') + 1), 'base64')
  }
  app.quit()
}

if (process.versions.electron !== undefined) {
  // Not awaited: Electron is ready only once its first script has ended.
  void draw(JSON.parse(process.argv.at(-1) ?? '[]'))
} else if (process.argv[1] === import.meta.filename) {
  await drawIcons([
    { source: iconSource, file: join(resources, 'icon.png'), edge: 512 },
    { source: traySource, file: join(resources, 'tray.png'), edge: 22 },
    { source: traySource, file: join(resources, 'tray@2x.png'), edge: 44 },
  ])
}
