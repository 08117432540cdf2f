import type { Page } from '@playwright/test'
import type { GallerySite } from '../test/site/gallery-site'
import { expect } from './fixtures'
import type { Galleon } from './launch'
import { detail, newDownload, openNewDownload, startDownload, taskList, taskRow, viewer } from './screen'
import type { Words } from './words'

/** One state of the window, and the way back to the downloads. */
export interface Screen {
  readonly name: string
  show(page: Page, spoken: Words): Promise<void>
  leave?(page: Page, spoken: Words): Promise<void>
}

/** Pages of the site that `fillList` makes tasks of. */
export const screenSite = { pages: 12, images: 6 } as const

/** Brings the list into a state that has something of everything: running, paused, finished, with problems. */
export async function fillList(galleon: Galleon, site: GallerySite): Promise<void> {
  const { page } = galleon
  site.hold('/i/1-6.png')
  site.hold('/i/2-6.png')
  site.refuse('/i/5-2.png', 403)
  site.refuse('/i/6-3.png', 410)
  await startDownload(galleon, `${site.origin}/g/3.html`)
  await expect(taskRow(page, 'Gallery 3')).toContainText('6 images')
  await startDownload(galleon, `${site.origin}/g/2.html`)
  await expect(taskRow(page, 'Gallery 2')).toContainText('5 of 6')
  await taskList(page).focus()
  await page.keyboard.press('Space')
  await expect(taskRow(page, 'Gallery 2').getByRole('button', { name: 'Resume' })).toBeVisible()
  await startDownload(galleon, `${site.origin}/g/1.html`)
  await expect(taskRow(page, 'Gallery 1')).toContainText('5 of 6')
  await startDownload(galleon, `${site.origin}/g/[5-13].html`)
  await expect(taskRow(page, '5–13')).toContainText('46 of 48')
  await expect(taskRow(page, '5–13')).toContainText('3 problems')
}

