import type { Page } from '@playwright/test'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { detail, taskRow } from './screen'
import { emptyScreens, filledScreens, fillList, type Screen, screenSite, setLook } from './screens'
import { words } from './words'

test('the settings switch language and look at once, and the next start remembers them', async ({
  start,
}) => {
  const { page, quit } = await start()
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

test('a Chinese system is spoken to in Chinese from the first start', async ({ start }) => {
  const { page } = await start({ locale: 'zh_CN.UTF-8' })
  await expect(page.getByText(words['zh-CN'].downloads['nothing-yet'].title)).toBeVisible()
})

const languages = ['en', 'zh-CN'] as const
const themes = ['light', 'dark'] as const

/** Shows each screen in the language, and checks it in each theme. */
async function checkScreens(
  page: Page,
  screens: readonly Screen[],
  language: (typeof languages)[number],
): Promise<void> {
  const spoken = words[language]
  await setLook(page, language, 'light')
  for (const screen of screens) {
    await test.step(`${screen.name} in ${language}`, async () => {
      await screen.show(page, spoken)
      for (const theme of themes) {
        await setLook(page, language, theme)
        await expectAccessible(page, `${screen.name} in ${language} and ${theme}`)
      }
      await screen.leave?.(page, spoken)
    })
  }
}

for (const language of languages) {
  test(`every screen is accessible in ${language} in both themes`, async ({ start, openSite }) => {
    test.setTimeout(240_000)
    const site = await openSite(screenSite)
    const galleon = await start()
    const { page } = galleon
    await checkScreens(page, emptyScreens, language)
    await setLook(page, 'en', 'light')
    await fillList(galleon, site)
    await checkScreens(page, filledScreens(site), language)
    // The names that tests go by are what is on the screen: states in words.
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
