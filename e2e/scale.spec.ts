import { join } from 'node:path'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { expect, test } from './fixtures'
import { recordManyTasks } from './many-tasks'
import { taskList, taskRow } from './screen'
import { words } from './words'

test.skip(!isExhaustive, longWithoutCi)

const { downloads } = words.en
const many = 10_000

test('ten thousand downloads are a list like any other', async ({ folders, start }) => {
  recordManyTasks(join(folders.data, 'galleon.db'), folders.target, many)
  const { page } = await start()
  const grid = taskList(page)
  const shown = () => grid.getByRole('row').count()

  await test.step('only what is seen exists', async () => {
    await expect(page.getByText('10,000 downloads')).toBeVisible()
    await expect(taskRow(page, 'host-9999.example')).toBeVisible()
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(many))
    expect(await shown()).toBeLessThan(60)
  })

  await test.step('cells of names keep 260 px from 720 to 2560 px', async () => {
    for (const [width, height] of [
      [2560, 1300],
      [1240, 760],
      [1080, 720],
      [900, 600],
      [720, 560],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height })
      await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width)
      const box = await taskRow(page, 'host-9999.example').getByRole('gridcell').nth(1).boundingBox()
      expect(box?.width).toBeGreaterThanOrEqual(260)
      expect(box?.height).toBeLessThanOrEqual(64)
    }
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
    expect(await grid.getAttribute('aria-rowcount')).toBe('1')
    await page.getByRole('button', { name: downloads['clear-filter'] }).click()
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(many))
  })

  await test.step('and a filter those in its state', async () => {
    await page
      .getByRole('button', { name: `${downloads.problems} 1,000` })
      .first()
      .click()
    await expect(grid).toHaveAttribute('aria-rowcount', '1000')
    await expect(grid.getByRole('row').first()).toContainText(downloads.status['finished-with-problems'])
  })
})
