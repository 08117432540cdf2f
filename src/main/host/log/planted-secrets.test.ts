import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestCli, type TestCli } from '../../../../test/test-cli'

// A secret at every entry, through success and failure; then it is looked for everywhere.

const secrets = {
  user: 'HUSHuser',
  password: 'HUSHpassword',
  query: 'HUSHquery',
  cookie: 'HUSHcookie',
  header: 'HUSHheader',
  proxy: 'HUSHproxy',
}

let bench: TestCli
const servers: Server[] = []

beforeEach(() => {
  bench = openTestCli()
})

afterEach(async () => {
  await bench.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
})

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** What each request brought along: the secrets must have been in use, or the test proves nothing. */
const brought: string[] = []

function site(request: IncomingMessage, response: ServerResponse): void {
  const { authorization, cookie } = request.headers
  brought.push([request.url, authorization, cookie, request.headers['x-site-pass']].join(' '))
  const path = new URL(request.url ?? '/', 'http://x').pathname
  if (authorization === undefined) {
    response.writeHead(401).end('who are you?')
    return
  }
  // Pages that show the same pictures would be one gallery.
  const sign = `X-Amz-Signature=${secrets.query}&amp;Expires=1&amp;of=${path.slice(3)}`
  const images = ['good', 'missing', 'broken', 'text'].map(
    (name) => `<p><img src="/i/${name}.png?${sign}"></p>`,
  )
  if (path === '/frames.html') {
    const frame = `http://${secrets.user}:${secrets.password}@shown.test/main.html`
    const html = `<frameset cols="20%,80%"><frame src="/menu.html"><frame src="${frame}"></frameset>`
    response.writeHead(200, { 'content-type': 'text/html' }).end(html)
  } else if (path.startsWith('/g/')) {
    const headers = { 'content-type': 'text/html', 'set-cookie': `session=${secrets.cookie}; Path=/` }
    response.writeHead(200, headers).end(`<title>A gallery</title><h1>A gallery</h1>${images.join('')}`)
  } else if (path === '/i/good.png')
    response.writeHead(200, { 'content-type': 'image/png' }).end(makePng('good'))
  else if (path === '/i/broken.png') response.writeHead(503).end('no')
  else if (path === '/i/text.png')
    response.writeHead(200, { 'content-type': 'image/png' }).end('<html>log in</html>')
  else response.writeHead(404).end('no')
}

/** Forwards everything, if the name and the password are right. */
function proxy(asked: IncomingMessage, response: ServerResponse): void {
  const said = Buffer.from(asked.headers['proxy-authorization']?.split(' ')[1] ?? '', 'base64').toString()
  if (!said.endsWith(secrets.proxy)) {
    response.writeHead(407).end()
    return
  }
  const forwarded = request(asked.url ?? '', { method: asked.method, headers: asked.headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(response)
  })
  forwarded.on('error', () => response.destroy())
  asked.pipe(forwarded)
}

/** Removes a picture first: the repair knows the name and the password, which its record does not hold. */
async function withoutPicture<T>(repair: () => Promise<T>): Promise<T> {
  const [picture = ''] = bench.files().filter((file) => file.endsWith('.png'))
  rmSync(join(bench.target, picture))
  return repair()
}

function filesBelow(folder: string, name: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
}

function found(texts: readonly string[], names: readonly (keyof typeof secrets)[]): readonly string[] {
  const spellings = names.flatMap((name) => {
    const secret = secrets[name]
    return [
      secret,
      Buffer.from(secret).toString('base64').slice(0, 8),
      Buffer.from(`u:${secret}`).toString('base64'),
    ]
  })
  const pair = Buffer.from(`${secrets.user}:${secrets.password}`).toString('base64')
  return [...spellings, pair].filter((spelling) => texts.some((text) => text.includes(spelling)))
}

