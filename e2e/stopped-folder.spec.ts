import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import type { GallerySite } from '../test/site/gallery-site'
import { expectAccessible } from './axe'
import { filesBelow } from './files'
import { expect, test } from './fixtures'
import { type Galleon, withOwnTarget } from './launch'
import { detail, startDownload, taskRow } from './screen'
import { setLook } from './screens'
import { words } from './words'

test.skip(!isExhaustive, longWithoutCi)

const { downloads, failures, problems } = words.en

/** Rules for each look, if any: those of colour meet both themes, the others both languages. */
const rulesOf = {
  en: { light: 'all', dark: 'colour' },
  'zh-CN': { light: null, dark: 'structure' },
} as const

/** A download with two of three images, whose folder is a file now. */
async function stopInTheMiddle(galleon: Galleon, title: string, site: GallerySite) {
  const { page, folders } = galleon
  const release = site.hold('/i/1-3.png')
  await startDownload(galleon, `${site.origin}/g/1.html`)
  const row = taskRow(page, title)
  await expect(row).toContainText('2 of 3')
  renameSync(folders.target, `${folders.target} away`)
  writeFileSync(folders.target, '')
  release()
  await row.click()
  await detail(page).getByRole('tab', { name: downloads.detail.problems }).click()
  const panel = detail(page).getByRole('tabpanel', { name: downloads.detail.problems })
  await expect(panel).toContainText(failures['not-writable'].sentence)
  return { row, panel }
}

const pictures = (folder: string) => filesBelow(folder).filter((file) => file.endsWith('.png'))

test('a download that its folder stopped is resumed by the user', async ({ start, openSite }) => {
  const program = await start()

  await test.step('a download whose folder cannot be written says so, and is resumed when that is fixed', async () => {
    const site = await openSite({ pages: 1, images: 3, title: () => 'Harbour' })
    const galleon = withOwnTarget(program, 'harbour')
    const { page, folders } = galleon
    const { row, panel } = await stopInTheMiddle(galleon, 'Harbour', site)
    await expect(panel).toContainText(failures['not-writable'].next)
    await expect(panel).toContainText(downloads.detail['no-problems-at-rest'])

    await page.setViewportSize({ width: 880, height: 560 })
    for (const language of ['en', 'zh-CN'] as const) {
      for (const theme of ['light', 'dark'] as const) {
        await setLook(page, language, theme)
        const spoken = words[language]
        await taskRow(page, 'Harbour', spoken).click()
        await detail(page, spoken).getByRole('tab', { name: spoken.downloads.detail.problems }).click()
        await expect(detail(page, spoken)).toContainText(spoken.failures['not-writable'].sentence)
        await expect(
          detail(page, spoken).getByRole('button', { name: spoken.problems.action['other-folder'] }),
        ).toBeInViewport({ ratio: 1 })
        const rules = rulesOf[language][theme]
        if (rules !== null) await expectAccessible(page, `${language} ${theme}`, rules)
      }
    }
    await setLook(page, 'en', 'light')
    await row.click()
    await detail(page).getByRole('tab', { name: downloads.detail.problems }).click()

    await panel.getByRole('button', { name: problems.action.resume }).click()
    await expect(panel).toContainText(failures['not-writable'].sentence)
    expect(pictures(`${folders.target} away`)).toHaveLength(2)
    rmSync(folders.target)
    renameSync(`${folders.target} away`, folders.target)
    await expect(row).toContainText(downloads.status.finished)
    expect(pictures(folders.target)).toHaveLength(3)
    expect(site.count('/i/1-1.png')).toBe(1)
  })

  await test.step('a download whose folder cannot be written is resumed in another one that is chosen', async () => {
    const site = await openSite({ pages: 1, images: 3, title: () => 'Lighthouse' })
    const galleon = withOwnTarget(program, 'lighthouse')
    const { row, panel } = await stopInTheMiddle(galleon, 'Lighthouse', site)
    const other = join(galleon.folders.home, 'other')
    mkdirSync(other)
    await galleon.pickFolder(other)
    await panel.getByRole('button', { name: problems.action['other-folder'] }).click()
    await expect(row).toContainText(downloads.status.finished)
    expect(pictures(other)).toHaveLength(3)
  })
})
