import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { detail, taskRow } from './screen'
import { emptyScreens, filledScreens, fillList, screenSite, setLook } from './screens'
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

for (const language of ['en', 'zh-CN'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`every screen is accessible in ${language} and ${theme}`, async ({ start, openSite }) => {
      test.setTimeout(120_000)
      const spoken = words[language]
      const site = await openSite(screenSite)
      const galleon = await start()
      const { page } = galleon
      await setLook(page, language, theme)
      for (const screen of emptyScreens) {
        await screen.show(page, spoken)
        await expectAccessible(page, screen.name)
        await screen.leave?.(page, spoken)
      }
      await setLook(page, 'en', theme)
      await fillList(galleon, site)
      await setLook(page, language, theme)
      for (const screen of filledScreens(site)) {
        await test.step(screen.name, async () => {
          await screen.show(page, spoken)
          await expectAccessible(page, screen.name)
          await screen.leave?.(page, spoken)
        })
      }
      // The names that tests go by are what is on the screen: states in words.
      await expect(taskRow(page, 'Gallery 1', spoken)).toContainText(spoken.downloads.status.downloading)
      await expect(taskRow(page, 'Gallery 2', spoken)).toContainText(spoken.downloads.status.paused)
      await expect(taskRow(page, 'Gallery 3', spoken)).toContainText(spoken.downloads.status.finished)
      await expect(taskRow(page, '5–13', spoken)).toContainText(
        spoken.downloads.status['finished-with-problems'],
      )
      await expect(detail(page, spoken)).toBeVisible()
    })
  }
}