/** Every screen of a window whose list was filled; each begins and ends at the list of downloads. */
export function filledScreens(site: GallerySite): readonly Screen[] {
  const closeByEscape = async (page: Page): Promise<void> => {
    await page.keyboard.press('Escape')
  }
  const backToDownloads = async (page: Page): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+1')
  }
  const tab = (name: 'galleries' | 'images' | 'problems' | 'skipped'): Screen => ({
    name: `downloads-${name}`,
    async show(page, spoken) {
      await taskRow(page, '5–13', spoken).click()
      await detail(page, spoken).getByRole('tab', { name: spoken.downloads.detail[name] }).click()
      const panel = detail(page, spoken).getByRole('tabpanel', { name: spoken.downloads.detail[name] })
      await expect(panel.getByRole('row').nth(1)).toBeVisible()
      if (name === 'galleries') await expect(panel.locator('img').nth(2)).toBeVisible()
    },
  })
  const settings = (section: keyof Words['settings']['sections']): Screen => ({
    name: `settings-${section}`,
    async show(page, spoken) {
      await page.keyboard.press('ControlOrMeta+,')
      await page.getByRole('tab', { name: spoken.settings.sections[section] }).click()
    },
    leave: backToDownloads,
  })

  return [
    tab('galleries'),
    tab('images'),
    tab('problems'),
    tab('skipped'),
    {
      name: 'downloads-menu',
      async show(page, spoken) {
        await taskRow(page, 'Gallery 1', spoken).click({ button: 'right' })
        await expect(page.getByRole('menu')).toBeVisible()
      },
      leave: closeByEscape,
    },
    {
      name: 'downloads-cancel',
      async show(page, spoken) {
        await taskRow(page, 'Gallery 1', spoken).click()
        await taskList(page, spoken).focus()
        await page.keyboard.press('Delete')
        await expect(page.getByRole('checkbox', { name: spoken.downloads.end['delete-files'] })).toBeVisible()
      },
      leave: closeByEscape,
    },
    {
      name: 'downloads-nothing-matches',
      async show(page, spoken) {
        await page.getByRole('textbox', { name: spoken.downloads['filter-name'] }).fill('no such thing')
        await expect(page.getByText(spoken.downloads['nothing-here'].title)).toBeVisible()
      },
      async leave(page, spoken) {
        await page.getByRole('button', { name: spoken.downloads['nothing-here'].clear }).click()
      },
    },
    {
      name: 'speed-limit',
      async show(page, spoken) {
        await page.getByRole('button', { name: spoken.downloads.speed.label }).click()
        await expect(page.getByRole('dialog')).toBeVisible()
      },
      leave: closeByEscape,
    },
    {
      name: 'new-download',
      async show(page, spoken) {
        const dialog = await openNewDownload(page, `${site.origin}/g/[7-9].html`, spoken)
        await expect(dialog.getByText('Gallery 7', { exact: true })).toBeVisible()
        await expect(dialog.locator('img').nth(5)).toBeVisible()
      },
      leave: closeByEscape,
    },
    {
      name: 'new-download-options',
      async show(page, spoken) {
        const dialog = await openNewDownload(page, `${site.origin}/g/[7-9].html`, spoken)
        await expect(dialog.getByText('Gallery 7', { exact: true })).toBeVisible()
        await dialog.getByRole('button', { name: spoken.newDownload.options }).click()
        const later = dialog.getByRole('checkbox', { name: spoken.newDownload['start-later'] })
        await later.scrollIntoViewIfNeeded()
      },
      leave: closeByEscape,
    },
    {
      name: 'new-download-wrong',
      async show(page, spoken) {
        const dialog = await openNewDownload(page, `${site.origin}/g/[9-x].html`, spoken)
        await expect(
          newDownload(page, spoken).getByRole('button', { name: spoken.newDownload.start }),
        ).toBeDisabled()
        await expect(dialog).toBeVisible()
      },
      leave: closeByEscape,
    },
    {
      name: 'library',
      async show(page, spoken) {
        await page.keyboard.press('ControlOrMeta+2')
        const grid = page.getByRole('grid', { name: spoken.library.grid })
        await expect(grid.locator('img').nth(3)).toBeVisible()
      },
      leave: backToDownloads,
    },
    {
      name: 'viewer',
      async show(page, spoken) {
        await taskRow(page, 'Gallery 3', spoken).click()
        await detail(page, spoken).getByRole('tab', { name: spoken.downloads.detail.galleries }).click()
        await detail(page, spoken).getByRole('row', { name: 'Gallery 3' }).dblclick()
        await expect(viewer(page, spoken).getByRole('img').first()).toBeVisible()
        await page.keyboard.press('i')
        await expect(page.getByRole('complementary', { name: spoken.viewer.facts })).toBeVisible()
      },
      leave: closeByEscape,
    },
    {
      name: 'recipes',
      async show(page, spoken) {
        await page.keyboard.press('ControlOrMeta+3')
        await expect(page.getByText(spoken.recipes['automatic-text'])).toBeVisible()
      },
      leave: backToDownloads,
    },
    settings('general'),
    settings('downloads'),
    settings('names'),
    settings('network'),
    settings('about'),
  ]
}

/** Screens of a window in which nothing was ever done. */
export const emptyScreens: readonly Screen[] = [
  {
    name: 'downloads-empty',
    async show(page, spoken) {
      await expect(page.getByText(spoken.downloads['nothing-yet'].title)).toBeVisible()
    },
  },
  {
    name: 'library-empty',
    async show(page, spoken) {
      await page.keyboard.press('ControlOrMeta+2')
      await expect(page.getByText(spoken.library.empty.title)).toBeVisible()
    },
    async leave(page) {
      await page.keyboard.press('ControlOrMeta+1')
    },
  },
]

/** Switches language and look as the settings do, and waits until the window has followed. */
export async function setLook(page: Page, language: 'en' | 'zh-CN', theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((patch) => window.galleon.invoke('changeSettings', patch), { language, theme })
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await expect
    .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
    .toBe(theme === 'dark')
}
