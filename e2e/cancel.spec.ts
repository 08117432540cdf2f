import { filesBelow } from './files'
import { expect, test } from './fixtures'
import { withOwnTarget } from './launch'
import { chooseForRow, startDownload, taskRow } from './screen'
import { words } from './words'

const { downloads } = words.en

test('a download is cancelled, with or without its finished files', async ({ start, openSite }) => {
  const program = await start()

  await test.step('finished files are deleted too when the user asks for it', async () => {
    const site = await openSite({ pages: 1, images: 3, imageBytes: 50_000 })
    site.hold('/i/1-3.png')
    const galleon = withOwnTarget(program, 'deleted')
    const { page, folders } = galleon

    await startDownload(galleon, `${site.origin}/g/1.html`)
    const row = taskRow(page, 'Gallery 1')
    await expect(row).toContainText('2 of 3')
    await chooseForRow(page, row, downloads.action.cancel)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox', { name: downloads.end['delete-files'] }).click()
    await dialog.getByRole('button', { name: downloads.end['cancel-delete-button'] }).click()
    await expect(row).toContainText(downloads.status.cancelled)
    // A folder that goes while it is listed cannot be read.
    await expect(() => expect(filesBelow(folders.target)).toEqual([])).toPass()
    await site.quiet()

    await test.step('and the row leaves the list', async () => {
      await chooseForRow(page, row, downloads.action.remove)
      await expect(page.getByText(downloads['nothing-yet'].title)).toBeVisible()
    })
  })

  await test.step('cancelling asks about finished files, closes every connection and leaves nothing half', async () => {
    const site = await openSite({ pages: 1, images: 4, imageBytes: 50_000 })
    site.hold('/i/1-4.png')
    const galleon = withOwnTarget(program, 'kept')
    const { page, folders } = galleon
    const dialog = page.getByRole('dialog', { name: 'Cancel this download?' })

    await startDownload(galleon, `${site.origin}/g/1.html`)
    const row = taskRow(page, 'Gallery 1')
    await expect(row).toContainText('3 of 4')

    await test.step('thinking better of it changes nothing', async () => {
      await chooseForRow(page, row, downloads.action.cancel)
      await expect(dialog).toContainText('3 files are finished.')
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
      await expect(row).toContainText(downloads.status.downloading)
    })

    await chooseForRow(page, row, downloads.action.cancel)
    await dialog.getByRole('button', { name: downloads.end['cancel-button'] }).click()
    await expect(row).toContainText(downloads.status.cancelled)
    await site.quiet()
    const saved = filesBelow(folders.target)
    expect(saved.filter((file) => file.endsWith('.part'))).toEqual([])
    expect(saved.filter((file) => file.endsWith('.png'))).toHaveLength(3)
  })
})
