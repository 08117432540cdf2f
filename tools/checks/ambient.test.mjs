import { expect, it } from 'vitest'
import { findAmbientUses } from './ambient.mjs'

it.each([
  'const at = Date.now()',
  'const clock = Date.now',
  'const now = new Date( )',
  'const began = performance.now()',
  'if (Math.random() < 0.5) return',
  "const isMac = process.platform === 'darwin'",
  "const home = process.env['HOME']",
  "import { homedir } from 'node:os'",
  "import { performance } from 'node:perf_hooks'",
  "import process from 'node:process'",
])('refuses in the engine: %s', (line) => {
  expect(findAmbientUses('download/save-image.ts', `const one = 1\n${line}\n`)).toHaveLength(1)
})

it.each([
  'const at = new Date(ports.now())',
  'const began = ports.monotonic()',
  '// performance.now() of two threads begin at different times',
  ' * Date.now() would be set back',
  'const processed = 1',
])('accepts in the engine: %s', (line) => {
  expect(findAmbientUses('download/save-image.ts', line)).toEqual([])
})

it('accepts the roots of worker threads, tests and ports', () => {
  const line = 'const began = performance.now()'
  expect(findAmbientUses('extract/worker/extract-worker.ts', line)).toEqual([])
  expect(findAmbientUses('extract/extract.test.ts', line)).toEqual([])
  expect(findAmbientUses('ports/ports.ts', line)).toEqual([])
  expect(findAmbientUses('extract/worker/extractor.ts', line)).toHaveLength(1)
})
