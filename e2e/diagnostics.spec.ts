import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'
import { startDownload, taskRow } from './screen'
import { words } from './words'

test.skip(!isExhaustive, longWithoutCi)

const { common, settings, downloads } = words.en

function logLines({ folders }: Galleon): readonly Record<string, unknown>[] {
  return readFileSync(join(folders.data, 'logs', 'galleon.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

const messages = (galleon: Galleon) => logLines(galleon).map(({ message }) => message)

test('what went wrong can be shown to others', async ({ start, openSite }) => {
  const galleon = await start()
  const { app, page, folders } = galleon

  await test.step('diagnostics are copied from the settings and from the menu, without secrets', async () => {
    const site = await openSite({ pages: 1, images: 2 })
    site.refuse('/i/1-2.png', 404, 100)
    await startDownload(galleon, `${site.origin.replace('//', '//anna:HUSH@')}/g/1.html?token=HUSH`)
    await expect(taskRow(page, '1')).toContainText(downloads.status['finished-with-problems'])

    await page.getByRole('navigation').getByRole('button', { name: common['view-settings'] }).click()
    await page.getByRole('tab', { name: settings.sections.about }).click()
    await page.getByRole('button', { name: settings.about['copy-diagnostics'] }).click()
    await expect(page.getByRole('button', { name: settings.about.copied })).toBeVisible()
    const copied = () => app.evaluate(({ clipboard }) => clipboard.readText())
    const text = await copied()
    expect(text).toMatch(/not-found 404 127\.0\.0\.1:\d+: images 1, pages 0/)
    expect(text).toContain('"message":"task done"')
    expect(text).not.toContain('HUSH')
    expect(text).not.toContain(folders.home)

    await app.evaluate(({ clipboard, Menu }) => {
      void clipboard.writeText('')
      const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help')
      help?.submenu?.items[0]?.click()
    })
    await expect(page.getByText(settings.about['diagnostics-copied'])).toBeVisible()
    expect(await copied()).toContain('Galleon')

    await page.getByRole('button', { name: settings.about['show-log'] }).click()
    await expect
      .poll(galleon.systemCalls)
      .toContainEqual({ what: 'file', target: join(folders.data, 'logs', 'galleon.log') })
  })

  await test.step('bugs and crashes are logged with their stacks, and survived', async () => {
    await app.evaluate(() => {
      setTimeout(() => {
        throw new Error('planted exception')
      })
      setTimeout(() => {
        // What is thrown need not be an error.
        throw null
      })
      void Promise.reject(new Error('planted rejection'))
    })
    // A line that is just being written is no JSON yet.
    await expect(() => {
      const logged = messages(galleon)
      expect(logged.filter((message) => message === 'uncaught exception')).toHaveLength(2)
      expect(logged).toContain('unhandled rejection')
    }).toPass()
    const [first] = logLines(galleon).filter(({ message }) => message === 'uncaught exception')
    expect(JSON.stringify(first)).toMatch(/planted exception.*stack/)

    const crashed = page.waitForEvent('crash')
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL() === 'app://galleon/')
        ?.webContents.forcefullyCrashRenderer()
    })
    await crashed
    await expect(() => expect(messages(galleon)).toContain('a page ended unexpectedly')).toPass()
    // While the page is loaded again no script runs in it.
    await expect(async () => {
      const isDrawn = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .find(({ webContents }) => webContents.getURL() === 'app://galleon/')
          ?.webContents.executeJavaScript('document.querySelector("nav") !== null'),
      )
      expect(isDrawn).toBe(true)
    }).toPass()
  })
})
