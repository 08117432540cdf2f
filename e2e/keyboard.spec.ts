import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { detail, newDownload, taskList, taskRow, viewer } from './screen'
import { words } from './words'

const { common, downloads, newDownload: form, library, recipes, settings } = words.en

test('everything goes by keyboard', async ({ start, openSite }) => {
  const { page, folders, pickFolder } = await start()

  await test.step('Tab goes through the window in reading order, and what has the focus shows it', async () => {
    const seen: Focus[] = []
    for (;;) {
      await page.keyboard.press('Tab')
      const focus = await focusOf(page)
      if (focus === null || seen.some(({ place }) => place === focus.place)) break
      expect(focus.ring, `${focus.name} shows that it has the focus`).toBe(true)
      seen.push(focus)
    }
    const order = seen.map(({ name }) => name)
    expect(order).toEqual([
      common['view-downloads'],
      `${downloads.running} 0`,
      `${downloads.waiting} 0`,
      `${downloads.paused} 0`,
      `${downloads.problems} 0`,
      `${downloads.finished} 0`,
      common['view-library'],
      common['view-recipes'],
      common['view-crawls'],
      common['view-settings'],
      downloads.speed.label,
      downloads.address.label,
      downloads.address.download,
      downloads['filter-name'],
      downloads['list-options'],
      downloads['show-detail'],
      downloads['nothing-yet'].start,
      downloads.demo.offer,
    ])
  })

  await test.step('shortcuts reach every view and field', async () => {
    const view = (name: string) => page.getByRole('navigation').getByRole('button', { name })
    for (const [key, name] of [
      ['2', common['view-library']],
      ['3', common['view-recipes']],
      ['4', common['view-crawls']],
      [',', common['view-settings']],
    ] as const) {
      await page.keyboard.press(`ControlOrMeta+${key}`)
      await expect(view(name)).toHaveAttribute('aria-current', 'page')
    }
    await expect(page.getByRole('tab', { name: settings.sections.general })).toBeVisible()
    await page.keyboard.press('ControlOrMeta+1')
    await expect(view(common['view-downloads'])).toHaveAttribute('aria-current', 'page')
    await page.keyboard.press('ControlOrMeta+F')
    await expect(page.getByRole('textbox', { name: downloads['filter-name'] })).toBeFocused()
    await page.keyboard.press('ControlOrMeta+N')
    await expect(newDownload(page)).toBeVisible()
    // A dialog keeps the keys to itself.
    await page.keyboard.press('ControlOrMeta+3')
    await page.keyboard.press('Escape')
    await expect(newDownload(page)).toBeHidden()
    await expect(page.getByText(recipes['automatic-text'])).toBeHidden()
  })

  await test.step('the whole main flow goes by keyboard alone', async () => {
    const site = await openSite({ pages: 2, images: 3 })
    const release = site.hold('/i/2-3.png')
    await pickFolder(folders.target)
    const dialog = newDownload(page)

    await test.step('an address, a folder, pages, start', async () => {
      await page.keyboard.press('ControlOrMeta+L')
      await expect(page.getByRole('textbox', { name: downloads.address.label })).toBeFocused()
      await page.keyboard.type(`${site.origin}/g/1.html`)
      await page.keyboard.press('Enter')
      await expect(dialog.getByRole('textbox', { name: form.address, exact: true })).toBeFocused()
      await tabTo(page, dialog.getByRole('textbox', { name: form.to }))
      await page.keyboard.press('ArrowUp')
      await expect(dialog.getByRole('textbox', { name: form['pages-syntax'] })).toHaveValue('1-2')
      await tabTo(page, dialog.getByRole('button', { name: form['choose-folder'] }))
      await page.keyboard.press('Enter')
      await expect(dialog.getByText(folders.target, { exact: true })).toBeVisible()
      await tabTo(page, dialog.getByRole('button', { name: form.start }))
      await page.keyboard.press('Enter')
      await expect(dialog).toBeHidden()
    })

    const row = taskRow(page, '1–2')
    await test.step('pause, resume, menu, cancel and not', async () => {
      await expect(row).toContainText('5 of 6')
      await tabTo(page, taskList(page))
      await expect(row).toHaveAttribute('aria-selected', 'true')
      await page.keyboard.press('Space')
      await expect(row).toContainText(downloads.status.paused)
      await page.keyboard.press('Space')
      await expect(row).toContainText(downloads.status.downloading)
      await page.keyboard.press('Shift+F10')
      await expect(page.getByRole('menu')).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('menu')).toBeHidden()
      await expect(taskList(page)).toBeFocused()
      await page.keyboard.press('Delete')
      await expect(page.getByRole('button', { name: downloads.end['keep-going'] })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toBeHidden()
      release()
      await expect(row).toContainText(downloads.status.finished)
    })

    await test.step('from the detail into the viewer and back', async () => {
      await taskList(page).focus()
      const galleries = detail(page).getByRole('grid', { name: downloads.detail.galleries })
      await tabTo(page, galleries)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await expect(galleries.getByRole('row', { name: 'Gallery 2' })).toHaveAttribute('aria-selected', 'true')
      await page.keyboard.press('Enter')
      const picture = viewer(page).getByRole('img').first()
      await expect(picture).toHaveAttribute('alt', '001 2-1.png')
      await page.keyboard.press('Space')
      await expect(picture).toHaveAttribute('alt', '002 2-2.png')
      await page.keyboard.press('Escape')
      await expect(viewer(page)).toBeHidden()
      await expect(galleries).toBeFocused()
    })

    await test.step('the library opens a gallery too', async () => {
      await page.keyboard.press('ControlOrMeta+2')
      await tabTo(page, page.getByRole('grid', { name: library.grid }))
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await expect(viewer(page).getByRole('img').first()).toHaveAttribute('alt', /^001 /)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('grid', { name: library.grid })).toBeFocused()
    })
  })
})

/** Presses Tab until the focus is there; fails when it went around without. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  await expect(target, 'is reached by Tab').toBeFocused({ timeout: 1 })
}

interface Focus {
  /** Where it stands in the document. */
  readonly place: number
  readonly name: string
  /** Whether an outline is drawn around it or around the frame that it stands in. */
  readonly ring: boolean
}

function focusOf(page: Page): Promise<Focus | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    const drawn = (each: Element | null): boolean => {
      if (each === null) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(each)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
    }
    const label = element.getAttribute('aria-label') ?? element.innerText
    const hidden = element.querySelector('.sr-only')?.textContent
    return {
      place: [...document.querySelectorAll('*')].indexOf(element),
      name: (hidden ?? label).replaceAll(/\s+/g, ' ').trim(),
      ring: drawn(element) || drawn(element.parentElement) || drawn(element.querySelector('[data-current]')),
    }
  })
}
