import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect } from './fixtures'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Checks what is on the screen now against every rule of axe, best practices included, and expects no violation.
 *
 * A menu stands over the window and outside of its landmarks, as the ARIA practices draw it: while one is open the
 * rule that wants everything inside a landmark does not hold. The checker is evaluated from outside, so the page's own
 * policy stays as strict as it is for a user.
 */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  // Half-way through a motion colours are mixed with what lies below.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime))
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  )
  const hasMenu = (await page.getByRole('menu').count()) > 0
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(hasMenu ? { rules: { region: { enabled: false } } } : {}),
  }
  const results = await page.evaluate(
    (given) => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(given),
    options,
  )
  const violations = results.violations.map(({ id, nodes }) => ({
    rule: id,
    places: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html.slice(0, 200)} — ${failureSummary}`),
  }))
  expect.soft(violations, screen).toEqual([])
}
