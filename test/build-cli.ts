import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const folder = resolve('out/test')

/** The program, and the thread in which the demo gallery draws its pictures. */
const entries = { cli: 'src/main/cli.ts', 'picture-worker': 'src/main/demo/picture-worker.ts' }

/**
 * Bundles the terminal program before the tests, which run it as people do: in a process of its own. They find it at
 * out/test/cli.js, beside its workers and as far from the resources as the real one.
 *
 * It is built aside and renamed, so that two test runs at once never read half a file.
 */
export default async function buildCli(): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, entry] of Object.entries(entries)) await bundle(`${name}.js`, resolve(entry))
}

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
