import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { bundleAliases } from '../tools/shared/aliases.mjs'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { programArguments, programEnv } from './launch'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** Builds the page of all components, which no package has, and serves it as a development server would. */
async function serveGallery(folder: string): Promise<{ origin: string; close(): void }> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve('src/renderer'),
    resolve: { alias: bundleAliases },
    plugins: [react(), tailwindcss()],
    build: {
      outDir: folder,
      minify: false,
      rolldownOptions: { input: resolve('src/renderer/gallery.html') },
    },
  })
  const server = createServer((request, response) => {
    const path = join(folder, new URL(request.url ?? '/', 'http://localhost').pathname)
    readFile(path).then(
      (bytes) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'font/woff2' }).end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}

/** Opens what lies above the page. Its guards of the focus are the library's, so only its colours are judged. */
async function openEach(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the menu' }).click()
  await expect(page.getByRole('menuitem')).toHaveCount(3)
  await expectAccessible(page, 'menu', 'colour')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Open the dialog' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'dialog', 'colour')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Show the toast' }).click()
  const title = page.getByText('A long title of which')
  await expect(async () => {
    // A toast that rises under the pointer ends the hint; from elsewhere the pointer comes to it again.
    await page.mouse.move(0, 0)
    await title.first().hover()
    await expect(title).toHaveCount(2, { timeout: 2000 })
  }).toPass()
  await expectAccessible(page, 'toast and hint', 'colour')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Removed 2 downloads')).toBeHidden()
}

test('every component can be read in both themes', async ({ folders }) => {
  test.skip(!isExhaustive, longWithoutCi)
  const served = await serveGallery(join(folders.data, 'page'))
  const env = programEnv(folders)
  const app = await _electron.launch({
    args: programArguments(),
    env: { ...env, ELECTRON_RENDERER_URL: served.origin, GALLEON_DEV_PAGE: 'gallery.html' },
  })
  const page = await app.firstWindow()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page, colorScheme)
    await openEach(page)
  }
  await app.close()
  served.close()
})
