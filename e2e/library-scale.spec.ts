import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { expect, test } from './fixtures'
import { words } from './words'

const galleries = 10_001
const { library } = words.en

test('a library of ten thousand galleries is read only where it is looked at', async ({ start, folders }) => {
  test.skip(!isExhaustive, longWithoutCi)
  const maker = resolve('tools/measure/big-database.mjs')
  execFileSync(process.execPath, [maker, resolve('out/main/cli.js'), folders.data, '30000'])
  const { page } = await start()
  await page.getByRole('button', { name: library.title }).first().click()
  const grid = page.getByRole('grid', { name: library.grid })
  const cards = grid.getByRole('gridcell')
  const current = grid.locator('[data-current]')
  await expect(cards.first()).toBeVisible()
  const total = Number(
    (await page.getByText(/[\d,]+ galleries ·/).innerText()).replace(/ galleries.*/, '').replace(',', ''),
  )
  expect(total).toBeGreaterThan(galleries / 2)

  await test.step('keys reach both ends', async () => {
    await grid.focus()
    await page.keyboard.press('End')
    await expect(current).toHaveAttribute('data-position', String(total - 1))
    await page.keyboard.press('Home')
    await expect(current).toHaveAttribute('data-position', '0')
  })

  await test.step('it scrolls to any place', async () => {
    await grid.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }))
    await expect(async () => {
      const shown = await grid
        .locator('[data-position]')
        .evaluateAll((found) => found.map((card) => Number(card.getAttribute('data-position'))))
      expect(shown.length).toBeGreaterThan(3)
      expect(shown.length).toBeLessThan(200)
      expect(Math.abs((shown[0] ?? 0) - total / 2)).toBeLessThan(200)
    }).toPass()
    await expect(grid.locator('[aria-busy]')).toHaveCount(0)
  })

  await test.step('the gallery at the top stays when they are grouped', async () => {
    const positions = () =>
      grid
        .locator('[data-gallery]')
        .evaluateAll((found) => found.map((card) => card.getAttribute('data-gallery')))
    const before = await positions()
    await page.getByRole('button', { name: library['group-by-site'] }).click()
    await expect(grid).not.toHaveAttribute(
      'aria-rowcount',
      String(Math.ceil(total / Number(await grid.getAttribute('aria-colcount')))),
    )
    await expect(async () => {
      const after = await positions()
      expect(after.some((id) => before.slice(0, 20).includes(id))).toBe(true)
    }).toPass()
  })
})
