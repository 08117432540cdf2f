import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { filesBelow } from './files'
import { expect, test } from './fixtures'
import { withOwnTarget } from './launch'
import { detail, startDownload, taskRow } from './screen'
import { fill, words } from './words'

test.skip(!isExhaustive, longWithoutCi)

const { downloads, failures, problems: spoken } = words.en

test('problems are acted upon', async ({ start, openSite, folders }) => {
  const settings = { network: { longestRetryAfterMs: 10_000 } }
  writeFileSync(join(folders.data, 'config.json'), JSON.stringify(settings))
  const program = await start()
  const { app, page } = program

  await test.step('a picture that hotlink protection refused is retried as if from its page', async () => {
    const site = await openSite({ pages: 1, images: 1 })
    site.protect('/i/1-1.png', `${site.origin}/`)
    const galleon = withOwnTarget(program, 'protected')
    await startDownload(galleon, `${site.origin}/i/1-1.png`)
    const row = taskRow(page, '1-1')
    await expect(row).toContainText(downloads.status.failed)
    await row.click()
    await detail(page).getByRole('tab', { name: downloads.detail.problems }).click()
    await page.getByRole('button', { name: spoken.action['retry-with-referer'] }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Retried 1: it worked' })).toBeVisible()
    await expect(row).toContainText(downloads.status.finished)
    expect(site.referers('/i/1-1.png').at(-1)).toBe(`${site.origin}/`)
    expect(filesBelow(galleon.folders.target).filter((file) => file.endsWith('.png'))).toHaveLength(1)
  })

  await test.step('a skipped problem is no problem any more, until it is restored', async () => {
    const site = await openSite({ pages: 1, images: 3, title: () => 'Skipped' })
    site.refuse('/i/1-1.png', 403)
    site.refuse('/i/1-2.png', 403)
    const galleon = withOwnTarget(program, 'skipped')
    await startDownload(galleon, `${site.origin}/g/1.html`)
    const row = taskRow(page, 'Skipped')
    await row.getByRole('button', { name: '2 problems' }).click()
    const panel = detail(page).getByRole('tabpanel', { name: downloads.detail.problems })
    const host = new URL(site.origin).host
    const group = (things: string) =>
      panel
        .getByRole('listitem')
        .filter({ hasText: fill(failures.forbidden.group, { host, status: 403, things }) })

    await test.step('a retry that fails again says so', async () => {
      await group('2 images').getByRole('button', { name: spoken.action['retry-with-referer'] }).click()
      await expect(page.getByRole('status').filter({ hasText: 'Retried 2: all failed again' })).toBeVisible()
      await expect(group('2 images')).toContainText('2 of these have failed again after a retry.')
    })

    await test.step('one is skipped by the keyboard, from the list', async () => {
      await panel.getByRole('grid').focus()
      await page.keyboard.press('Home')
      await page.keyboard.press('Shift+F10')
      await page.getByRole('menuitem', { name: spoken.action['skip'] }).press('Enter')
      await expect(row).toContainText('1 problem')
      await expect(group('1 image')).toBeVisible()
    })

    await test.step('the group is skipped from its menu, and taken back from the toast', async () => {
      await group('1 image').getByRole('button', { name: spoken.more }).click()
      await page.getByRole('menuitem', { name: spoken.action['skip'] }).click()
      await expect(row).toContainText(downloads.status.finished)
      await expect(row).not.toContainText(downloads.status['finished-with-problems'])
      await expect(row).toContainText('1 image')
      await page.getByRole('button', { name: spoken.undo }).last().click()
      await expect(row).toContainText(downloads.status['finished-with-problems'])
      await expect(row).toContainText('1 problem')
    })

    await test.step('what was skipped can be asked for again', async () => {
      site.refuse('/i/1-1.png', 403, 0)
      site.refuse('/i/1-2.png', 403, 0)
      await detail(page).getByRole('tab', { name: downloads.detail.skipped }).click()
      const left = detail(page).getByRole('tabpanel', { name: downloads.detail.skipped })
      await left.getByRole('row').filter({ hasText: failures.skipped.dismissed }).click({ button: 'right' })
      await page.getByRole('menuitem', { name: spoken.action.retry }).click()
      await expect(row).toContainText('2 of 3')
    })
  })

  await test.step('a download waits as long as its site asked for, shows until when, and resumes automatically', async () => {
    const site = await openSite({ pages: 1, images: 3, title: () => 'Waiting' })
    site.refuse('/i/1-2.png', 429, 1, { 'retry-after': '3600' })
    const galleon = withOwnTarget(program, 'waiting')
    await startDownload(galleon, `${site.origin}/g/1.html`)
    const row = taskRow(page, 'Waiting')
    await expect(row).toContainText(downloads.status['finished-with-problems'])
    await row.getByRole('button', { name: '1 problem' }).click()
    const wait = page.getByRole('button', { name: /^Retry at \d/ })
    await expect(wait).toBeVisible()
    const time = ((await wait.textContent()) ?? '').replace('Retry at ', '')
    await wait.focus()
    await page.keyboard.press('Enter')
    await expect(row).toContainText(fill(downloads.status.until, { time }))
    const panel = detail(page).getByRole('tabpanel', { name: downloads.detail.problems })
    await expect(panel).toContainText(fill(spoken['waits-until'], { time }))
    expect(site.count('/i/1-2.png')).toBe(1)
    // The hour passes.
    await app.evaluate(() => {
      const now = Date.now
      Date.now = () => now() + 3_600_000
    })
    await expect(row).toContainText('3 images')
    await expect(row).toContainText(downloads.status.finished)
    expect(site.count('/i/1-2.png')).toBe(2)
  })
})
