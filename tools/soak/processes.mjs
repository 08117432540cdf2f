import { fork, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { projectFolder } from '../set-up/places.mjs'

/** The engine's process and its workers, as plain JavaScript. */
const entries = {
  host: 'test/soak-host.ts',
  'extract-worker': 'src/main/engine/extract/worker/extract-worker.ts',
  'disk-worker': 'src/main/engine/disk/writer/disk-writer-worker.ts',
  'list-worker': 'src/main/engine/storage/lists/list-worker.ts',
}

/**
 * Bundles what the engine's process runs.
 *
 * @param {string} folder
 */
async function bundle(folder) {
  for (const [name, entry] of Object.entries(entries)) {
    const file = `${name}.js`
    const aside = await mkdtemp(join(folder, 'making-'))
    await build({
      configFile: false,
      logLevel: 'warn',
      root: projectFolder,
      resolve: { alias: { '@shared': join(projectFolder, 'src/shared') } },
      ssr: { target: 'node', noExternal: true, external: ['@photostructure/sqlite'] },
      build: {
        ssr: join(projectFolder, entry),
        target: 'node20.18',
        outDir: aside,
        minify: false,
        rolldownOptions: { output: { format: 'es', entryFileNames: file, codeSplitting: false } },
      },
    })
    await rename(join(aside, file), join(folder, file))
    await rm(aside, { recursive: true })
  }
}

/**
 * Starts the misbehaving site.
 *
 * @param {number} seed
 * @param {number} filesOnPage
 * @returns {Promise<{ origins: readonly string[], close: () => void }>}
 */
export async function startSite(seed, filesOnPage) {
  const site = spawn(process.execPath, [join(import.meta.dirname, 'site.mjs'), `${seed}`, `${filesOnPage}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ports = await new Promise((resolve) => site.stdout.once('data', (text) => resolve(JSON.parse(text))))
  return {
    origins: ports.map((port) => `http://127.0.0.1:${port}`),
    // It ends with its input, also when this program is killed.
    close: () => site.stdin.end(),
  }
}

/**
 * Starts an engine in a process of its own.
 *
 * `invoke` sends a command of the engine, or `sample`, `tasks`, `close`, and rejects with what the engine refused. After
 * `release` the process ends by itself unless something in it is left over; `ended` is its exit code or signal.
 *
 * @param {string} folder for its data and downloads
 */
export async function startEngine(folder) {
  const out = join(projectFolder, 'out')
  await mkdir(out, { recursive: true })
  const bundles = await mkdtemp(join(out, 'soak-'))
  await bundle(bundles)
  const host = fork(join(bundles, 'host.js'), [join(folder, 'data'), join(folder, 'target'), projectFolder], {
    execArgv: ['--expose-gc'],
  })
  const waiting = new Map()
  let last = 0
  const ended = new Promise((resolve) => {
    host.on('exit', (code, signal) => {
      for (const { reject } of waiting.values())
        reject(new Error(`the engine's process ended: ${code ?? signal}`))
      rmSync(bundles, { recursive: true, force: true })
      resolve(code ?? signal)
    })
  })
  const ready = new Promise((resolve, reject) => waiting.set(0, { resolve, reject }))
  host.on('message', ({ id, said }) => {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (said === undefined || said.ok) resolve?.(said?.value)
    else reject?.(Object.assign(new Error(`${said.failure.kind}: ${said.failure.detail}`), said))
  })
  await ready
  return {
    ended,
    invoke(name, input) {
      last += 1
      const id = last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        host.send({ id, name, input })
      })
    },
    release: () => host.disconnect(),
    kill: () => host.kill('SIGKILL'),
  }
}
