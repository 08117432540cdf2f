import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Measures how many small files are saved in a second: `node scripts/measure/small-files.mjs [COUNT] [CONNECTIONS]`.
// Needs the built program (`npm run build`). The site runs in this process, so that its work is not Galleon's.

const count = Number(process.argv[2] ?? 10_000)
const connections = process.argv[3] ?? '8'
const root = process.env.GALLEON_BUILT ?? join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(process.env.GALLEON_MEASURE_FOLDER ?? tmpdir(), 'galleon-measure-'))
const perGallery = 500
const bytes = 4096

/** A GIF of one pixel of this many bytes, told apart by its comments. */
function picture(name) {
  const parts = [
    Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff', 'latin1'),
    Buffer.from([0x21, 0xfe]),
  ]
  const text = Buffer.alloc(bytes - 60, name)
  for (let at = 0; at < text.length; at += 255) {
    const piece = text.subarray(at, at + 255)
    parts.push(Buffer.from([piece.length]), piece)
  }
  parts.push(Buffer.from('\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;', 'latin1'))
  return Buffer.concat(parts)
}

const site = createServer((request, response) => {
  const path = request.url ?? '/'
  const page = /^\/g\/(\d+)\.html$/.exec(path)
  if (path.startsWith('/i/')) {
    const body = picture(path)
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
