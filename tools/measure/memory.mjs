import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startChild } from '../set-up/children.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { startSiteProcess } from '../shared/site-process.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'

// Measures how much memory one very large task takes: `node tools/measure/memory.mjs [pages|images] [COUNT]`.
// Needs the built program (`npm run build`) and /proc (Linux). Prints the peak of resident memory of the whole program,
// its worker included, and the time.

const [kind = 'images', given] = process.argv.slice(2)
const count = Number(given ?? (kind === 'pages' ? 1_000_000 : 100_000))
const site = await startSiteProcess(join(import.meta.dirname, 'big-site.mjs'))
const path = kind === 'pages' ? `n/[1-${count}]` : `all/${count}`
const address = `http://127.0.0.1:${site.line}/${path}.html`

await withTemporaryFolder('measure', async (folder) => {
  const startedAt = Date.now()
  const seconds = () => Math.round((Date.now() - startedAt) / 1000)
  const options = ['--recipe', 'automatic', '-o', join(folder, 'target'), '--data-dir', join(folder, 'data')]
  const program = startChild(
    process.execPath,
    [join(projectFolder, 'out/main/cli.js'), 'get', address, ...options, '--yes'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let lastLine = ''
  program.stderr?.setEncoding('utf8').on('data', (text) => {
    lastLine = text.trim().split('\n').at(-1) ?? lastLine
  })

  /** A line of /proc/PID/status in MiB. @param {string} name */
  function memory(name) {
    const status = readFileSync(`/proc/${program.pid}/status`, 'utf8')
    return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024)
  }

  let peak = 0
  const timer = setInterval(() => {
    try {
      peak = memory('VmHWM')
      const line = `${seconds()} s  now ${memory('VmRSS')} MiB  peak ${peak} MiB  ${lastLine.slice(0, 80)}`
      process.stdout.write(`\r${line}`.padEnd(130))
    } catch {
      // The program has just ended.
    }
  }, 1000)
  const code = await new Promise((resolve) => program.on('exit', (exit, signal) => resolve(exit ?? signal)))
  clearInterval(timer)
  process.stdout.write(`\n${kind}: ${count}; exit ${code}; ${seconds()} s; peak ${peak} MiB\n`)
})
site.stop()
