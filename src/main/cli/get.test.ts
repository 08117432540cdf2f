import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite } from '../../../test/site/gallery-site'
import { makePng } from '../../../test/site/pictures.mjs'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(() => {
  bench = openTestCli()
})

afterEach(() => bench.close())

describe('get', () => {
  it('saves every gallery of a range and ends with 0', async () => {
    site = await bench.serve({ pages: 3, images: 2, title: (page) => `雨后的街道 第${page}集` })
    const end = await bench.get(site.page('[1-3]'))
    expect(end).toMatchObject({ code: 0, err: '' })
    expect(bench.images()).toEqual([
      ...['001 1-1.png', '002 1-2.png'].map((file) => `雨后的街道 第1集 [1]/${file}`),
      ...['001 2-1.png', '002 2-2.png'].map((file) => `雨后的街道 第2集 [2]/${file}`),
      ...['001 3-1.png', '002 3-2.png'].map((file) => `雨后的街道 第3集 [3]/${file}`),
    ])
    expect(end.out).toContain('Gallery: 雨后的街道 第2集')
    expect(end.out).toMatch(/Done: .*: 6 images saved, .* in .*target\n$/)
  })

  it('takes short options in one word, and none for an option behind two dashes', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const quiet = await bench.get('-qy', site.page('1'))
    expect(quiet).toMatchObject({ code: 0, out: '', err: '' })
    const other = await bench.run('get', '-o', join(bench.target, 'other'), '--', site.page('1'), '--json')
    expect(other).toMatchObject({ code: 32, out: '' })
    expect(other.err).toContain('--json')
  })

  it('reports each file with its hash to programs on stdout, and to the user on stderr', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    const end = await bench.get(site.page('1'), '--json')
    const events = end.events()
    const folder = events[0]?.['folder'] as string
    expect(events[0]).toMatchObject({ event: 'gallery', title: expect.stringContaining('Gallery 1') })
    expect(folder.startsWith(join(bench.target, 'Gallery 1'))).toBe(true)
    const saved = events.filter(({ event }) => event === 'saved')
    expect(saved.map(({ url }) => String(url)).sort()).toEqual(
      [1, 2].map((n) => `${site.origin}/i/1-${n}.png`),
    )
    for (const one of saved) {
      const body = readFileSync(one['path'] as string)
      expect(one['bytes']).toBe(body.length)
      expect(one['sha256']).toBe(createHash('sha256').update(body).digest('hex'))
    }
    expect(events.at(-1)).toEqual({
      event: 'summary',
      saved: 2,
      skipped: 0,
      failed: 0,
      incomplete: [],
      exitCode: 0,
    })
    expect(end.err).toContain('Done: ')
  })

  it('counts what is there already as skipped', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    await bench.get(site.page('1'))
    const end = await bench.get(site.page('1'), '--json')
    expect(end.events().at(-1)).toEqual({
      event: 'summary',
      saved: 0,
      skipped: 2,
      failed: 0,
      incomplete: [],
      exitCode: 0,
    })
  })

  it('makes one task of an address that is given several times, and says so', async () => {
    site = await bench.serve({ pages: 2, images: 2 })
    const again = bench.write('again.txt', `${site.page('1')}\n${site.page('2')}\n${site.page('1')}\n`)
    const same = [
      site.page('1'),
      `${site.page('1')}#part`,
      site.page('1').replace('http', 'HTTP'),
      site.page('[1-1]'),
    ]
    const end = await bench.get(...same, '-i', again)
    expect(end).toMatchObject({ code: 0, err: '' })
    for (const repeat of [
      `${site.page('1')}#part`,
      `${again}:1: ${site.page('1')}`,
      `${again}:3: ${site.page('1')}`,
    ])
      expect(end.out).toContain(`${repeat} was given before: it is downloaded once\n`)
    expect(end.out.match(/was given before/g)).toHaveLength(5)
    expect((await bench.run('list')).out.match(/ done /g)).toHaveLength(2)
    expect(bench.images()).toHaveLength(4)
  })

  it('finds the number that counts pages and takes --pages in its place', async () => {
    site = await bench.serve({ pages: 4, images: 1 })
    const end = await bench.get(site.page('1'), '--pages', '2-3')
    expect(end.code).toBe(0)
    expect(end.out).toContain(`Read as ${site.page('[2-3]')}`)
    expect(site.log.filter((path) => path.startsWith('/g/')).sort()).toEqual(['/g/2.html', '/g/3.html'])
  })

  it('takes brackets that cannot be a range as part of the address, beside a range too, and says so', async () => {
    site = await bench.serve({ pages: 3, images: 1 })
    const end = await bench.get(`${site.page('[2-3]')}?tags[]=cat&args[0]={id}`)
    expect(end.code).toBe(0)
    expect(end.out).toMatch(/note: \[\] \[0\] \{id\} is not a range/)
    expect(site.log.filter((path) => path.startsWith('/g/')).sort()).toEqual(
      [2, 3].map((page) => `/g/${page}.html?tags[]=cat&args[0]={id}`),
    )
  })

  it('reads a page once whose range is behind #, and says that no site sees it', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const end = await bench.get(`${site.page('1')}#page=[1-5]`)
    expect(end.code).toBe(0)
    expect(end.out).toMatch(/\[1-5\] stands behind #.*never reaches the site/)
    expect(site.log.filter((path) => path.startsWith('/g/'))).toEqual(['/g/1.html'])
  })

  it('writes the dates of --pages as the address writes its own', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const end = await bench.get(`${site.origin}/c/2024_2_28`, '--pages', '2024-02-28..2024-03-01')
    expect(site.log.filter((path) => path.startsWith('/c/')).sort()).toEqual(
      ['2_28', '2_29', '3_1'].map((day) => `/c/2024_${day}`),
    )
    expect(end.out).toContain(`Read as ${site.origin}/c/[2024_2_28..2024_3_1]`)
  })

  it('takes addresses from a file and from stdin, without blank lines and comments', async () => {
    site = await bench.serve({ pages: 4, images: 1 })
    const list = bench.write('list.txt', `\ufeff# mine\r\n${site.page('1')}\r\n\r\n  ${site.page('2')}\n`)
    expect((await bench.get('-i', list)).code).toBe(0)
    const piped = bench.start(['get', '-i', '-', '-o', bench.target], { input: `${site.page('3')}\n` })
    expect((await piped.ended).code).toBe(0)
    expect(bench.images()).toHaveLength(3)
  })

  it('reads a list in UTF-16 and with comments behind addresses, each address once', async () => {
    site = await bench.serve({ pages: 4, images: 1 })
    const lines = [`${site.page('1')} # first`, `${site.page('2')}#part`, '\t# 全部', site.page('1'), '']
    const text = `\ufeff${lines.join('\r\n')}`
    const bigEndian = Buffer.from(text, 'utf16le').swap16()
    for (const bytes of [Buffer.from(text, 'utf16le'), bigEndian]) {
      const before = site.log.length
      const list = bench.write('list.txt', bytes)
      const end = await bench.get('-i', list)
      expect(end).toMatchObject({ code: 0, err: '' })
      expect(end.out).toContain(`${list}:4: ${site.page('1')} was given before`)
      const asked = site.log.slice(before).filter((path) => path.startsWith('/g/'))
      expect(asked.sort()).toEqual(['/g/1.html', '/g/2.html'])
    }
  })

  it('names file and line of every bad address of a list, and begins nothing', async () => {
    const lines = ['https://h.org/1', '', 'ftp://h.org/ # no', 'https://h.org/[5-', 'https://h.org/\udc80']
    const list = bench.write('list.txt', lines.join('\n'))
    const end = await bench.get('-i', list, '--json')
    expect(end.code).toBe(32)
    expect(end.err).toContain(`${list}:3: address: only http and https`)
    expect(end.err).toMatch(
      /list\.txt:4: address: this bracket is never closed[^]*write: https:\/\/h\.org\/\[5-\]/,
    )
    expect(end.err).toMatch(/list\.txt:5: this address is not text in UTF-8/)
    const failed = end.events().filter(({ event }) => event === 'failed')
    expect(failed.map(({ failure }) => (failure as { message: string }).message)).toEqual(
      [3, 4, 5].map((line) => expect.stringContaining(`list.txt:${line}: `)),
    )
    expect(existsSync(bench.data)).toBe(false)
  })

  it('shows a bounded number of the errors of a long list, which may come from stdin', async () => {
    const input = Array.from({ length: 500 }, (_, n) => `foo-${n}`).join('\n')
    const end = await bench.start(['get', '-i', '-', '-o', bench.target], { input }).ended
    expect(end.code).toBe(32)
    expect(end.err).toContain('<stdin>:20: ')
    expect(end.err).not.toContain('<stdin>:21: ')
    expect(end.err).toContain('480 more errors in addresses')
  })

  it('says that a list is no text instead of refusing each of its lines', async () => {
    const list = bench.write('list.png', Buffer.from('https://h.org/1\n\u0000\u0001x\n\u0000y\n'))
    const end = await bench.get('-i', list)
    expect(end.code).toBe(32)
    expect(end.err).toMatch(/list\.png:2: a NUL character: this is not a text file/)
  })

  it('saves an address that answers with an image, with the Referer that was given', async () => {
    const referers: (string | undefined)[] = []
    const server = createServer((request, response) => {
      referers.push(request.headers.referer)
      response.writeHead(200, { 'content-type': 'image/png' }).end(makePng('one'))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const end = await bench.get(`${origin}/one.png`, '--referer', `${origin}/page.html`, '--json')
    server.closeAllConnections()
    server.close()
    expect(end.events().at(-1)).toMatchObject({ saved: 1, exitCode: 0 })
    expect(referers.at(-1)).toBe(`${origin}/page.html`)
  })

  it('names folders and files after the templates, and skips what is too small', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    const end = await bench.get(
      site.page('1'),
      '--folder-template',
      'f-{page}',
      '--file-template',
      '{num}.{extension}',
    )
    expect(end.code).toBe(0)
    expect(bench.images()).toEqual(['f-1/1.png', 'f-1/2.png'])
    const none = await bench.get(site.page('1'), '--filesize-min', '1M', '--folder-template', 'large')
    expect(none.code).toBe(0)
    expect(bench.images()).toEqual(['f-1/1.png', 'f-1/2.png'])
  })

  it('saves nothing when it only simulates', async () => {
    site = await bench.serve({ pages: 2, images: 3 })
    const end = await bench.get(site.page('[1-2]'), '-n', '--json')
    expect(end.events().filter(({ event }) => event === 'image')).toHaveLength(3)
    expect(end.events().at(-1)).toMatchObject({ saved: 0, exitCode: 0 })
    expect(bench.files()).toEqual([])
    expect(site.log.filter((path) => path.startsWith('/i/'))).toEqual([])
    expect((await bench.run('list')).out).toContain('There are no tasks.')
  })

  it('takes the folder of the settings file when none is given', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const config = bench.write('config.json', JSON.stringify({ folder: bench.target }))
    expect((await bench.run('get', site.page('1'), '-c', config)).code).toBe(0)
    expect(bench.images()).toHaveLength(1)
  })

  it('goes through the proxy that is given, and remembers it not', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const asked: string[] = []
    const proxy = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(407).end()
    })
    proxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '')
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const port = (proxy.address() as AddressInfo).port
    const end = await bench.get(site.page('1'), '--proxy', `http://127.0.0.1:${port}`)
    proxy.closeAllConnections()
    proxy.close()
    expect(asked).not.toEqual([])
    expect(end.code).toBe(16)
    expect(existsSync(join(bench.data, 'config.json'))).toBe(false)
  })
})

