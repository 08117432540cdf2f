import { join } from 'node:path'
import { runProgram } from '../bench/run/run-program.mjs'
import { ensureCli } from '../build/build.mjs'
import { startSiteProcess } from '../shared/site-process.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'

// Measures how much memory one very large task takes: `node tools/measure/memory.mjs [pages|images] [COUNT]`.
// Needs /proc (Linux) and bash. Prints the peak of resident memory of the whole program, its worker included, and the time.

const [kind = 'images', given] = process.argv.slice(2)
const count = Number(given ?? (kind === 'pages' ? 1_000_000 : 100_000))
const cli = await ensureCli()
const site = await startSiteProcess(join(import.meta.dirname, 'big-site.mjs'))
const path = kind === 'pages' ? `n/[1-${count}]` : `all/${count}`
const address = `http://127.0.0.1:${site.line}/${path}.html`

await withTemporaryFolder('measure', async (folder) => {
  const options = ['--recipe', 'automatic', '-o', join(folder, 'target'), '--data-dir', join(folder, 'data')]
  const command = [process.execPath, cli, 'get', address, ...options, '--yes']
  const { code, wallSeconds, peakMiB } = await runProgram(command, folder, 60 * 60_000)
  console.log(`${kind}: ${count}; exit ${code}; ${Math.round(wallSeconds)} s; peak ${peakMiB} MiB`)
})
site.stop()
