import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { errorCode } from './error-code.mjs'

const hasProc = existsSync('/proc/self/status')
const children = new URL('./children.mjs', import.meta.url).href

/**
 * Waits until a process has ended; the test's own time limit is the bound.
 *
 * @param {number} pid
 */
async function gone(pid) {
  for (;;) {
    try {
      process.kill(pid, 0)
      // A container's first process may never wait for its zombies.
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return true
    } catch (error) {
      if (errorCode(error) === 'ESRCH' || hasProc) return true
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/**
 * A program that starts a child, which starts a grandchild that ignores SIGTERM, and prints both process ids.
 *
 * @param {string} afterwards code that it runs then
 */
function startFamily(afterwards) {
  const grandchild = `process.on('SIGTERM',()=>{});console.log(process.pid);setInterval(()=>{},1e6)`
  const child = `const c=require('child_process').spawn(process.execPath,['-e',${JSON.stringify(grandchild)}],{stdio:['ignore','pipe','ignore']});c.stdout.once('data',d=>console.log(process.pid+' '+d))`
  const program = `
    import { startChild, endChildrenWithUs } from ${JSON.stringify(children)}
    endChildrenWithUs()
    const child = startChild(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.once('data', (text) => { process.stdout.write(text); ${afterwards} })
  `
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

it.skipIf(process.platform === 'win32').each(/** @type {const} */ (['SIGTERM', 'SIGINT']))(
  'on %s a child and what it started end with us',
  async (signal) => {
    const program = startFamily('')
    const [text] = await once(program.stdout, 'data')
    const pids = String(text).trim().split(/\s+/).map(Number)
    program.kill(signal)
    const [code] = await once(program, 'exit')
    expect(code).toBe(signal === 'SIGINT' ? 130 : 143)
    expect(pids).toHaveLength(2)
    for (const pid of pids) expect(await gone(pid)).toBe(true)
  },
)

it('children end when the program ends', async () => {
  const program = startFamily('setImmediate(() => process.exit(7))')
  const [text] = await once(program.stdout, 'data')
  const [code] = await once(program, 'exit')
  expect(code).toBe(7)
  for (const pid of String(text).trim().split(/\s+/).map(Number)) expect(await gone(pid)).toBe(true)
})

it.skipIf(process.platform === 'win32')(
  'an npm that is ended takes us along, though it signals only its shell',
  async () => {
    const program = `
    import { endChildrenWithUs } from ${JSON.stringify(children)}
    endChildrenWithUs()
    console.log(process.pid)
    setInterval(() => {}, 1e6)
  `
    const script = `node --input-type=module -e "$PROGRAM"; true`
    const env = { ...process.env, PROGRAM: program, npm_lifecycle_event: 'test' }
    const shell = spawn('sh', ['-c', script], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const [text] = await once(shell.stdout, 'data')
    shell.kill('SIGKILL')
    expect(await gone(Number(String(text)))).toBe(true)
  },
)
