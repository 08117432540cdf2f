import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gifWithComment } from '../pictures/gif.mjs'

// Measures how many small files are saved in a second: `node scripts/measure/small-files.mjs [COUNT] [CONNECTIONS]`.
// Needs the built program (`npm run build`). The site runs in this process, so that its work is not Galleon's.

const count = Number(process.argv[2] ?? 10_000)
const connections = process.argv[3] ?? '8'
const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'galleon-measure-'))
const perGallery = 500
/** Bytes of a picture, about. */
const bytes = 4096

const site = createServer((request, response) => {
  const path = request.url ?? '/'
  const page = /^\/g\/(\d+)\.html$/.exec(path)
  if (path.startsWith('/i/')) {
    const body = gifWithComment(Buffer.alloc(bytes - 60, path))
    response.writeHead(200, { 'content-type': 'image/gif', 'content-length': body.length, etag: `"${path}"` })
    response.end(body)
  } else if (page) {
    const first = (Number(page[1]) - 1) * perGallery
    const numbers = Array.from(
      { length: Math.min(perGallery, count - first) },
      (_, index) => first + index + 1,
    )
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(
      `<h1>Gallery ${page[1]}</h1><div>${numbers.map((n) => `<img src="/i/${n}.gif">`).join('\n')}</div>`,
    )
  } else {
    response.writeHead(404).end()
  }
})
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve))

const { port } = site.address()
const pages = Math.ceil(count / perGallery)
const target = join(folder, 'target')
const args = ['get', `http://127.0.0.1:${port}/g/[1-${pages}].html`, '--recipe', 'automatic', '-o', target]
const started = performance.now()
const program = spawn(
  process.execPath,
  [
    join(root, 'out/main/cli.js'),
    ...args,
    '--data-dir',
    join(folder, 'data'),
    '--yes',
    '--quiet',
    '--connections',
    connections,
    '--per-site',
    connections,
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
/** Processor time of the program in seconds (Linux): what is left to compare on a machine that does other work. */
let busy = 0
const timer = setInterval(() => {
  try {
    const fields = readFileSync(`/proc/${program.pid}/stat`, 'utf8').split(') ')[1].split(' ')
    busy = (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    // It has just ended, or there is no /proc.
  }
}, 100)
const code = await new Promise((resolve) => program.on('exit', (exit, signal) => resolve(exit ?? signal)))
clearInterval(timer)
const seconds = (performance.now() - started) / 1000
const files = readdirSync(target, { recursive: true }).filter((name) => name.endsWith('.gif')).length
site.closeAllConnections()
site.close()
rmSync(folder, { recursive: true, force: true })
process.stdout.write(
  `${files} of ${count} files, exit ${code}, ${seconds.toFixed(1)} s, ${Math.round(files / seconds)} files/s, ${busy} s busy\n`,
)
