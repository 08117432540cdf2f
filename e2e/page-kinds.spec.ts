import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { counted } from '../src/shared/messages/format'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import type { Site } from '../test/site/site.mjs'
import { expectAccessible } from './axe'
import { filesBelow } from './files'
import { test as base, expect } from './fixtures'
import { type Galleon, withOwnTarget } from './launch'
import { startLinkedSite } from './linked-site'
import { detail, newDownload, openNewDownload, taskList, taskRow } from './screen'
import { fill, words } from './words'

const { downloads, newDownload: form } = words.en

const test = base.extend<{ readonly openLinkedSite: (albumTitle?: string) => Promise<Site> }>({
  openLinkedSite: async ({}, give) => {
    const sites: Site[] = []
    await give(async (albumTitle) => {
      const site = await startLinkedSite(albumTitle)
      sites.push(site)
      return site
    })
    for (const site of sites) await site.close()
  },
})

/** Opens the dialog for an address, with the test's folder chosen. */
async function open(galleon: Galleon, address: string): Promise<Locator> {
  await galleon.pickFolder(galleon.folders.target)
  const dialog = await openNewDownload(galleon.page, address)
  await dialog.getByRole('button', { name: form['choose-folder'] }).click()
  await expect(dialog.getByText(galleon.folders.target, { exact: true })).toBeVisible()
  return dialog
}

async function start(dialog: Locator, name: string | RegExp = form.start): Promise<void> {
  await dialog.getByRole('button', { name }).click()
  await expect(dialog).toBeHidden()
}

/** Width in pixels of each saved PNG. */
function savedWidths(folder: string): readonly number[] {
  return filesBelow(folder)
    .filter((file) => file.endsWith('.png'))
    .map((file) => readFileSync(join(folder, file)).readUInt32BE(16))
}

const thumbnails = fill(form.kind.thumbnails_other, { number: 12 })

test('a page is read for what it is', async ({ start: launch, openLinkedSite }) => {
  const program = await launch()

  await test.step('thumbnails are followed to their pictures', async () => {
    const site = await openLinkedSite()
    const galleon = withOwnTarget(program, 'followed')
    const dialog = await open(galleon, `${site.origin}/album/1`)
    await expect(dialog.getByText(thumbnails)).toBeVisible()
    await expect(dialog.getByRole('radio', { name: form.choice.thumbnails })).toBeChecked()
    await expectAccessible(galleon.page, 'thumbnails in New download')
    await start(dialog)
    const row = taskRow(galleon.page, 'Harbour at dawn')
    await expect(row).toContainText(downloads.status.finished)
    await expect(row).toContainText('12 images')
    expect(savedWidths(galleon.folders.target)).toEqual(Array.from({ length: 12 }, () => 700))
  })

  await test.step('thumbnails are taken as they are when the user says so, with the keyboard', async () => {
    const site = await openLinkedSite('Harbour at dusk')
    const galleon = withOwnTarget(program, 'taken')
    const { page } = galleon
    const dialog = await open(galleon, `${site.origin}/album/1`)
    await dialog.getByRole('radio', { name: form.choice.thumbnails }).focus()
    await page.keyboard.press('ArrowRight')
    const take = dialog.getByRole('radio', { name: form.choice.take })
    await expect(take).toBeChecked()
    await expect(take).toBeFocused()
    await expect(dialog.getByText(counted(12, 'image', 'en'), { exact: true })).toBeVisible()
    await expect(dialog.getByText('150 × 180').first()).toBeVisible()
    // The reading of the page stays on the screen, and the focus with it.
    await expect(dialog.getByText(thumbnails)).toBeVisible()
    await expect(take).toBeFocused()
    await start(dialog)
    await expect(taskRow(page, 'Harbour at dusk')).toContainText('12 images')
    expect(savedWidths(galleon.folders.target)).toEqual(Array.from({ length: 12 }, () => 150))
  })

  await test.step('an index is followed to its galleries, each in its own folder', async () => {
    const site = await openLinkedSite()
    const galleon = withOwnTarget(program, 'index')
    const dialog = await open(galleon, `${site.origin}/albums/1`)
    await expect(dialog.getByText(fill(form.kind.index_other, { number: 6 }))).toBeVisible()
    await expect(dialog.getByRole('radio', { name: fill(form.choice.all, { number: 6 }) })).toBeChecked()
    await expect(
      dialog.getByRole('list', { name: form['first-galleries'] }).getByRole('listitem'),
    ).toHaveCount(6)
    await dialog.getByRole('button', { name: form.why }).click()
    await expect(dialog.getByRole('list', { name: form.why }).getByRole('listitem').first()).toBeVisible()
    await expectAccessible(galleon.page, 'an index in New download')
    await start(dialog)
    const row = taskList(galleon.page).getByRole('row').filter({ hasText: '24 images' })
    await expect(row).toContainText(downloads.status.finished)
    await expect(row).toContainText(fill(downloads['gallery-count_other'], { count: 6 }))
  })

  await test.step('what stands in the way of a page is said, and opens in the browser', async () => {
    const site = await openLinkedSite()
    const galleon = withOwnTarget(program, 'private')
    const dialog = await open(galleon, `${site.origin}/private/1`)
    await expect(dialog.getByText('The site shows a login form instead of the page.')).toBeVisible()
    await dialog.getByRole('button', { name: words.en.problems.action['open-in-browser'] }).click()
    await expect
      .poll(() => galleon.systemCalls())
      .toContainEqual({ what: 'browser', target: `${site.origin}/private/1` })
    await expectAccessible(galleon.page, 'an obstacle in New download')
  })
})

