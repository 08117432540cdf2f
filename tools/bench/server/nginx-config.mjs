/**
 * What nginx can do here.
 *
 * @typedef {object} NginxTools
 * @property {string} path of the program
 * @property {readonly number[]} version such as 1, 22, 1
 * @property {readonly string[]} lua modules to load for Lua, in order; empty where there is none
 */

/**
 * One server.
 *
 * @typedef {object} NginxShape
 * @property {string} root folder of the files
 * @property {number} port
 * @property {import('../scenarios.mjs').Scenario} scenario
 * @property {{ certificate: string, key: string } | null} tls files in PEM; null for http
 * @property {number} workers processes
 * @property {boolean} isRoot started by root: its workers would otherwise run as a user who may not read our folder
 */

/** The pieces of a body whose rate is limited are this far apart. */
const portionMs = 10

/**
 * The version of nginx from what `nginx -v` prints.
 *
 * @param {string} text
 * @returns {readonly number[] | null} null where it is no nginx
 */
export function readVersion(text) {
  const match = /nginx\/(\d+)\.(\d+)\.(\d+)/.exec(text)
  return match === null ? null : match.slice(1).map(Number)
}

/**
 * The configuration of a server that hands out files, in a folder of its own: paths are relative to nginx's prefix.
 *
 * @param {NginxTools} tools
 * @param {NginxShape} shape
 */
export function nginxConfig(tools, { root, port, scenario, tls, workers, isRoot }) {
  const lua = scenario.latencyMs === 0 ? [] : tools.lua
  return `${[
    ...lua.map((file) => `load_module "${file}";`),
    'daemon off;',
    ...(isRoot ? ['user root;'] : []),
    `worker_processes ${workers};`,
    'pid nginx.pid;',
    'error_log error.log warn;',
    'events { worker_connections 4096; }',
    'http {',
    '  types { text/html html; image/jpeg jpg; }',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `  ${one}_temp_path ${one};`),
    "  log_format bench '$msec $request_time $connection $server_protocol $status $uri';",
    '  access_log access.log bench buffer=256k;',
    '  sendfile on;',
    '  tcp_nopush on;',
    '  keepalive_timeout 60s;',
    '  keepalive_requests 10000000;',
    '  server {',
    ...listening(tools, port, scenario, tls).map((line) => `    ${line}`),
    `    root "${root}";`,
    ...locations(scenario).map((line) => `    ${line}`),
    '  }',
    '}',
  ].join('\n')}\n`
}

/**
 * @param {NginxTools} tools
 * @param {number} port
 * @param {import('../scenarios.mjs').Scenario} scenario
 * @param {NginxShape['tls']} tls
 * @returns {readonly string[]}
 */
function listening({ version: [major = 0, minor = 0] }, port, { http2 }, tls) {
  if (tls === null) return [`listen 127.0.0.1:${port} backlog=4096;`]
  // A directive of its own since nginx 1.25.1, which warns about the former parameter.
  const isNew = major > 1 || minor > 24
  return [
    `listen 127.0.0.1:${port} ssl${http2 && !isNew ? ' http2' : ''} backlog=4096;`,
    ...(http2 && isNew ? ['http2 on;'] : []),
    `ssl_certificate "${tls.certificate}";`,
    `ssl_certificate_key "${tls.key}";`,
    'ssl_protocols TLSv1.2 TLSv1.3;',
  ]
}

/**
 * Of a limited body nginx sends a portion, waits, sends the next, and waits no more after the last: that wait is added
 * to the latency, so that a picture takes its latency and its bytes divided by the rate.
 *
 * @param {import('../scenarios.mjs').Scenario} scenario
 */
function locations({ latencyMs, bytesPerSecond }) {
  const isLimited = bytesPerSecond > 0
  const limit = [
    `limit_rate ${bytesPerSecond};`,
    `sendfile_max_chunk ${Math.round((bytesPerSecond * portionMs) / 1000)};`,
  ]
  const image = [...sleep(latencyMs + (isLimited ? portionMs : 0)), ...(isLimited ? limit : [])]
  return [`location /a/ { ${sleep(latencyMs).join(' ')} }`, `location /i/ { ${image.join(' ')} }`]
}

/** @param {number} ms */
function sleep(ms) {
  return ms === 0 ? [] : [`rewrite_by_lua_block { ngx.sleep(${ms / 1000}) }`]
}
