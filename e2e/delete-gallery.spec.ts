import { join } from 'node:path'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { expect, test } from './fixtures'
import { startDownload, taskRow } from './screen'
import { words } from './words'

test.skip(!isExhaustive, longWithoutCi)

const { downloads, library } = words.en

test('a gallery is not deleted while another one lies in its folder', async ({ start, openSite }) => {
  const site = await openSite({ pages: 2, images: 2 })
  const galleon = await start()
  const { page, systemCalls, folders } = galleon
  const name = (folderTemplate: string) =>
    page.evaluate((settings) => window.galleon.invoke('changeSettings', settings), { folderTemplate })
  await name('{title}')
  await startDownload(galleon, `${site.origin}/g/1.html`)
  await expect(taskRow(page, 'Gallery 1')).toContainText(downloads.status.finished)
  await name('Gallery 1/{title}')
  await startDownload(galleon, `${site.origin}/g/2.html`)
  await expect(taskRow(page, 'Gallery 2')).toContainText(downloads.status.finished)

  await page.getByRole('button', { name: library.title }).click()
  const remove = async (title: string) => {
    await page.getByRole('gridcell').filter({ hasText: title }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: library.menu.trash }).click()
    await page.getByRole('button', { name: library.trash.confirm, exact: true }).click()
  }
  const trashed = async () => (await systemCalls()).filter(({ what }) => what === 'trash')
  await remove('Gallery 1')
  await expect(page.getByText('Gallery 1 holds more than this gallery').first()).toBeVisible()
  expect(await trashed()).toEqual([])
  await page.getByRole('button', { name: library.trash.cancel }).click()

  await remove('Gallery 2')
  await expect(page.getByRole('gridcell')).toHaveCount(1)
  await page.getByRole('button', { name: library.trash.undo }).click()
  await expect(page.getByRole('gridcell')).toHaveCount(2)
  expect(await trashed()).toEqual([])

  await remove('Gallery 2')
  await expect(page.getByRole('gridcell')).toHaveCount(1)
  const inner = join(folders.target, 'Gallery 1', 'Gallery 2')
  await expect.poll(trashed, { timeout: 20_000 }).toEqual([{ what: 'trash', target: inner }])
})
