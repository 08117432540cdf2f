import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { makePng } from '../test/site/pictures.mjs'
import { filesBelow, identities } from './files'
import { expect, test } from './fixtures'
import { withOwnTarget } from './launch'
import { startDownload, taskRow } from './screen'
import { words } from './words'

const { downloads, whatsNew } = words.en
const imageBytes = 80_000

test('what was left is there again at the next start', async ({ start, openSite }) => {
  test.setTimeout(180_000)
  let galleon = await start()

  await test.step('a download that was left paused stays so, and says so', async () => {
    const site = await openSite({ pages: 1, images: 2, title: () => 'Harbour' })
    site.hold('/i/1-2.png')
    await startDownload(withOwnTarget(galleon, 'paused'), `${site.origin}/g/1.html`)
    const row = taskRow(galleon.page, 'Harbour')
    await expect(row).toContainText('1 of 2')
    await row.getByRole('button', { name: downloads.action.pause }).click()
    await expect(row).toContainText(downloads.status.paused)
    await galleon.quit()

    // As an older version leaves it
    const memory = join(galleon.folders.data, 'updates.json')
    expect(JSON.parse(readFileSync(memory, 'utf8'))).toMatchObject({ checkedAt: null })
    writeFileSync(memory, JSON.stringify({ version: '0.0.1', checkedAt: null }))
    galleon = await start()
    const news = galleon.page.getByRole('dialog', { name: /^What’s new in Galleon \d/ })
    await expect(news).toContainText(whatsNew['pages-title'])
    await galleon.page.keyboard.press('Enter')
    await expect(news).toBeHidden()
    await expect(taskRow(galleon.page, 'Harbour')).toContainText(downloads.status.paused)
    await expect(galleon.page.getByRole('button', { name: downloads.interrupted.continue })).toBeHidden()
  })

  for (const [end, title, range, held] of [
    ['quit', 'a program that was quit continues where it was when it is started again', '1-2', '/i/2-4.png'],
    [
      'kill',
      'a program that was killed continues where it was when it is started again',
      '2-3',
      '/i/3-4.png',
    ],
  ] as const) {
    await test.step(title, async () => {
      const site = await openSite({ pages: 3, images: 4, imageBytes })
      const release = site.hold(held)
      const first = withOwnTarget(galleon, end)
      const { folders } = first

      await startDownload(first, `${site.origin}/g/[${range}].html`)
      await expect(taskRow(first.page, range.replace('-', '–'))).toContainText('7 of 8')
      const finished = filesBelow(folders.target).filter((file) => file.endsWith('.png'))
      expect(finished).toHaveLength(7)
      const before = identities(folders.target, finished)
      await first[end]()
      await site.quiet()
      // Under a final name there are whole files only, also of a program that could not clean up.
      for (const file of finished) expect(isWhole(folders.target, file), file).toBe(true)
      expect(filesBelow(folders.target).filter((file) => file.endsWith('.png'))).toEqual(finished)

      galleon = await start()
      const { page } = galleon
      const banner = page.getByRole('status').filter({ hasText: '1 download was interrupted' })
      await expect(banner).toBeVisible()
      const row = taskRow(page, range.replace('-', '–'))
      await expect(row).toContainText(downloads.status.interrupted)
      await expect(row).toContainText('7 of 8')
      const asked = site.log.length
      release()
      await banner.getByRole('button', { name: downloads.interrupted.continue }).click()
      await expect(row).toContainText(downloads.status.finished)
      await expect(row).toContainText('8 images')
      await expect(banner).toBeHidden()

      // Neither a page that was read nor an image that was whole is asked for again.
      expect(site.log.slice(asked)).toEqual([held])
      expect(identities(folders.target, finished)).toEqual(before)
      const all = filesBelow(folders.target)
      expect(all.filter((file) => file.endsWith('.part'))).toEqual([])
      expect(all.filter((file) => file.endsWith('.png'))).toHaveLength(8)
      for (const file of all.filter((name) => name.endsWith('.png')))
        expect(isWhole(folders.target, file), file).toBe(true)
    })
  }
  // Nothing runs: quitting has nothing to ask.
  await galleon.quit()
})

test('a program that is killed again and again in the midst of its work loses and doubles nothing', async ({
  start,
  openSite,
}) => {
  test.skip(!isExhaustive, longWithoutCi)
  const shape = { pages: 3, images: 6, imageBytes }
  const site = await openSite(shape)
  const pictures = () => site.log.filter((path) => path.startsWith('/i/')).length
  let galleon = await start()
  const { target } = galleon.folders
  await startDownload(galleon, `${site.origin}/g/[1-3].html`)
  // Soon after a page, in the middle, and with the last pictures on their way.
  for (const asked of [1, 8, 15]) {
    await expect.poll(pictures).toBeGreaterThanOrEqual(asked)
    await galleon.kill()
    await site.quiet()
    const finished = filesBelow(target).filter((file) => file.endsWith('.png'))
    for (const file of finished) expect(isWhole(target, file), file).toBe(true)
    const before = identities(target, finished)
    galleon = await start()
    const resume = galleon.page.getByRole('button', { name: downloads.interrupted.continue })
    const row = taskRow(galleon.page, '1–3')
    await expect(resume.or(row.getByText(downloads.status.finished)).first()).toBeVisible()
    if (await resume.isVisible()) await resume.click()
    expect(identities(target, finished)).toEqual(before)
  }
  await expect(taskRow(galleon.page, '1–3')).toContainText(downloads.status.finished)
  const all = filesBelow(target)
  expect(all.filter((file) => file.endsWith('.part'))).toEqual([])
  const images = all.filter((file) => file.endsWith('.png'))
  expect(images).toHaveLength(shape.pages * shape.images)
  for (const file of images) expect(isWhole(target, file), file).toBe(true)
})

/** Compares a saved file with what the site sends: `…/001 1-1.png` is `/i/1-1.png`. */
function isWhole(folder: string, file: string): boolean {
  const name = / (\d+-\d+\.png)$/.exec(file)?.[1] ?? ''
  return readFileSync(join(folder, file)).equals(makePng(`/i/${name}`, imageBytes))
}
