import { defineConfig } from '@playwright/test'

/** Empty where no virtual display could be started. */
const displays = process.env['GALLEON_TEST_DISPLAYS']?.split(' ') ?? []

/**
 * Tests of the app in its window.
 *
 * As many at a time as there are virtual displays, two: most of a test is waiting for a window that starts or for a clock,
 * and more Electrons on a small machine starve each other. On one display, a user's desktop, one at a time: each new
 * window takes the focus from the other. What is measured or drawn runs alone. No retries: a test that passes at the
 * second try hides a race.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: Math.max(1, displays.length),
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  // A small machine that is busy besides answers late; what is as expected is not waited for.
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] === 'true',
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? 'out/reports/e2e.json' }],
  ],
  projects: [
    { name: 'window', testIgnore: ['screenshots.spec.ts', 'measure-*.spec.ts'] },
    { name: 'screenshots', testMatch: 'screenshots.spec.ts', workers: 1, fullyParallel: false },
    { name: 'measure', testMatch: 'measure-*.spec.ts', workers: 1, fullyParallel: false },
  ],
})
