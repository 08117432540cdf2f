import { describe, expect, it } from 'vitest'
import { scenariosOf } from '../scenarios.mjs'
import { readAccessLog } from './access-log.mjs'
import { nginxConfig, readVersion } from './nginx-config.mjs'
import { chooseServer } from './server.mjs'

/** @param {string} name */
function scenario(name) {
  const found = scenariosOf({ isQuick: false }).find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

const old = { path: '/usr/sbin/nginx', version: [1, 22, 1], lua: ['/modules/ndk.so', '/modules/lua.so'] }
const shape = { root: '/site', port: 4000, tls: null, workers: 2, isRoot: false }
const tls = { certificate: '/c.pem', key: '/k.pem' }

describe('the configuration of nginx', () => {
  it('waits before each reply and limits each connection of a far site', () => {
    const text = nginxConfig(old, { ...shape, scenario: scenario('A') })
    expect(text).toContain('load_module "/modules/ndk.so";\nload_module "/modules/lua.so";\n')
    expect(text).toContain('listen 127.0.0.1:4000 backlog=4096;')
    expect(text).toContain('location /a/ { rewrite_by_lua_block { ngx.sleep(0.1) } }')
    expect(text).toContain(
      'location /i/ { rewrite_by_lua_block { ngx.sleep(0.11) } limit_rate 1000000; sendfile_max_chunk 10000; }',
    )
    expect(text).not.toContain('user root')
  })

  it('needs no Lua where nothing waits', () => {
    const text = nginxConfig({ ...old, lua: [] }, { ...shape, isRoot: true, scenario: scenario('B') })
    expect(text).not.toMatch(/lua|load_module|limit_rate/)
    expect(text).toContain('location /i/ {  }')
    expect(text).toContain('user root;')
  })

  it.each([
    [[1, 22, 1], 'D-https', 'listen 127.0.0.1:4000 ssl http2 backlog=4096;', false],
    [[1, 24, 0], 'D-https', 'listen 127.0.0.1:4000 ssl http2 backlog=4096;', false],
    [[1, 26, 3], 'D-https', 'listen 127.0.0.1:4000 ssl backlog=4096;', true],
    [[2, 0, 0], 'D-https', 'listen 127.0.0.1:4000 ssl backlog=4096;', true],
    [[1, 26, 3], 'F-h1', 'listen 127.0.0.1:4000 ssl backlog=4096;', false],
  ])('offers HTTP/2 as version %j wants it, in %s', (version, name, listen, isDirective) => {
    const text = nginxConfig({ ...old, version }, { ...shape, tls, scenario: scenario(name) })
    expect(text).toContain(listen)
    expect(text.includes('http2 on;')).toBe(isDirective)
    expect(text).toContain('ssl_certificate "/c.pem";')
  })

  it('knows the version of nginx', () => {
    expect(readVersion('nginx version: nginx/1.22.1\n')).toEqual([1, 22, 1])
    expect(readVersion('sh: nginx: not found')).toBeNull()
  })
})

it('reads from the access log when the first request began, and what there was', () => {
  const log = [
    '100.500 0.250 3 HTTP/1.1 200 /i/1.jpg',
    '100.400 0.300 1 HTTP/1.1 200 /a/1.html',
    '101.000 0.270 3 HTTP/2.0 404 /i/2.jpg',
    '',
  ].join('\n')
  expect(readAccessLog(log)).toEqual({
    firstRequestAt: expect.closeTo(100.1),
    requests: 3,
    connections: 2,
    overHttp2: 1,
    refused: 1,
    imageSeconds: 0.27,
  })
  expect(readAccessLog('')).toMatchObject({ firstRequestAt: null, requests: 0 })
})

it('takes nginx where it can do the scenario, else the site of Node, which has no https', () => {
  const noLua = { ...old, lua: [] }
  expect(chooseServer(scenario('C'), old).kind).toBe('nginx')
  expect(chooseServer(scenario('B'), noLua).kind).toBe('nginx')
  expect(chooseServer(scenario('C'), noLua).kind).toBe('node')
  expect(chooseServer(scenario('C'), null).kind).toBe('node')
  expect(chooseServer(scenario('C-https'), noLua)).toEqual({
    kind: 'none',
    note: 'C-https was skipped: nginx has no module for Lua, which waits.',
  })
})
