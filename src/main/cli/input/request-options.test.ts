import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestCli, type TestCli } from '../../../../test/test-cli'

/** What a request said, and to which of the two sites. */
interface Asked {
  readonly site: 'home' | 'other'
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

let bench: TestCli
let asked: Asked[]
let home: string
let other: string
let servers: Server[]
/** Statuses to answer a path with before it is served. */
let refusals: Map<string, number[]>

/** A page at home whose pictures lie at home, at another site, and behind a redirect from home to the other site. */
function serve(site: Asked['site']): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push({ site, path, headers: request.headers })
    const status = refusals.get(path)?.shift()
    if (status !== undefined) response.writeHead(status).end('no')
    else if (path === '/silent.html') return
    else if (path === '/page.html') {
      const pictures = [`${home}/a.png`, `${other}/b.png`, `${home}/moved.png`]
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<title>Lake</title><h1>Lake</h1>${pictures.map((src) => `<p><img src="${src}"></p>`).join('')}`)
    } else if (path === '/moved.png') response.writeHead(302, { location: `${other}/c.png` }).end()
    else {
      const body = makePng(path)
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': body.length }).end(body)
    }
  })
  servers.push(server)
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
  })
}

beforeEach(async () => {
  bench = openTestCli()
  asked = []
  servers = []
  refusals = new Map()
  home = await serve('home')
  other = await serve('other')
})
afterEach(async () => {
  await bench.close()
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
})

/** Runs `get` on the page; the other site is allowed. */
function get(...options: readonly string[]) {
  const config = bench.write(
    'config.json',
    JSON.stringify({ network: { allowPrivate: [new URL(other).host], longestBackoffMs: 1 } }),
  )
  return bench.get(`${home}/page.html`, '-c', config, ...options)
}

const values = (name: string, site: Asked['site']) =>
  asked.filter((one) => one.site === site).map(({ headers }) => headers[name])

describe('options of requests', () => {
  it('-H sends a header to every site, and a secret one to the typed origin alone', async () => {
    const end = await get(
      '-H',
      'Accept-Language: de',
      '--header',
      'Authorization: Bearer HUSH',
      '-H',
      'Cookie: s=HUSH',
      '-H',
      'X-Api-Key: HUSH',
    )
    expect(end.code).toBe(0)
    expect(values('accept-language', 'home')).toEqual(['de', 'de', 'de'])
    expect(values('accept-language', 'other')).toEqual(['de', 'de'])
    for (const name of ['authorization', 'cookie', 'x-api-key']) {
      expect(values(name, 'home').every((value) => value?.includes('HUSH'))).toBe(true)
      expect(values(name, 'other')).toEqual([undefined, undefined])
    }
    const shown = [
      end.out,
      end.err,
      (await bench.run('diagnostics')).out,
      (await bench.run('list', '--json')).out,
    ]
    expect(shown.join('\n')).not.toContain('HUSH')
  })

  it.each([
    ['-H', 'Host: elsewhere.test'],
    ['-H', 'Content-Length: 3'],
    ['-H', 'Range: bytes=0-'],
    ['-H', 'no colon'],
    ['-H', 'Bad Name: x'],
    ['-H', 'X-A: one\r\nX-B: two'],
    ['-H', 'Referer: http://x.test/'],
    ['-a', ' '],
    ['-R', '-2'],
    ['-R', 'many'],
    ['--http-timeout', '0'],
    ['--referer', 'somewhere'],
    ['--range', '0'],
    ['--range', '5-3'],
    ['-p', 'secret'],
  ])('refuses %s %s before anything is asked', async (...words) => {
    const end = await get(...words)
    expect(end.code).toBe(32)
    expect(end.err).toMatch(/^galleon: /)
    expect(asked).toEqual([])
  })

  it('-a sets the user agent everywhere, in UTF-8', async () => {
    expect((await get('-a', 'Größe 漢/1.0')).code).toBe(0)
    const sent = asked.map(({ headers }) =>
      Buffer.from(headers['user-agent'] ?? '', 'latin1').toString('utf8'),
    )
    expect(new Set(sent)).toEqual(new Set(['Größe 漢/1.0']))
  })

  it.each(['none', 'origin'])('--referer %s reaches the wire', async (referer) => {
    expect((await get('--referer', referer)).code).toBe(0)
    const expected = referer === 'none' ? undefined : `${home}/`
    expect(new Set(values('referer', 'other'))).toEqual(new Set([expected]))
  })

  it.each([
    ['0', 1, 4],
    ['2', 3, 0],
    ['-1', 3, 0],
  ])('-R %s tries a page %i times', async (retries, tries, code) => {
    refusals.set('/page.html', [503, 503])
    expect((await get('-R', retries)).code).toBe(code)
    expect(asked.filter(({ path }) => path === '/page.html')).toHaveLength(tries)
  })

  it('--http-timeout ends the wait for a reply', async () => {
    const end = await bench.get(`${home}/silent.html`, '-R', '0', '--http-timeout', '0.3')
    expect(end.code).toBe(4)
    expect(end.err).toContain('300 ms')
  })

  it('-u and -p log in at the typed origin alone, whatever the characters', async () => {
    const end = await get('-u', 'me@home', '-p', 'a:b/{c}[1-2]')
    expect(end.code).toBe(0)
    const login = `Basic ${Buffer.from('me@home:a:b/{c}[1-2]').toString('base64')}`
    expect(values('authorization', 'home')[0]).toBe(login)
    expect(values('authorization', 'other')).toEqual([undefined, undefined])
    expect(end.out + end.err).not.toContain('a:b/')
  })

  it('-u without a password is refused where no user can be asked', async () => {
    const end = await get('-u', 'me')
    expect(end.code).toBe(32)
    expect(end.err).toContain('--password')
  })

  it('--range takes images by their position, keeps their numbers, and counts the others as skipped', async () => {
    const site = await bench.serve({ pages: 1, images: 6 })
    const end = await bench.get(site.page('1'), '--range', '2,4-5')
    expect(end.code).toBe(0)
    expect(bench.images().map((file) => file.split('/')[1])).toEqual([
      '002 1-2.png',
      '004 1-4.png',
      '005 1-5.png',
    ])
    expect(site.log.filter((path) => path.startsWith('/i/')).sort()).toEqual([
      '/i/1-2.png',
      '/i/1-4.png',
      '/i/1-5.png',
    ])
    expect(end.out).toContain('Skipped of task 1 by --range: 3 images')
    expect((await bench.run('list')).out).toContain('3/3 images')
    expect((await bench.run('verify', bench.target)).code).toBe(0)
    const shown = await bench.get('-n', site.page('1'), '--range', '2', '--json')
    expect(shown.events().filter(({ event }) => event === 'image')).toHaveLength(1)
    expect(shown.events().filter(({ reason }) => reason === 'out-of-range')).toHaveLength(5)
    const limited = await bench.get(site.page('1'), '--limit', '2', '--one-folder')
    expect(limited.out).toContain('Skipped of task 2 by --limit: 4 images')
  })

  it('--no-skip fetches again and replaces what it saved itself, and nothing else', async () => {
    const site = await bench.serve({ pages: 1, images: 4 })
    expect((await bench.get(site.page('1'))).code).toBe(0)
    const [first = '', second = '', third = ''] = bench.images().map((file) => join(bench.target, file))
    const before = bench.images()
    const inode = statSync(first).ino
    const edited = makePng('edited by hand')
    writeFileSync(second, edited)
    const strange = join(dirname(first), 'mine.png')
    writeFileSync(strange, 'mine')
    site.refuse('/i/1-3.png', 404)
    const kept = readFileSync(third)
    const end = await bench.get(site.page('1'), '--no-skip', '--json')
    expect(end.code).toBe(4)
    expect(site.count('/i/1-1.png')).toBe(2)
    expect(statSync(first).ino).not.toBe(inode)
    expect(readFileSync(first)).toEqual(makePng('/i/1-1.png'))
    expect(readFileSync(second)).toEqual(makePng('/i/1-2.png'))
    expect(readFileSync(second.replace('.png', ' (old).png'))).toEqual(edited)
    expect(readFileSync(third)).toEqual(kept)
    expect(readFileSync(strange, 'utf8')).toBe('mine')
    expect(bench.images()).toHaveLength(before.length + 2)
    // Without the option it is skipped as before.
    site.refuse('/i/1-3.png', 404, 0)
    const skipped = await bench.get(site.page('1'), '--json')
    expect(skipped.events().at(-1)).toMatchObject({ saved: 0, skipped: 4, exitCode: 0 })
  })

  it('--no-skip keeps an edited file of any size and content as NAME (old)', async () => {
    const site = await bench.serve({ pages: 1, images: 2 })
    await bench.get(site.page('1'))
    const [first = '', second = ''] = bench.images().map((file) => join(bench.target, file))
    const larger = Buffer.concat([makePng('/i/1-1.png'), Buffer.alloc(40)])
    writeFileSync(first, larger)
    writeFileSync(second, 'notes')
    expect((await bench.get(site.page('1'), '--no-skip')).code).toBe(0)
    expect(readFileSync(first)).toEqual(makePng('/i/1-1.png'))
    expect(readFileSync(first.replace('.png', ' (old).png'))).toEqual(larger)
    expect(readFileSync(second)).toEqual(makePng('/i/1-2.png'))
    expect(readFileSync(second.replace('.png', ' (old).png'), 'utf8')).toBe('notes')
    expect(bench.images()).toHaveLength(4)
  })

  it('--no-skip keeps files of the user that it only found as NAME (old)', async () => {
    const site = await bench.serve({ pages: 1, images: 1 })
    await bench.get(site.page('1'))
    const [file = ''] = bench.images().map((name) => join(bench.target, name))
    const mine = statSync(file).ino
    rmSync(bench.data, { recursive: true })
    rmSync(join(dirname(file), 'gallery.json'))
    expect((await bench.get(site.page('1'), '--json')).events().at(-1)).toMatchObject({ skipped: 1 })
    expect((await bench.get(site.page('1'), '--no-skip')).code).toBe(0)
    expect(statSync(file.replace('.png', ' (old).png')).ino).toBe(mine)
    expect(statSync(file).ino).not.toBe(mine)
    // By now it is Galleon's own.
    expect((await bench.get(site.page('1'), '--no-skip')).code).toBe(0)
    expect(bench.images()).toHaveLength(2)
  })

  it('-g prints the addresses of all pages, fetches no image and leaves the list alone', async () => {
    const site = await bench.serve({ pages: 3, images: 3 })
    site.refuse('/g/2.html', 404)
    const end = await bench.get('-g', site.page('[1-3]'), '--range', '1-2')
    const expected = ['1-1', '1-2', '3-1', '3-2'].map((name) => `${site.origin}/i/${name}.png`)
    expect(end.out.trim().split('\n').sort()).toEqual(expected)
    expect(end.code).toBe(4)
    expect(end.err).toContain('/g/2.html')
    expect(site.log.filter((path) => path.startsWith('/i/'))).toEqual([])
    expect(bench.files()).toEqual([])
    expect((await bench.run('list')).out).toContain('There are no tasks.')
    const events = (await bench.get('-g', site.page('1'), '--json')).events()
    expect(events.filter(({ event }) => event === 'image')).toHaveLength(3)
  })

  it('-g names addresses, as its tasks are on no list', async () => {
    const site = await bench.serve({ pages: 1, images: 1 })
    const address = site.page('7')
    const end = await bench.get('-g', address, '-R', '0')
    expect(end.code).toBe(4)
    expect(end.err).toContain(`Problems of ${address}:`)
    expect(end.err).not.toMatch(/task 1|retry/)
  })
})
