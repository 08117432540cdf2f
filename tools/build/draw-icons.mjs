// Draws the icons of the app: `node tools/build/draw-icons.mjs` writes resources/icon.png, tray.png and tray@2x.png.
//
// The sources are resources/icon.svg and tray.svg: at 22 pixels only an outline can be seen. Chromium draws them, so
// this starts itself a second time inside Electron.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runChild } from '../set-up/children.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { prepareTestWindow } from '../test/window-env.mjs'

const resources = join(projectFolder, 'resources')
const icons = [
  { source: join(resources, 'icon.svg'), name: 'icon.png', edge: 512 },
  { source: join(import.meta.dirname, 'tray.svg'), name: 'tray.png', edge: 22 },
  { source: join(import.meta.dirname, 'tray.svg'), name: 'tray@2x.png', edge: 44 },
]

async function startElectron() {
  const { env, close } = await prepareTestWindow()
  const sandbox = env.NO_SANDBOX === '1' ? ['--no-sandbox'] : []
  process.exitCode = await runChild(env.ELECTRON_EXEC_PATH ?? '', [...sandbox, import.meta.filename], { env })
  close()
}

async function draw() {
  const { app, BrowserWindow } = await import('electron')
  await app.whenReady()
  const page = new BrowserWindow({ show: false }).webContents
  await page.loadURL('about:blank')
  for (const { source, name, edge } of icons) {
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
    await writeFile(join(resources, name), png.slice(png.indexOf(',') + 1), 'base64')
  }
  app.quit()
}

// Not awaited in Electron, which is ready only once its first script has ended.
if (process.versions.electron === undefined) await startElectron()
else void draw()
