import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Measures how much memory one very large task takes: `node tools/measure/memory.mjs [pages|images] [COUNT]`.
// Needs the built program (`npm run build`) and /proc (Linux). Prints the peak of resident memory of the whole program,
// its worker included, and the processor time.

const [kind = 'images', given] = process.argv.slice(2)
const count = Number(given ?? (kind === 'pages' ? 1_000_000 : 100_000))
const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'galleon-measure-'))

const site = spawn(process.execPath, [join(import.meta.dirname, 'big-site.mjs')], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const port = await new Promise((resolve) => site.stdout.once('data', (text) => resolve(Number(text))))
const address =
  kind === 'pages'
    ? `http://127.0.0.1:${port}/n/[1-${count}].html`
    : `http://127.0.0.1:${port}/all/${count}.html`

const startedAt = Date.now()
const program = spawn(
  process.execPath,
  [
    join(root, 'out/main/cli.js'),
    'get',
    address,
    '--recipe',
    'automatic',
    '-o',
    join(folder, 'target'),
    '--data-dir',
    join(folder, 'data'),
    '--yes',
  ],
  { stdio: ['ignore', 'ignore', 'pipe'] },
)
let last = ''
program.stderr.setEncoding('utf8')
program.stderr.on('data', (text) => {
  last = text.trim().split('\n').at(-1) ?? last
})

/** A line of /proc/PID/status in MiB. */
function memory(name) {
  const line = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(
    readFileSync(`/proc/${program.pid}/status`, 'utf8'),
  )
  return Math.round(Number(line?.[1]) / 1024)
}

let peak = 0
const timer = setInterval(() => {
  try {
    peak = memory('VmHWM')
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    process.stdout.write(
      `\r${seconds} s  now ${memory('VmRSS')} MiB  peak ${peak} MiB  ${last.slice(0, 80)}`.padEnd(130),
    )
  } catch {
    // The program has just ended.
  }
}, 1000)

const code = await new Promise((resolve) => program.on('exit', (exit, signal) => resolve(exit ?? signal)))
clearInterval(timer)
site.kill()
rmSync(folder, { recursive: true, force: true })
const seconds = Math.round((Date.now() - startedAt) / 1000)
process.stdout.write(`\n${kind}: ${count}; exit ${code}; ${seconds} s; peak ${peak} MiB\n`)
