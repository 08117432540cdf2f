import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePng } from '../test/site/pictures.mjs'
import { filesBelow } from './files'
import { expect, test } from './fixtures'
import { withOwnTarget } from './launch'
import { detail, startDownload, taskRow } from './screen'
import { fill, words } from './words'

const { downloads, failures, problems: problemWords } = words.en

test('what goes wrong is explained', async ({ start, openSite }) => {
  const program = await start()
  const { app, page } = program

  await test.step('a site that cannot be reached is explained in words, in the dialog and in the row', async () => {
    const site = await openSite({ pages: 1, images: 1 })
    site.refuse('/g/1.html', 404)
    const galleon = withOwnTarget(program, 'unreachable')
    await startDownload(galleon, `${site.origin}/g/1.html`)
    const row = taskRow(page, '/g/1')
    await expect(row).toContainText(/Failed|Finished with problems/)
    await expect(row).toContainText(/Not found \(404\)|1 problem/)
  })

  await test.step('what failed is listed by cause in words, and a retry asks for that alone', async () => {
    const site = await openSite({ pages: 2, images: 3 })
    // The third page is not there; an image is gone; another is refused.
    site.refuse('/i/1-2.png', 410)
    site.refuse('/i/2-3.png', 403)
    const galleon = withOwnTarget(program, 'causes')
    const { folders } = galleon
    const host = new URL(site.origin).host

    await startDownload(galleon, `${site.origin}/g/[1-3].html`)
    const row = taskRow(page, '1–3')
    await expect(row).toContainText(downloads.status['finished-with-problems'])
    await expect(row).toContainText('4 of 6')

    await row.getByRole('button', { name: '3 problems' }).click()
    const problems = detail(page).getByRole('tabpanel', { name: downloads.detail.problems })
    const entry = (sentence: string) => problems.getByRole('listitem').filter({ hasText: sentence })
    const forbidden = entry(fill(failures.forbidden.group, { host, status: 403, things: '1 image' }))
    await expect(forbidden).toContainText(failures.forbidden.next)
    await expect(
      entry(fill(failures['not-found'].group, { host, status: 404, things: '1 page' })),
    ).toBeVisible()
    await expect(
      entry(fill(failures['not-found'].group, { host, status: 410, things: '1 image' })),
    ).toBeVisible()
    await expect(problems.getByRole('row').filter({ hasText: '/g/3.html' })).toBeVisible()

    await test.step('its details go to the clipboard', async () => {
      await forbidden.getByRole('button', { name: problemWords.more }).click()
      await page.getByRole('menuitem', { name: problemWords.action['copy-details'] }).click()
      await expect(page.getByText(downloads.detail['copied-details'])).toBeVisible()
      const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
      expect(copied).toContain(`forbidden 403  ${site.origin}/i/2-3.png`)
      expect(copied.split('\n')).toHaveLength(1)
    })

    await test.step('one cause is retried alone', async () => {
      site.refuse('/i/2-3.png', 403, 0)
      const before = site.log.length
      await forbidden.getByRole('button', { name: problemWords.more }).click()
      await page.getByRole('menuitem', { name: problemWords.action.retry, exact: true }).click()
      await expect(row).toContainText('5 of 6')
      await expect(row).toContainText(downloads.status['finished-with-problems'])
      expect(site.log.slice(before)).toEqual(['/i/2-3.png'])
      await expect(forbidden).toBeHidden()
    })

    await test.step('the rest is retried together', async () => {
      site.refuse('/i/1-2.png', 410, 0)
      const before = site.log.length
      await row.getByRole('button', { name: downloads.action['retry-problems'] }).click()
      await expect(row).toContainText('6 images')
      await expect(row).toContainText('1 problem')
      expect(site.log.slice(before).sort()).toEqual(['/g/3.html', '/i/1-2.png'])
      const saved = filesBelow(folders.target).filter((file) => file.endsWith('.png'))
      expect(saved).toHaveLength(6)
      const file = saved.find((name) => name.includes('1-2'))
      expect(readFileSync(join(folders.target, file ?? '')).equals(makePng('/i/1-2.png'))).toBe(true)
    })
  })
})
