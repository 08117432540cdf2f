import { join } from 'node:path'
import { startSiteProcess } from '../../shared/site-process.mjs'
import { startNginx } from './nginx.mjs'

/** @typedef {import('../scenarios.mjs').Scenario} Scenario */
/** @typedef {import('./nginx-config.mjs').NginxTools} NginxTools */

/**
 * What a server did for one run.
 *
 * @typedef {import('./access-log.mjs').Seen & { cpuSeconds: number }} Served `cpuSeconds`: user and system time
 */

/**
 * A site that is ready for requests.
 *
 * @typedef {object} Server
 * @property {string} origin such as `https://127.0.0.1:40123`
 * @property {() => Promise<Served | null>} stop null where the server keeps no log
 */

/**
 * Which server a scenario gets, and why not nginx.
 *
 * @param {Scenario} scenario
 * @param {NginxTools | null} nginx
 * @returns {{ kind: 'nginx' } | { kind: 'node' | 'none', note: string }} `none`: the scenario cannot be measured
 */
export function chooseServer(scenario, nginx) {
  if (nginx !== null && (scenario.latencyMs === 0 || nginx.lua.length > 0)) return { kind: 'nginx' }
  const lack = nginx === null ? 'nginx is not installed' : 'nginx has no module for Lua, which waits'
  if (scenario.scheme === 'https') return { kind: 'none', note: `${scenario.name} was skipped: ${lack}.` }
  const note = `${scenario.name}: ${lack}, so the site is one of Node, which limits fast programs.`
  return { kind: 'node', note }
}

/**
 * Starts the site of a scenario; the caller stops it.
 *
 * @param {Scenario} scenario
 * @param {NginxTools | null} nginx
 * @param {{ folder: string, root: string, tls: import('./nginx-config.mjs').NginxShape['tls'] }} places `folder`: for the
 *   server's own files, not yet there; `root`: of the files that it hands out
 * @returns {Promise<Server>}
 */
export async function startServer(scenario, nginx, { folder, root, tls }) {
  if (nginx !== null && chooseServer(scenario, nginx).kind === 'nginx') {
    const isTls = scenario.scheme === 'https'
    return await startNginx(nginx, { folder, root, scenario, tls: isTls ? tls : null })
  }
  const site = await startSiteProcess(join(import.meta.dirname, 'node-site.mjs'), JSON.stringify(scenario))
  return {
    origin: `http://127.0.0.1:${site.line}`,
    async stop() {
      site.stop()
      return null
    },
  }
}
