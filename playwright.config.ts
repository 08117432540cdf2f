import { defineConfig } from '@playwright/test'

/**
 * Tests of the app in its window.
 *
 * Two at a time: most of a test is waiting for a window that starts or for a clock, and more Electrons on a small machine
 * starve each other. What is measured or drawn runs alone. No retries: a test that passes at the second try hides a race.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 2,
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
