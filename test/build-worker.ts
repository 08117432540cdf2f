import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const entry = resolve('src/main/engine/crawl/extract-worker.ts')
const folder = resolve('out/test')

/**
 * Bundles the extraction worker before the tests: a worker thread loads a plain JavaScript file, which vitest's own
 * transformation never writes. Tests find it at out/test/extract-worker.js.
 *
 * It is built aside and renamed, so that two test runs at once never read half a file.
 */
export default async function buildWorker(): Promise<void> {
  await mkdir(folder, { recursive: true })
  const aside = await mkdtemp(join(folder, 'making-'))
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      resolve: { alias: { '@shared': resolve('src/shared') } },
      ssr: { target: 'node', noExternal: true },
      build: {
        ssr: entry,
        target: 'node20.18',
        outDir: aside,
        minify: false,
        rolldownOptions: {
          output: { format: 'es', entryFileNames: 'extract-worker.js', codeSplitting: false },
        },
      },
    })
    await rename(join(aside, 'extract-worker.js'), join(folder, 'extract-worker.js'))
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}
