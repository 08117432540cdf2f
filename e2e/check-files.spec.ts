import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import english from '../src/renderer/locales/en/check'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { makePng } from '../test/site/pictures.mjs'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { withOwnTarget } from './launch'
import { startDownload, taskRow, viewer } from './screen'
import { fill, words } from './words'

const { check, common, library } = words.en

test('the files of a gallery', async ({ start, openSite }) => {
  test.skip(!isExhaustive, longWithoutCi)
  const program = await start()
  const { page } = program
  await test.step('are checked from its menu, listed by what is wrong, and repaired without reading a page', async () => {
    const site = await openSite({ pages: 1, images: 4, imageBytes: 4000, title: () => 'Repaired' })
    const galleon = withOwnTarget(program, 'repaired')
    const { folders } = galleon
    await startDownload(galleon, `${site.origin}/g/1.html`)
    await expect(taskRow(page, 'Repaired')).toContainText(words.en.downloads.status.finished)

    const folder = join(folders.target, 'Repaired [1]')
    const record = JSON.parse(readFileSync(join(folder, 'gallery.json'), 'utf8')) as {
      files: { file: string; sha256: string }[]
    }
    const [gone, cut, edited] = record.files.map(({ file }) => join(folder, file))
    if (!gone || !cut || !edited) throw new Error('four files')
    rmSync(gone)
    writeFileSync(cut, readFileSync(cut).subarray(0, 900))
    const mine = makePng('mine', 5000)
    writeFileSync(edited, mine)
    const asked = site.log.length

    await page.getByRole('button', { name: library.title }).click()
    const grid = page.getByRole('grid', { name: library.grid })
    await grid.focus()
    await page.keyboard.press('Shift+F10')
    await expectAccessible(page, 'menu of a gallery')
    await page.getByRole('menuitem', { name: check.menu }).click()

    const dialog = page.getByRole('dialog', { name: check.title })
    await expect(dialog).toContainText(fill(check.bad_other, { count: 3, total: 4 }))
    for (const verdict of ['missing', 'wrong-size', 'changed'] as const) {
      await expect(
        dialog.getByRole('heading', { name: fill(check.verdicts[verdict].title_other, { count: 1 }) }),
      ).toBeVisible()
    }
    await expectAccessible(page, 'result of a check')
    // The button has the focus: the whole way is done with keys.
    await expect(dialog.getByRole('button', { name: fill(check.repair_other, { count: 2 }) })).toBeFocused()
    await dialog.getByRole('checkbox').press('Space')
    await dialog.getByRole('button', { name: fill(check.repair_other, { count: 3 }) }).press('Enter')

    await expect(dialog).toBeHidden()
    // The row may still say what it said before the repair; and a file that is not there yet cannot be read.
    await expect(() => {
      for (const { file, sha256 } of record.files) {
        const bytes = readFileSync(join(folder, file))
        expect(createHash('sha256').update(bytes).digest('hex'), file).toBe(sha256)
      }
    }).toPass()
    await expect(taskRow(page, 'Repaired')).toContainText(words.en.downloads.status.finished)
    expect(site.log.slice(asked).toSorted()).toEqual(['/i/1-1.png', '/i/1-2.png', '/i/1-3.png'])
    expect(readFileSync(edited.replace('.png', ' (old).png'))).toEqual(mine)

    await page.getByRole('button', { name: library.title }).click()
    await grid.focus()
    await page.keyboard.press('Enter')
    await viewer(page).getByRole('button', { name: check.title }).click()
    await expect(dialog).toContainText(fill(check.whole_other, { count: 4 }))
    await expect(dialog).toContainText(fill(english.unknown_one, { count: 1 }))
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('whose folder is gone are shown as such, never fetched, and can be removed from the library', async () => {
    const site = await openSite({ pages: 2, images: 2 })
    const galleon = withOwnTarget(program, 'moved')
    const { folders } = galleon
    const release = ['/i/2-1.png', '/i/2-2.png'].map((path) => site.hold(path))
    await startDownload(galleon, `${site.origin}/g/[1-2].html`)
    // Out of the view of the downloads: a cover that was drawn once is not read again, and the folder not missed.
    await page.keyboard.press('ControlOrMeta+,')
    for (const each of release) each()
    const isDone = () =>
      page.evaluate(async () => {
        const snapshot = await window.galleon.invoke('snapshot', undefined)
        return snapshot.ok && snapshot.value.tasks.every(({ state }) => state.kind === 'done')
      })
    await expect.poll(isDone).toBe(true)
    const folder = join(folders.target, 'Gallery 2 [2]')
    renameSync(folder, join(folders.home, 'moved'))
    const asked = site.log.length

    await page.getByRole('button', { name: library.title }).click()
    await expect(page.getByRole('gridcell').filter({ hasText: check.missing.caption })).toHaveCount(1)
    await expectAccessible(page, 'library with a gallery that is gone')
    await page.getByRole('button', { name: check['check-all'] }).click()
    const dialog = page.getByRole('dialog', { name: check.title })
    await expect(
      dialog.getByRole('heading', { name: fill(english['gone-title_one'], { count: 1 }) }),
    ).toBeVisible()
    await expect(dialog.getByRole('button', { name: /^Repair/ })).toHaveCount(0)
    await dialog.getByRole('button', { name: check.forget }).click()
    await expect(dialog.getByRole('button', { name: check.forget })).toHaveCount(0)
    await dialog.getByRole('button', { name: common.close }).last().click()
    await expect(page.getByRole('gridcell').filter({ hasText: 'Gallery 2' })).toHaveCount(0)
    await expect(page.getByRole('gridcell').filter({ hasText: 'Gallery 1' })).toHaveCount(1)
    expect(site.log).toHaveLength(asked)
  })
})

test('a damaged list of downloads is reported once, with what was recovered', async ({ start, openSite }) => {
  test.skip(!isExhaustive, longWithoutCi)
  const site = await openSite({ pages: 2, images: 2 })
  const first = await start()
  const { folders } = first
  await startDownload(first, `${site.origin}/g/[1-2].html`)
  await expect(taskRow(first.page, '127.0.0.1')).toContainText(words.en.downloads.status.finished)
  await first.quit()
  const file = join(folders.data, 'galleon.db')
  mkdirSync(folders.data, { recursive: true })
  const bytes = readFileSync(file)
  bytes.fill(0x5a, 0, 4096)
  writeFileSync(file, bytes)

  const second = await start()
  const banner = second.page.getByRole('region', { name: check.rebuild.label })
  await expect(banner).toContainText(fill(check.rebuild.found_other, { count: 2 }))
  await expect(banner).toContainText('galleon.damaged-')
  await expectAccessible(second.page, 'banner of a damaged list')
  await banner.getByRole('button', { name: check.rebuild.show }).click()
  await expect.poll(() => second.systemCalls()).toMatchObject([{ what: 'file' }])
  await second.page.getByRole('button', { name: library.title }).click()
  await expect(second.page.getByRole('gridcell')).toHaveCount(2)
  await banner.getByRole('button', { name: check.rebuild.dismiss }).click()
  await expect(banner).toBeHidden()
  await second.quit()

  const third = await start()
  await expect(third.page.getByRole('region', { name: check.rebuild.label })).toBeHidden()
})