it('no secret reaches the log, the diagnostics, a record of a gallery or the terminal', async () => {
  const host = await listen(site)
  const way = await listen(proxy)
  mkdirSync(join(bench.data, 'recipes'), { recursive: true })
  writeFileSync(
    join(bench.data, 'recipes', 'planted.json'),
    JSON.stringify({
      name: 'planted',
      title: 'Planted',
      version: 1,
      match: ['http://127.0.0.1/g/*'],
      example: 'http://127.0.0.1/g/1.html',
      headers: { 'X-Site-Pass': secrets.header },
      gallery: { title: { selector: 'h1' } },
      images: { selector: 'img' },
    }),
  )
  writeFileSync(
    join(bench.data, 'config.json'),
    JSON.stringify({
      proxy: `http://bob:${secrets.proxy}@${way}/`,
      network: { retries: 1, longestBackoffMs: 1 },
    }),
  )
  const address = `http://${secrets.user}:${secrets.password}@${host}/g/[1-2].html?session=${secrets.query}`
  const get = ['get', address, '--recipe', 'planted', '-o', bench.target]
  const framed = `http://${secrets.user}:${secrets.password}@${host}/frames.html`
  const wrongProxy = `http://bob:${secrets.proxy}!@${way}/`
  const ends = [
    await bench.run(...get, '-v'),
    await withoutPicture(() => bench.run('verify', bench.target, '--repair', '-v')),
    await bench.run(...get, '--json', '-v', '--proxy', wrongProxy),
    await bench.run(...get, '--proxy', `http://bob:${secrets.proxy}@127.0.0.1:9/`),
    await bench.run('probe', address.replace('[1-2]', '1'), '--recipe', 'planted'),
    await bench.run('get', framed, '-o', bench.target, '--json', '-v'),
    await bench.run('probe', framed, '--json'),
    await bench.run('list', '-v'),
    await bench.run('list', '--json'),
    await bench.run('diagnostics'),
    await bench.run('diagnostics', '--json'),
  ]
  const log = filesBelow(join(bench.data, 'logs'), /\.log$/)
  const written = ends.flatMap(({ out, err }) => [out, err])
  const diagnostics = ends.slice(-2).map(({ out }) => out)
  const records = filesBelow(bench.target, /gallery\.json$/)

  expect(brought.some((one) => /Basic/.test(one) && one.includes(secrets.header))).toBe(true)
  // What failed is missing still.
  expect(ends[1]?.code).toBe(4)
  expect(`${ends[1]?.out}${ends[1]?.err}`).toContain('2 of 2 images whole')
  expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(2)
  expect(log.join('')).toContain('trying again')
  expect(log.join('')).toContain('task done')
  expect(diagnostics.join('')).toContain('http-status 503')
  expect(records).not.toEqual([])
  expect(written.join('')).toContain('shown.test/main.html')

  const all = Object.keys(secrets) as (keyof typeof secrets)[]
  expect(found([...log, ...diagnostics], all)).toEqual([])
  expect(log.join('')).not.toContain(bench.root)
  // The addresses themselves are what a user asked for and what a record is about: their queries stay.
  expect(
    found(
      [...written, ...records],
      all.filter((name) => name !== 'query'),
    ),
  ).toEqual([])
  expect(records.join('')).toContain(secrets.query)
})

it.each([
  `{"proxy": "http://bob:${secrets.proxy}@x/" oops}`,
  `{"proxy": ${secrets.proxy}}`,
  `{"tasksAtOnce": 2, "connections": 3, "proxy": ${secrets.proxy}, "connectionsPerSite": 4}`,
])('a settings file that is no JSON is not quoted: %s', async (text) => {
  mkdirSync(bench.data, { recursive: true })
  writeFileSync(join(bench.data, 'config.json'), text)
  const ends = [await bench.run('list', '-v'), await bench.run('diagnostics')]
  expect(ends.map(({ code }) => code)).toEqual([32, 0])
  const log = filesBelow(join(bench.data, 'logs'), /\.log$/)
  expect(log.join('')).toContain('the engine did not start')
  expect(found(log, ['proxy'])).toEqual([])
  expect(
    found(
      ends.flatMap(({ out, err }) => [out, err]),
      ['proxy'],
    ),
  ).toEqual([])
})
