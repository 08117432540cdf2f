import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../set-up/places.mjs'
import { bundleAliases } from './aliases.mjs'

/** What tests and tools run in processes and worker threads of their own: they load plain JavaScript only. */
const entries = {
  cli: 'src/main/cli/main.ts',
  'soak-host': 'test/soak-host.ts',
  'seen-host': 'test/seen-host.ts',
  'extract-worker': 'src/main/engine/extract/worker/extract-worker.ts',
  'transfer-worker': 'src/main/engine/download/thread/transfer-worker.ts',
  'hash-worker': 'src/main/engine/download/thread/stream/hash-worker.ts',
  'list-worker': 'src/main/engine/storage/lists/list-worker.ts',
  'record-worker': 'src/main/engine/records/database/record-worker.ts',
}

/** Where the bundles are: beside one another and as far from the resources as the real ones. */
export const bundleFolder = join(projectFolder, 'out', 'test')

/** Bundles the terminal program, the workers and the host of the soak into `out/test/`. */
export async function bundlePrograms() {
  for (const [name, entry] of Object.entries(entries)) await bundleProgram(name, entry)
}

/**
 * Bundles one file with all that it imports as `out/test/NAME.js`.
 *
 * @param {string} name
 * @param {string} entry path in the project
 * @returns {Promise<string>} absolute path of the bundle
 */
export async function bundleProgram(name, entry) {
  // Not sooner: it is a package.
  const { build } = await import('vite')
  await mkdir(bundleFolder, { recursive: true })
  const file = `${name}.js`
  // Builds aside and renames, so that two test runs at once never read half a file.
  const aside = await mkdtemp(join(bundleFolder, 'making-'))
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      root: projectFolder,
      resolve: { alias: bundleAliases },
      // The native database is loaded from node_modules, as in the real bundle.
      ssr: { target: 'node', noExternal: true, external: ['@photostructure/sqlite'] },
      build: {
        ssr: join(projectFolder, entry),
        target: 'node20.18',
        outDir: aside,
        minify: false,
        rolldownOptions: { output: { format: 'es', entryFileNames: file, codeSplitting: false } },
      },
    })
    await rename(join(aside, file), join(bundleFolder, file))
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
  return join(bundleFolder, file)
}
