import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { start as tables } from '../src/main/engine/storage/migrations/001-start'
import { expect, test } from './fixtures'
import { taskList, taskRow } from './screen'
import { words } from './words'

const { downloads } = words.en
const many = 10_000

test('ten thousand downloads are a list like any other', async ({ folders, start }) => {
  fillRecords(join(folders.data, 'galleon.db'), folders.target)
  const { page } = await start()
  const grid = taskList(page)
  const shown = () => grid.getByRole('row').count()

  await test.step('only what is seen exists', async () => {
    await expect(page.getByRole('button', { name: `${downloads.all} 10,000` }).first()).toBeVisible()
    await expect(taskRow(page, 'host-9999.example')).toBeVisible()
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(many + 1))
    expect(await shown()).toBeLessThan(60)
  })

  await test.step('it scrolls to any place', async () => {
    await grid.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
    await expect(taskRow(page, 'host-0.example')).toBeVisible()
    expect(await shown()).toBeLessThan(60)
    await grid.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }))
    await expect(grid.getByRole('row', { name: /host-(49|50)\d\d\.example/ }).first()).toBeVisible()
    expect(await shown()).toBeLessThan(60)
  })

  await test.step('keys reach both ends', async () => {
    await grid.focus()
    await page.keyboard.press('End')
    await expect(taskRow(page, 'host-0.example')).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Home')
    await expect(taskRow(page, 'host-9999.example')).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('the filter finds one of them', async () => {
    await page.getByRole('textbox', { name: downloads['filter-name'] }).fill('host-1234.')
    await expect(taskRow(page, 'host-1234.example')).toBeVisible()
    expect(await grid.getAttribute('aria-rowcount')).toBe('2')
    await page.getByRole('button', { name: downloads['clear-filter'] }).click()
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(many + 1))
  })

  await test.step('and a shelf those in its state', async () => {
    await page
      .getByRole('button', { name: `${downloads.problems} 1,000` })
      .first()
      .click()
    await expect(grid).toHaveAttribute('aria-rowcount', '1001')
    await expect(grid.getByRole('row').nth(1)).toContainText(downloads.status['finished-with-problems'])
  })
})

/** Records of a program that has been in use for long: ended tasks, every tenth with problems. */
function fillRecords(file: string, folder: string): void {
  const database = new DatabaseSync(file)
  database.exec(`${tables} PRAGMA user_version = 1; BEGIN`)
  const insert = database.prepare('INSERT INTO tasks (request, state, tally, added_at) VALUES (?, ?, ?, ?)')
  for (let index = 0; index < many; index++) {
    const failed = index % 10 === 0 ? 2 : 0
    const request = {
      address: `https://host-${index}.example/a/[1-20].html`,
      recipe: null,
      folder,
      options: {},
      startLater: false,
    }
    const tally = {
      pagesKnown: 20,
      pagesRead: 20,
      pagesFailed: 0,
      galleries: 20,
      galleriesDone: 20,
      found: 400,
      saved: 400 - failed,
      skipped: 0,
      failed,
      bytes: 80_000_000 + index,
    }
    const at = 1_700_000_000_000 + index * 1000
    insert.run(JSON.stringify(request), JSON.stringify({ kind: 'done', at }), JSON.stringify(tally), at)
  }
  database.exec('COMMIT')
  database.close()
}
