import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pages } from './hostile-markup.mjs'

// Measures what hostile pages cost: `node tools/measure/hostile-pages.mjs [WORDS]`, WORDS choosing pages by name.
// Needs the built program (`npm run build`). For each page: what came of it, the time, the peak of resident memory of
// the whole program, its worker included, and how long the main thread was busy at a stretch: 99 % of the time at most
// p99, at most max. Aims: p99 50 ms, max 200 ms; 512 MiB, or 1 GiB for a hundred thousand pictures. `get` also fetches:
// it is stopped after a while.

const root = join(import.meta.dirname, '../..')
const getSeconds = 12
const picture = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const names = Object.keys(pages)
const bodies = new Map()

const site = createServer((request, response) => {
  const page = /^\/page\/(\d+)\.html$/.exec(request.url ?? '')
  if (!page) return response.writeHead(200, { 'content-type': 'image/gif' }).end(picture)
  return response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(bodies.get(names[Number(page[1])]))
})
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${site.address().port}`
const wanted = process.argv.slice(2).join(' ').toLowerCase()

async function measure(command, name) {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-measure-'))
  const report = join(folder, 'report.json')
  bodies.set(name, Buffer.from(pages[name]()))
  const target = command === 'get' ? ['-o', join(folder, 'target')] : []
  const startedAt = Date.now()
  const program = spawn(
    process.execPath,
    [
      '--import',
      join(import.meta.dirname, 'loop-delay.mjs'),
      join(root, 'out/main/cli.js'),
      command,
      `${origin}/page/${names.indexOf(name)}.html`,
      ...target,
      '--json',
      '--data-dir',
      join(folder, 'data'),
    ],
    { env: { ...process.env, LOOP_DELAY_REPORT: report }, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let out = ''
  program.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  const stop = setTimeout(() => program.kill('SIGINT'), getSeconds * 1000)
  if (command !== 'get') clearTimeout(stop)
  await new Promise((resolve) => program.on('close', resolve))
  clearTimeout(stop)
  const seconds = (Date.now() - startedAt) / 1000
  bodies.delete(name)
  const { peakMiB, p99Ms, maxMs } = JSON.parse(readFileSync(report, 'utf8'))
  rmSync(folder, { recursive: true, force: true })
  const events = out.split('\n').filter((line) => line !== '')
  const count = (kind) => events.filter((line) => line.startsWith(`{"event":"${kind}"`)).length
  const failure = events.map((line) => JSON.parse(line)).find((event) => event.event === 'failed')
    ?.failure.kind
  const outcome = failure ?? `${count(command === 'get' ? 'saved' : 'image')} pictures`
  const figures = [`${seconds.toFixed(1)} s`, `${peakMiB} MiB`, `p99 ${p99Ms} ms`, `max ${maxMs} ms`]
  process.stdout.write(
    `${`${command}: ${name}`.padEnd(46)} ${outcome.padEnd(16)} ${figures.map((one) => one.padStart(12)).join('')}\n`,
  )
}

for (const name of names) if (name.toLowerCase().includes(wanted)) await measure('probe', name)
for (const name of ['100,000 pictures', '100,000 pictures, long addresses']) {
  if (`get ${name}`.toLowerCase().includes(wanted)) await measure('get', name)
}
site.close()
