import type { Page } from '@playwright/test'
import { isExhaustive } from '../test/exhaustive'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { detail, taskRow } from './screen'
import { emptyScreens, filledScreens, fillList, type Screen, screenSite, setLook } from './screens'
import { words } from './words'

test('the settings switch language and look at once, and the next start remembers them', async ({
  start,
}) => {
  const { page, quit } = await start({ locale: 'zh_CN.UTF-8' })
  await test.step('a Chinese system is spoken to in Chinese from the first start', async () => {
    const { downloads, common: named, settings: chosen } = words['zh-CN']
    await expect(page.getByText(downloads['nothing-yet'].title)).toBeVisible()
    await page.getByRole('navigation').getByRole('button', { name: named['view-settings'] }).click()
    await page.getByRole('radio', { name: chosen.language.en }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  })
  const { settings, common } = words.en
  await page.getByRole('navigation').getByRole('button', { name: common['view-settings'] }).click()

  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await page.getByRole('radio', { name: settings.theme.light }).click()
  await expect(page.getByRole('radio', { name: settings.theme.light })).toBeChecked()
  const light = await background()
  await page.getByRole('radio', { name: settings.theme.dark }).click()
  await expect.poll(background).not.toBe(light)

  const spoken = words['zh-CN']
  await page.getByRole('radio', { name: settings.language['zh-CN'] }).click()
  await expect(page.getByRole('tab', { name: spoken.settings.sections.general })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await quit()

  const again = await start()
  await expect(again.page.getByText(spoken.downloads['nothing-yet'].title)).toBeVisible()
  expect(await again.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
})

/** Names are in words in either language: the sample looks at the first one alone. */
const languages = isExhaustive ? (['en', 'zh-CN'] as const) : (['en'] as const)

/** A theme changes colours alone and a language words: two looks meet both themes and both languages. */
const themes = { en: 'light', 'zh-CN': 'dark' } as const

/** Shows each screen in each language, and checks it in the theme of that. */
async function checkScreens(page: Page, screens: readonly Screen[]): Promise<void> {
  for (const language of languages) {
    const spoken = words[language]
    for (const screen of screens) {
      await test.step(`${screen.name} in ${language}`, async () => {
        await setLook(page, language, themes[language])
        await screen.show(page, spoken)
        await expectAccessible(page, `${screen.name} in ${language} and ${themes[language]}`)
        await screen.leave?.(page, spoken)
      })
    }
  }
}

test('every screen is accessible in both languages and both themes', async ({ start, openSite }) => {
  test.setTimeout(300_000)
  const site = await openSite(screenSite)
  const galleon = await start()
  const { page } = galleon
  await checkScreens(page, emptyScreens)
  await setLook(page, 'en', 'light')
  await fillList(galleon, site)
  await checkScreens(page, filledScreens(site))

  for (const language of languages) {
    // The names that tests go by are what is on the screen: states in words.
    await test.step(`states are words in ${language}`, async () => {
      await setLook(page, language, 'dark')
      const { status } = words[language].downloads
      const row = (text: string) => taskRow(page, text, words[language])
      await expect(row('Gallery 1')).toContainText(status.downloading)
      await expect(row('Gallery 2')).toContainText(status.paused)
      await expect(row('Gallery 3')).toContainText(status.finished)
      await expect(row('5–13')).toContainText(status['finished-with-problems'])
      await expect(detail(page, words[language])).toBeVisible()
    })
  }
})
