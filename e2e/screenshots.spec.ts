import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'
import { palettePng } from './palette-png'
import { chooseForRow, detail, openNewDownload, startDownload, taskRow, viewer } from './screen'
import { emptyScreens, filledScreens, fillList, screenSite, setLook } from './screens'
import { words } from './words'

// Draws the pictures of the documentation: `npm run screenshots`.

const { downloads, library } = words.en
const pictures = resolve(import.meta.dirname, '../docs/pictures')

test('the pictures of the documentation', async ({ start }) => {
  test.setTimeout(180_000)
  mkdirSync(pictures, { recursive: true })
  const galleon = await start()
  const { page } = galleon
  const draw = async (name: string) => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    writeFileSync(join(pictures, `${name}.png`), await lighten(galleon, await shoot(page)))
  }
  await resize(galleon, 1440, 900)
  await setLook(page, 'en', 'light')
  const demo = await page.evaluate(() => window.galleon.invoke('startDemo', undefined))
  if (!demo.ok) throw new Error(demo.failure.detail)
  const pages = (range: string) => demo.value.address.replace(/\[[^\]]*\]/, range)

  await startDownload(galleon, pages('[5511-5513]'))
  await expect(taskRow(page, '5511–5513')).toContainText(downloads.status['finished-with-problems'], {
    timeout: 60_000,
  })
  await startDownload(galleon, pages('5514'))
  await expect(taskRow(page, '春江花月夜')).toContainText(downloads.status.finished, { timeout: 60_000 })
  await startDownload(galleon, pages('[5524-5525]'))
  const paused = taskRow(page, '5524–5525')
  await expect(paused).toContainText(/[1-9]\d? of 12/, { timeout: 60_000 })
  await chooseForRow(page, paused, downloads.action.pause)
  await expect(paused).toContainText(downloads.status.paused)
  await startDownload(galleon, pages('[5515-5517]'))
  await expect(taskRow(page, '5515–5517')).toContainText(/[1-9]\d? of /, { timeout: 60_000 })
  await startDownload(galleon, pages('[5518-5523]'))
  const running = taskRow(page, '5518–5523')
  await expect(running).toContainText(/[5-9] of /, { timeout: 60_000 })
  await expect(detail(page).locator('img').first()).toBeVisible()
  await draw('downloads-light')
  await setLook(page, 'en', 'dark')
  await draw('downloads-dark')

  await setLook(page, 'zh-CN', 'light')
  await draw('downloads-zh')
  await setLook(page, 'en', 'light')

  const dialog = await openNewDownload(page, pages('[5518-5525]'))
  await expect(dialog.locator('img')).toHaveCount(6)
  // The folder of this run says nothing to a reader.
  await dialog
    .getByText(galleon.folders.target, { exact: true })
    .evaluate((shown) => (shown.textContent = '/home/me/Pictures/Galleon'))
  await draw('new-download')
  await page.keyboard.press('Escape')

  await taskRow(page, '5511–5513').getByRole('button', { name: '1 problem' }).click()
  await expect(detail(page).getByRole('row').nth(1)).toBeVisible()
  await draw('problems')

  await expect(running).toContainText(/Finished/, { timeout: 100_000 })
  await page.keyboard.press('ControlOrMeta+2')
  const grid = page.getByRole('grid', { name: library.grid })
  await expect(grid.locator('img').nth(8)).toBeVisible()
  await draw('library')
  await grid
    .getByRole('gridcell', { name: /^湖光山色/ })
    .first()
    .click()
  await expect(viewer(page).getByRole('img').first()).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('i')
  await setLook(page, 'en', 'dark')
  await draw('viewer')
})

/** Where every screen in every look and size is drawn to, to look at the window as a whole. */
const matrix = process.env['GALLEON_MATRIX']

if (matrix !== undefined) {
  test('every screen in every look and size', async ({ start, openSite }) => {
    test.setTimeout(600_000)
    mkdirSync(matrix, { recursive: true })
    const site = await openSite(screenSite)
    const galleon = await start()
    const { page } = galleon
    const sizes = [
      [880, 560],
      [1440, 900],
    ] as const
    const drawAll = async (screens: typeof emptyScreens) => {
      for (const language of ['en', 'zh-CN'] as const) {
        for (const theme of ['light', 'dark'] as const) {
          await setLook(page, language, theme)
          for (const [width, height] of sizes) {
            await resize(galleon, width, height)
            for (const screen of screens) {
              await screen.show(page, words[language])
              writeFileSync(
                join(matrix, `${screen.name}-${language}-${theme}-${width}.png`),
                await shoot(page),
              )
              await screen.leave?.(page, words[language])
            }
          }
        }
      }
    }
    await drawAll(emptyScreens)
    await setLook(page, 'en', 'light')
    await fillList(galleon, site)
    await drawAll(filledScreens(site))
  })
}

/** Lays the page out in this size, whatever the screen and its window manager allow a window. */
async function resize({ page }: Galleon, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  await expect
    .poll(() => page.evaluate(() => [window.innerWidth, window.innerHeight]))
    .toEqual([width, height])
}

/** Waits for every picture on the screen: one that is still fetched would leave a hole. */
async function seen(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0)),
    )
    .toBe(true)
}

async function shoot(page: Page): Promise<Buffer> {
  await seen(page)
  // The pointer leaves no mark: what lies under it would look different from its neighbours.
  await page.mouse.move(0, 0)
  return page.screenshot({ animations: 'disabled', caret: 'hide' })
}

/** A picture that is fetched whenever someone reads the documentation should be small. */
const mostBytes = 400_000

/** Gives up colours if the picture is too large otherwise. */
async function lighten({ app }: Galleon, png: Buffer): Promise<Buffer> {
  if (png.length <= mostBytes) return png
  const { width, height, base64 } = await app.evaluate(({ nativeImage }, encoded) => {
    const image = nativeImage.createFromBuffer(Buffer.from(encoded, 'base64'))
    return { ...image.getSize(), base64: image.toBitmap().toString('base64') }
  }, png.toString('base64'))
  const lighter = palettePng({ width, height, bgra: Buffer.from(base64, 'base64') })
  expect(lighter.length).toBeLessThanOrEqual(mostBytes)
  return lighter
}
