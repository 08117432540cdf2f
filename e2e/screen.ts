import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures'
import type { Galleon } from './launch'
import { type Words, words } from './words'

// Where things stand on the screen, by role and accessible name, as a screen reader finds them.

export function newDownload(page: Page, spoken: Words = words.en): Locator {
  return page.getByRole('dialog', { name: spoken.newDownload.title })
}

/** Types an address into the address bar; answers the dialog that it opens. */
export async function openNewDownload(
  page: Page,
  address: string,
  spoken: Words = words.en,
): Promise<Locator> {
  const bar = page.getByRole('textbox', { name: spoken.downloads.address.label })
  await bar.fill(address)
  await bar.press('Enter')
  const dialog = newDownload(page, spoken)
  await expect(dialog).toBeVisible()
  return dialog
}

export function taskList(page: Page, spoken: Words = words.en): Locator {
  return page.getByRole('grid', { name: spoken.downloads['task-list'] })
}

/** The row of the task whose cells hold this text. */
export function taskRow(page: Page, text: string, spoken: Words = words.en): Locator {
  return taskList(page, spoken).getByRole('row').filter({ hasText: text })
}

/** Chooses from the menu of a row, which offers everything at every width of the window. */
export async function chooseForRow(page: Page, row: Locator, item: string): Promise<void> {
  // Its buttons are seen under the pointer.
  await row.hover()
  await row.getByRole('button').last().click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Presses a button that has just taken the place of another one, until it takes the click and goes. */
export async function pressWhenSettled(button: Locator): Promise<void> {
  await expect(async () => {
    await button.click({ timeout: 1000 })
    await expect(button).toBeHidden({ timeout: 500 })
  }).toPass()
}

/** The detail of the chosen task. */
export function detail(page: Page, spoken: Words = words.en): Locator {
  const [before = ''] = spoken.downloads.detail.label.split('{{')
  const [, after = ''] = spoken.downloads.detail.label.split('}}')
  return page.getByRole('region', { name: new RegExp(`^${before}.*${after}$`) })
}

export function viewer(page: Page, spoken: Words = words.en): Locator {
  return page.getByRole('dialog').filter({ has: page.getByRole('button', { name: spoken.viewer['next'] }) })
}

/** Starts a download of an address as it stands, into the test's folder; the dialog's own default is elsewhere. */
export async function startDownload(
  galleon: Galleon,
  address: string,
  spoken: Words = words.en,
): Promise<void> {
  const { page, folders } = galleon
  await galleon.pickFolder(folders.target)
  const dialog = await openNewDownload(page, address, spoken)
  await dialog.getByRole('button', { name: spoken.newDownload['choose-folder'] }).click()
  await expect(dialog.getByText(folders.target, { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: spoken.newDownload.start }).click()
  await expect(dialog).toBeHidden()
}
