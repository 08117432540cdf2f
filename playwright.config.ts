import { defineConfig } from '@playwright/test'

/**
 * Tests of the app in its window.
 *
 * One at a time: several Electrons on one small machine starve each other. No retries: a test that passes at
 * the second try hides a race.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
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
    { name: 'screenshots', testMatch: 'screenshots.spec.ts' },
    { name: 'measure', testMatch: 'measure-*.spec.ts' },
  ],
})
