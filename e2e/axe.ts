import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect } from './fixtures'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** All rules of axe, those of colour alone, or all others. */
export type AxeRules = 'all' | 'colour' | 'structure'

/** Rules that look at colours. The third of axe, `color-contrast-enhanced`, is of level AAA and off. */
const ofColour = ['color-contrast', 'link-in-text-block']

function optionsOf(rules: AxeRules, hasMenu: boolean): RunOptions {
  if (rules === 'colour') return { resultTypes: ['violations'], runOnly: { type: 'rule', values: ofColour } }
  const disabled = [...(rules === 'structure' ? ofColour : []), ...(hasMenu ? ['region'] : [])]
  return {
    resultTypes: ['violations'],
    rules: Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }])),
  }
}

/**
 * Checks what is on the screen now against rules of axe, best practices included, and expects no violation.
 *
 * A theme changes colours alone and a language changes none: a screen that was checked against all rules needs only
 * some of them in its second theme and in its second language.
 *
 * A menu stands over the window and outside of its landmarks, as the ARIA practices draw it: while one is open the
 * rule that wants everything inside a landmark does not hold. The checker is evaluated from outside, so the page's own
 * policy stays as strict as it is for a user.
 */
export async function expectAccessible(page: Page, screen: string, rules: AxeRules = 'all'): Promise<void> {
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
  const results = await page.evaluate(
    (given) => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(given),
    optionsOf(rules, hasMenu),
  )
  // A checker that ran no rule finds nothing.
  expect(results.passes.length + results.incomplete.length, screen).toBeGreaterThan(0)
  const violations = results.violations.map(({ id, nodes }) => ({
    rule: id,
    places: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html.slice(0, 200)} — ${failureSummary}`),
  }))
  expect.soft(violations, screen).toEqual([])
}