describe('the exit code', () => {
  it('is 4 when an image or a page could not be fetched, and the failures are reported', async () => {
    site = await bench.serve({ pages: 2, images: 2 })
    site.refuse('/g/2.html', 404)
    site.refuse('/i/1-2.png', 403)
    const end = await bench.get(site.page('[1-2]'), '--json')
    expect(end.code).toBe(4)
    const failed = end.events().filter(({ event }) => event === 'failed')
    expect(failed).toEqual(
      expect.arrayContaining([
        { event: 'failed', url: site.page('2'), failure: { kind: 'not-found', message: expect.any(String) } },
        {
          event: 'failed',
          url: `${site.origin}/i/1-2.png`,
          failure: { kind: 'forbidden', message: expect.stringContaining('403') },
        },
      ]),
    )
    expect(end.events().at(-1)).toMatchObject({ saved: 1, failed: 2, exitCode: 4 })
    expect(end.err).toContain(`Not saved: ${site.page('2')}: The site reports that this does not exist (404)`)
  })

  it('is 16 when a login is asked for', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.refuse('/g/1.html', 401)
    const end = await bench.get(site.page('1'), '--json')
    expect(end.code).toBe(16)
    expect(end.events().at(-1)).toMatchObject({ failed: 1, exitCode: 16 })
  })

  it('has 128 when the folder cannot be written, and the task waits for it', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const file = bench.write('file', '')
    const end = await bench.run('get', site.page('1'), '-o', join(file, 'below'), '--json')
    expect((end.code ?? 0) & 128).toBe(128)
    expect(end.events().at(-1)).toMatchObject({ failed: 1, exitCode: end.code })
    expect(end.err).toContain('The folder cannot be written to')
    expect(site.log).toEqual([])
    expect((await bench.run('list')).out).toContain('paused')
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is 128 when the data folder cannot be written',
    async () => {
      mkdirSync(bench.data)
      chmodSync(bench.data, 0o500)
      expect((await bench.run('list')).code).toBe(128)
    },
  )

  it('is 128 when the data folder is a file', async () => {
    writeFileSync(bench.data, '')
    const end = await bench.run('list', '--json')
    expect(end.code).toBe(128)
    expect(end.events()).toMatchObject([
      { event: 'error', failure: { kind: 'not-writable' } },
      { event: 'summary', saved: 0, skipped: 0, failed: 0, incomplete: [], exitCode: 128 },
    ])
    expect(end.err).toContain('The folder cannot be written to')
  })
})

