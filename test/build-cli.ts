import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const folder = resolve('out/test')

/**
 * Bundles the terminal program before the tests, which run it as people do: in a process of its own. They find it at
 * out/test/cli.js, beside the extraction worker and as far from the resources as the real one.
 *
 * It is built aside and renamed, so that two test runs at once never read half a file.
 */
export default async function buildCli(): Promise<void> {
  await mkdir(folder, { recursive: true })
  const aside = await mkdtemp(join(folder, 'making-'))
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      resolve: { alias: { '@shared': resolve('src/shared') } },
      // The native database is loaded from node_modules, as in the real bundle.
      ssr: { target: 'node', noExternal: true, external: ['@photostructure/sqlite'] },
      build: {
        ssr: resolve('src/main/cli.ts'),
        target: 'node20.18',
        outDir: aside,
        minify: false,
        rolldownOptions: { output: { format: 'es', entryFileNames: 'cli.js', codeSplitting: false } },
      },
    })
    await rename(join(aside, 'cli.js'), join(folder, 'cli.js'))
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}
