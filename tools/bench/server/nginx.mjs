import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { captureChild, killChild, startChild } from '../../set-up/children.mjs'
import { findProgram } from '../../set-up/find-program.mjs'
import { cpuSecondsOf, treeOf } from '../run/process-tree.mjs'
import { readAccessLog } from './access-log.mjs'
import { nginxConfig, readVersion } from './nginx-config.mjs'

/** @typedef {import('./nginx-config.mjs').NginxTools} NginxTools */

/** Where distributions keep modules. */
const moduleFolders = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules', '/usr/share/nginx/modules']
/** Lua needs the first. */
const luaModules = ['ndk_http_module.so', 'ngx_http_lua_module.so']

const startLimitMs = 10_000

/**
 * Looks for nginx and its module for Lua.
 *
 * @returns {Promise<NginxTools | null>} null where nginx is not installed
 */
export async function findNginx() {
  // Users other than root often have no /usr/sbin in their PATH.
  const path = findProgram('nginx') ?? ['/usr/sbin/nginx'].find((file) => existsSync(file))
  if (path === undefined) return null
  const version = readVersion((await captureChild(path, ['-v'])).errors)
  if (version === null) return null
  const folder = moduleFolders.find((one) => luaModules.every((name) => existsSync(join(one, name))))
  return { path, version, lua: folder === undefined ? [] : luaModules.map((name) => join(folder, name)) }
}

/**
 * Starts nginx on a free port of 127.0.0.1.
 *
 * @param {NginxTools} tools
 * @param {{ folder: string, root: string, scenario: import('../scenarios.mjs').Scenario,
 *   tls: import('./nginx-config.mjs').NginxShape['tls'] }} options `folder`: for its own files, not yet there
 * @returns {Promise<import('./server.mjs').Server>}
 * @throws {Error} when it does not listen within 10 s
 */
export async function startNginx(tools, { folder, root, scenario, tls }) {
  const port = await freePort()
  const isRoot = process.getuid?.() === 0
  await mkdir(folder)
  const shape = { root, port, scenario, tls, workers: Math.min(cpus().length, 4), isRoot }
  await writeFile(join(folder, 'nginx.conf'), nginxConfig(tools, shape))
  // Nginx ends with the standard input of the shell, also when this program is killed.
  const keep = '"$@" & server=$!; cat > /dev/null; kill "$server"; wait "$server"'
  const command = [tools.path, '-p', folder, '-c', 'nginx.conf']
  const child = startChild('sh', ['-c', keep, 'sh', ...command], { stdio: ['pipe', 'ignore', 'ignore'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  if (!(await listensWithin(port, startLimitMs))) {
    killChild(child)
    throw new Error(`nginx did not start: ${await readFile(join(folder, 'error.log'), 'utf8').catch(String)}`)
  }
  return {
    origin: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    async stop() {
      const cpuSeconds = treeOf(child.pid).reduce((sum, id) => sum + cpuSecondsOf(id), 0)
      child.stdin?.end()
      await ended
      return { cpuSeconds, ...readAccessLog(await readFile(join(folder, 'access.log'), 'utf8')) }
    },
  }
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * @param {number} port
 * @param {number} limitMs
 */
async function listensWithin(port, limitMs) {
  const end = performance.now() + limitMs
  while (performance.now() < end) {
    if (await accepts(port)) return true
    await wait(20)
  }
  return false
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.destroy()).once('error', () => resolve(false))
    socket.once('close', (failed) => resolve(!failed))
  })
}