describe('bad input ends with 32, before anything is asked or written', () => {
  it('a slip in a range is shown at its place, below wide characters too', async () => {
    const end = await bench.get('https://example.org/图/[1-x].html')
    expect(end.code).toBe(32)
    expect(end.err).toContain(
      [
        'galleon: address: a number should stand here',
        '  https://example.org/图/[1-x].html',
        `  ${' '.repeat('https://example.org/'.length + 2 + '/[1-'.length)}^`,
      ].join('\n'),
    )
  })

  it('a slip in --pages is shown in the pages', async () => {
    const end = await bench.get('https://example.org/5510.html', '--pages', '1-20,x')
    expect(end.code).toBe(32)
    expect(end.err).toContain('galleon: --pages: a number should stand here\n  1-20,x\n       ^')
  })

  it('with --json it is a failure of the address', async () => {
    const end = await bench.get('ftp://example.org/1', 'https://example.org/[1-', '--json')
    expect(end.code).toBe(32)
    expect(end.events()).toEqual([
      expect.objectContaining({
        event: 'failed',
        url: 'ftp://example.org/1',
        failure: { kind: 'blocked-scheme', message: expect.any(String) },
      }),
      expect.objectContaining({
        failure: { kind: 'bad-url', message: expect.stringContaining('never closed') },
      }),
      { event: 'summary', saved: 0, skipped: 0, failed: 2, incomplete: [], exitCode: 32 },
    ])
    expect(existsSync(bench.data)).toBe(false)
  })

  it.each([
    ['an unknown option', ['get', '--nonsense'], /unknown option '--nonsense'/],
    ['an unknown command', ['fetch', 'https://example.org'], /unknown command 'fetch'/],
    ['no address', ['get'], /no address was given/],
    ['a list that is not there', ['get', '-i', 'nowhere.txt'], /--input-file: .*nowhere\.txt/],
    ['a bad rate', ['get', 'https://example.org/', '--limit-rate', 'fast'], /--limit-rate.*500k/],
    [
      'a bad template',
      ['get', 'https://example.org/', '--file-template', '{num'],
      /--file-template.*not a name template/,
    ],
    ['a bad proxy', ['get', 'https://example.org/', '--proxy', 'ftp://x'], /--proxy.*socks5/],
    ['an unknown recipe', ['get', 'https://example.org/', '--recipe', 'unknown-one'], /unknown-one/],
    ['pages and a range', ['get', 'https://example.org/[1-2]', '--pages', '3'], /range already/],
    ['half a hexadecimal range', ['get', 'https://example.org/[08-0f]'], /write: .*\[0x08-0x0f\]$/m],
    ['a range that never ends', ['get', 'https://example.org/[5-'], /never closed[^]*write: .*\[5-\]$/m],
    [
      'pages of an address whose only number is behind #',
      ['get', 'https://example.org/g#/album/1', '--pages', '1-5'],
      /behind # never reaches the site/,
    ],
    ['pages without a number', ['get', 'https://example.org/', '--pages', '3'], /counts pages/],
    ['an endless address', ['get', `https://example.org/${'x'.repeat(9000)}`], /longer than 8192/],
    ['a settings file that is not there', ['list', '-c', 'nowhere.json'], /nowhere\.json does not exist/],
    ['a task that is none', ['resume', '1x'], /1x is not the number of a task/],
    ['a task that is not there', ['resume', '7'], /there is no task 7; galleon list/],
    ['no task', ['resume'], /--all/],
    [
      'a misspelt option, with a suggestion',
      ['list', '--problem'],
      /'--problem'\n\(Did you mean --problems\?\)$/m,
    ],
    ['addresses and a simulation at once', ['get', 'https://example.org/', '-g', '-n'], /not both/],
  ])('%s', async (_, args, message) => {
    const end = await bench.run(...args, '--json')
    expect(end.err).toMatch(message)
    expect(end.code).toBe(32)
    expect(end.events().at(-1)).toMatchObject({ event: 'summary', exitCode: 32 })
  })

  it('a wrong setting is named with its file and field', async () => {
    const config = bench.write('config.json', '{"network":{"retries":-1}}')
    const end = await bench.run('list', '-c', config)
    expect(end.code).toBe(32)
    expect(end.err).toContain(`${config}: network.retries: `)
    expect(end.err).not.toMatch(/\n {4}at /)
  })
})

describe('a saved file', () => {
  it('is never a partial one under its final name', async () => {
    site = await bench.serve({ pages: 1, images: 1, imageBytes: 300_000 })
    const release = site.hold('/i/1-1.png')
    const run = bench.start(['get', site.page('1'), '-o', bench.target])
    await site.asked('/i/1-1.png')
    expect(bench.images()).toEqual([])
    release()
    expect((await run.ended).code).toBe(0)
    const [file] = bench.images()
    expect(statSync(join(bench.target, file ?? '')).size).toBe(makePng('/i/1-1.png', 300_000).length)
  })
})
