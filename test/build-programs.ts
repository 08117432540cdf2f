import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const folder = resolve('out/test')

const entries = {
  cli: 'src/main/cli/main.ts',
  'extract-worker': 'src/main/engine/extract/worker/extract-worker.ts',
  'disk-worker': 'src/main/engine/disk/writer/disk-writer-worker.ts',
  'list-worker': 'src/main/engine/storage/lists/list-worker.ts',
}

/**
 * Bundles what the tests start before them: the terminal program, which they run as people do, in a process of its own,
 * and the workers. A process and a worker thread load plain JavaScript files, which vitest's own transformation never
 * writes. Tests find them in out/test/, beside one another and as far from the resources as the real ones.
 */
export default async function buildPrograms(): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, entry] of Object.entries(entries)) await bundle(`${name}.js`, resolve(entry))
}

/** Builds aside and renames, so that two test runs at once never read half a file. */
async function bundle(file: string, entry: string): Promise<void> {
  const aside = await mkdtemp(join(folder, 'making-'))
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      resolve: { alias: { '@shared': resolve('src/shared') } },
      // The native database is loaded from node_modules, as in the real bundle.
      ssr: { target: 'node', noExternal: true, external: ['@photostructure/sqlite'] },
      build: {
        ssr: entry,
        target: 'node20.18',
        outDir: aside,
        minify: false,
        rolldownOptions: { output: { format: 'es', entryFileNames: file, codeSplitting: false } },
      },
    })
    await rename(join(aside, file), join(folder, file))
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}
