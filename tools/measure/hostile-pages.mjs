import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeGif } from '../../test/site/pictures.mjs'
import { startSite } from '../../test/site/site.mjs'
import { ensureCli } from '../build/build.mjs'
import { startChild } from '../set-up/children.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'
import { pages } from './hostile-markup.mjs'

// Measures the cost of hostile pages: `node tools/measure/hostile-pages.mjs [WORDS]`, WORDS choosing pages by name.
// For each page: the outcome, the time, the peak of resident memory of the
// whole program, its worker included, and how long the main thread was busy without a pause: 99 % of the time at most
// p99, at most max. Aims: p99 50 ms, max 200 ms; 512 MiB, or 1 GiB for a hundred thousand pictures. `get` also downloads:
// it is stopped after a while.

const cli = await ensureCli()
const getSeconds = 12
const names = Object.keys(pages)
const picture = makeGif(Buffer.alloc(0))
const wanted = process.argv.slice(2).join(' ').toLowerCase()
/** The page that is measured now. */
let body = Buffer.alloc(0)

const site = await startSite({
  content: (path) =>
    path.startsWith('/page/')
      ? { type: 'text/html; charset=utf-8', body }
      : { type: 'image/gif', body: picture },
})

/**
 * @param {'probe' | 'get'} command
 * @param {string} name of the page
 */
async function measure(command, name) {
  body = Buffer.from(pages[name]?.() ?? '')
  await withTemporaryFolder('measure', async (folder) => {
    const report = join(folder, 'report.json')
    const startedAt = Date.now()
    const watch = ['--import', join(import.meta.dirname, 'loop-delay.mjs')]
    const address = `${site.origin}/page/${names.indexOf(name)}.html`
    const target = command === 'get' ? ['-o', join(folder, 'target')] : []
    const program = startChild(
      process.execPath,
      [...watch, cli, command, address, '--json', '--data-dir', join(folder, 'data'), ...target],
      { env: { ...process.env, LOOP_DELAY_REPORT: report }, stdio: ['ignore', 'pipe', 'ignore'] },
    )
    let out = ''
    program.stdout?.setEncoding('utf8').on('data', (text) => {
      out += text
    })
    const stop = command === 'get' ? setTimeout(() => program.kill('SIGINT'), getSeconds * 1000) : undefined
    await new Promise((resolve) => program.on('close', resolve))
    clearTimeout(stop)
    const seconds = (Date.now() - startedAt) / 1000
    /** @type {{ peakMiB: number, p99Ms: number, maxMs: number }} */
    const { peakMiB, p99Ms, maxMs } = JSON.parse(readFileSync(report, 'utf8'))
    const figures = [`${seconds.toFixed(1)} s`, `${peakMiB} MiB`, `p99 ${p99Ms} ms`, `max ${maxMs} ms`]
    const columns = figures.map((figure) => figure.padStart(12)).join('')
    console.log(`${`${command}: ${name}`.padEnd(46)} ${outcomeOf(out, command).padEnd(16)} ${columns}`)
  })
}

/**
 * @param {string} out lines of `--json`
 * @param {'probe' | 'get'} command
 */
function outcomeOf(out, command) {
  /** @type {{ event: string, failure?: { kind: string } }[]} */
  const events = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  const failure = events.find(({ event }) => event === 'failed')?.failure?.kind
  const kind = command === 'get' ? 'saved' : 'image'
  return failure ?? `${events.filter(({ event }) => event === kind).length} pictures`
}

for (const name of names) if (name.toLowerCase().includes(wanted)) await measure('probe', name)
for (const name of ['100,000 pictures', '100,000 pictures, long addresses']) {
  if (`get ${name}`.toLowerCase().includes(wanted)) await measure('get', name)
}
await site.close()