test('several addresses and long ranges', async ({ start: launch, openLinkedSite, openSite }) => {
  test.skip(!isExhaustive, longWithoutCi)
  const program = await launch()
  const { app, page } = program

  await test.step('two addresses are a list with ticks, and each becomes a download', async () => {
    const site = await openLinkedSite()
    const galleon = withOwnTarget(program, 'two')
    const [first, second] = [`${site.origin}/gallery/1.html`, `${site.origin}/gallery/4.html`]
    await galleon.pickFolder(galleon.folders.target)
    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), `${first}\n${second}\n`)
    await page.getByRole('textbox', { name: downloads.address.label }).focus()
    await page.keyboard.press('ControlOrMeta+V')
    const dialog = newDownload(page)
    const list = dialog.getByRole('region', { name: form.addresses })
    await expect(list.getByRole('checkbox')).toHaveCount(2)
    await expect(dialog.getByText('Album 1', { exact: true })).toBeVisible()
    await list.getByRole('button', { name: fill(form['show-address'], { address: second }) }).click()
    await expect(dialog.getByText('Album 4', { exact: true })).toBeVisible()
    await expectAccessible(page, 'two addresses in New download')
    await dialog.getByRole('button', { name: form['choose-folder'] }).click()
    await start(dialog, fill(form['start-several_other'], { count: 2 }))
    for (const title of ['Album 1', 'Album 4']) await expect(taskRow(page, title)).toContainText('4 images')
    await expect(taskList(page).getByRole('row')).toHaveCount(2)
  })

  await test.step('a download that a limit cut is incomplete, in its row, its details and its notification', async () => {
    const site = await openLinkedSite()
    const galleon = withOwnTarget(program, 'limit')
    const dialog = await open(galleon, `${site.origin}/gallery/2.html`)
    await dialog.getByRole('button', { name: form.options }).click()
    const most = dialog.getByRole('textbox', { name: form['most-images'] })
    await most.fill('3')
    await most.press('Tab')
    await start(dialog)
    const row = taskRow(page, 'Album 2')
    await expect(row).toContainText(downloads.status.incomplete)
    await expect(row).toContainText('stopped at a limit')
    const missing = detail(page).getByRole('region', { name: downloads.incomplete.label })
    await expect(missing).toContainText('Stopped at a limit')
    await expectAccessible(page, 'an incomplete download')
  })

  await test.step('many missing pages in a row are asked about, and a download that stops there says so', async () => {
    const site = await openSite({ pages: 90, images: 1 })
    for (let missing = 2; missing < 30; missing++) site.refuse(`/g/${missing}.html`, 404)
    const held = Array.from({ length: 61 }, (_, place) => site.hold(`/g/${30 + place}.html`))
    const galleon = withOwnTarget(program, 'missing')
    const dialog = await open(galleon, `${site.origin}/g/[1-90].html`)
    await start(dialog)
    const stop = page.getByRole('button', { name: downloads['many-missing'].stop })
    await expect(stop).toBeVisible()
    await expect(
      page.getByText(fill(downloads['many-missing'].first, { first: site.page('2') })),
    ).toBeVisible()
    await expectAccessible(page, 'many missing pages')
    await stop.click()
    await expect(stop).toBeHidden()
    for (const release of held) release()
    // The newest one. A narrow row leaves its path out.
    const row = taskList(page).getByRole('row').first()
    await expect(row).toContainText(downloads.status['finished-with-problems'])
    await expect(row).toContainText('stopped at a limit')
    await detail(page).getByRole('button', { name: downloads.incomplete.continue }).click()
    await expect(row).toContainText('62 images')
    await expect(row).not.toContainText('stopped at a limit')
  })
})
