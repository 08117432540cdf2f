import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TaskOptions } from '@shared/model/download-request'
import { NetworkSettings } from '@shared/model/settings'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

interface Host {
  readonly origin: string
  readonly asked: readonly IncomingMessage[]
  answer: (request: IncomingMessage, response: ServerResponse) => unknown
}

let bench: TestEngine
let pages: Host
let images: Host
const open: (() => Promise<void>)[] = []

async function host(): Promise<Host> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    one.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const one: Host = { origin, asked, answer: sendPng }
  return one
}

function sendPng(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'image/png' }).end(makePng(request.url ?? ''))
}

beforeEach(async () => {
  bench = await openTestEngine()
  pages = await host()
  images = await host()
  await bench.engine.commands.changeSettings({
    network: NetworkSettings.parse({ allowPrivate: [new URL(images.origin).host], retries: 0 }),
  })
})

afterEach(async () => {
  await bench.close()
  for (const close of open.splice(0)) await close()
})

interface Shown {
  readonly head?: string
  readonly body?: string
  readonly headers?: Record<string, string>
  readonly options?: TaskOptions
  readonly recipe?: string
}

const onePicture = (n = 1) => `<p><img src="${images.origin}/${n}.png"></p>`
const pagePath = '/g/1?key=secret'

/** Saves the gallery of one page and returns the counts. */
async function save({ head = '', body = onePicture(), headers = {}, options = {}, recipe }: Shown) {
  pages.answer = (request, response) => {
    if (request.url?.endsWith('.png')) return sendPng(request, response)
    // A page is read again for each task: it differs.
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store', ...headers })
    response.end(`<!doctype html><head>${head}<title>Album</title></head><h1>Album</h1>${body}`)
  }
  const id = bench.add(pages.origin + pagePath, { options, ...(recipe ? { recipe } : {}) })
  return { id, counts: (await bench.until(id, 'done', 'failed')).progress.counts }
}

const said = () => images.asked.map(({ headers }) => headers.referer)
const fullAddress = () => pages.origin + pagePath
const originAlone = () => `${pages.origin}/`

it('sends the origin alone to another origin, and the whole address to its own', async () => {
  await save({ body: `${onePicture()}<p><img src="/own.png"></p>` })
  expect(said()).toEqual([originAlone()])
  const own = pages.asked.find(({ url }) => url === '/own.png')
  expect(own?.headers.referer).toBe(fullAddress())
})

describe('the referrer policy of a page', () => {
  it.each<[string, () => string | undefined]>([
    ['no-referrer', () => undefined],
    ['no-referrer-when-downgrade', originAlone],
    ['same-origin', () => undefined],
    ['origin', originAlone],
    ['strict-origin', originAlone],
    ['origin-when-cross-origin', originAlone],
    ['strict-origin-when-cross-origin', originAlone],
    ['unsafe-url', originAlone],
  ])('%s is obeyed in the header and in the mark-up', async (policy, expected) => {
    await save({ headers: { 'referrer-policy': policy } })
    await save({ head: `<meta name="Referrer" content="${policy}">`, body: onePicture(2) })
    expect(said()).toEqual([expected(), expected()])
  })

  it('in the mark-up counts after that of the header, the last one of a list that is known counts', async () => {
    await save({
      headers: { 'referrer-policy': 'origin, no-referrer, some-later-policy' },
      body: onePicture(2),
    })
    await save({
      headers: { 'referrer-policy': 'no-referrer' },
      head: '<meta name="referrer" content="always">',
      body: onePicture(3),
    })
    expect(said()).toEqual([undefined, originAlone()])
  })

  it('understands the older names', async () => {
    await save({ head: '<meta name="referrer" content="never">' })
    expect(said()).toEqual([undefined])
  })

  it('gives way to that of an element, and to noreferrer of the link that opens a picture', async () => {
    const body = `<p><img src="${images.origin}/a.png" referrerpolicy="no-referrer"></p>
      <p><img src="${images.origin}/b.png" referrerpolicy="Origin"></p>
      <p><img src="${images.origin}/c.png" referrerpolicy="nonsense"></p>
      <p><a rel="nofollow noreferrer" href="${images.origin}/d.png"><img src="/small.png"></a></p>
      <p><a referrerpolicy="no-referrer" href="${images.origin}/e.png"><img src="/small.png"></a></p>
      <p><a href="${images.origin}/f.png"><img src="/small.png" referrerpolicy="no-referrer"></a></p>`
    await save({ body, recipe: 'automatic' })
    const byPath = Object.fromEntries(images.asked.map(({ url, headers }) => [url, headers.referer]))
    expect(byPath).toMatchObject({ '/d.png': undefined, '/e.png': undefined, '/f.png': originAlone() })
    images.answer = sendPng
    await save({ body: body.split('\n').slice(0, 3).join('') })
    const now = Object.fromEntries(images.asked.map(({ url, headers }) => [url, headers.referer]))
    expect(now).toMatchObject({ '/a.png': undefined, '/b.png': originAlone(), '/c.png': originAlone() })
  })

  it('no-referrer holds against the Referer of the options and against a retry with the page', async () => {
    images.answer = (_request, response) => response.writeHead(404).end()
    const options = { referer: 'http://elsewhere.example/page' }
    const { id, counts } = await save({ head: '<meta name="referrer" content="no-referrer">', options })
    expect(counts).toMatchObject({ failed: 1 })
    await bench.engine.commands.retryProblems({ taskId: id, referer: 'page' })
    await bench.until(id, 'done')
    expect(said()).toEqual([undefined, undefined])
  })

  it('survives a restart before the image is fetched', async () => {
    images.answer = (_request, response) => response.writeHead(404).end()
    const { id } = await save({ head: '<meta name="referrer" content="no-referrer">' })
    await bench.restart()
    await bench.engine.commands.retryProblems({ taskId: id })
    await bench.until(id, 'done')
    expect(said()).toEqual([undefined, undefined])
  })
})

describe('a host that answers 403 to a Referer of another origin', () => {
  const refuseReferers = (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.referer !== undefined) return response.writeHead(403).end('no hotlinks')
    return sendPng(request, response)
  }

  it('is asked once more without, and from then on first without', async () => {
    images.answer = refuseReferers
    const body = Array.from({ length: 12 }, (_, n) => onePicture(n)).join('')
    const { counts } = await save({ body, options: { connections: 1 } })
    expect(counts).toMatchObject({ saved: 12, failed: 0 })
    // Three images are at work for each connection: the others know what came of the first.
    const refused = said().filter((referer) => referer !== undefined)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.length).toBeLessThan(4)
    expect(said()).toHaveLength(12 + refused.length)
  })

  it('is the one behind a redirect that refused: the host that sent there keeps its Referer', async () => {
    images.answer = refuseReferers
    const body = [1, 2, 3, 4, 5].map((n) => `<p><img src="/${n}.png"></p>`).join('')
    pages.answer = (request, response) => {
      if (request.url === '/1.png')
        return response.writeHead(302, { location: `${images.origin}/1.png` }).end()
      if (request.url?.endsWith('.png')) return sendPng(request, response)
      return response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Album</h1>${body}`)
    }
    const id = bench.add(pages.origin + pagePath, { options: { connections: 1 } })
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({ saved: 5, failed: 0 })
    const own = pages.asked.filter(({ url }) => url?.endsWith('.png'))
    expect(own.map(({ headers }) => headers.referer)).toEqual(own.map(() => pages.origin + pagePath))
    expect(said()).toEqual([originAlone(), undefined])
  })

  it('is asked no third time when it refuses both', async () => {
    images.answer = (_request, response) => response.writeHead(403).end()
    expect((await save({})).counts).toMatchObject({ failed: 1 })
    expect(said()).toEqual([originAlone(), undefined])
  })

  it('is not asked both ways for every picture once it has refused three both ways', async () => {
    images.answer = (_request, response) => response.writeHead(403).end()
    const body = Array.from({ length: 12 }, (_, n) => onePicture(n)).join('')
    expect((await save({ body, options: { connections: 1 } })).counts).toMatchObject({ failed: 12 })
    expect(said().filter((referer) => referer === undefined).length).toBeLessThan(7)
  })

  it('is asked once more without also where the Referer was of its own origin', async () => {
    const own = Array.from({ length: 6 }, (_, n) => `<p><img src="/own/${n}.png"></p>`).join('')
    pages.answer = (request, response) => {
      if (request.url?.endsWith('.png')) return refuseReferers(request, response)
      return response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Album</h1>${own}`)
    }
    const id = bench.add(pages.origin + pagePath, { options: { connections: 1 } })
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({ saved: 6, failed: 0 })
    const refused = pages.asked.filter(({ url, headers }) => url?.endsWith('.png') && headers.referer)
    expect(refused.length).toBeLessThan(4)
  })

  it.each([401, 404, 503])('is not asked again after %i', async (status) => {
    images.answer = (_request, response) => response.writeHead(status).end()
    await save({})
    expect(said()).toEqual([originAlone()])
  })
})

describe('a host that answers 403 to requests without a Referer', () => {
  const wantReferers = (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.referer === undefined) return response.writeHead(403).end('no visitors')
    return sendPng(request, response)
  }
  const body = (host: string) =>
    Array.from({ length: 6 }, (_, n) => `<p><img src="${host}/g/${n}.png"></p>`).join('')

  it('is asked once more with the origin of a page that says no-referrer, and from then on first so', async () => {
    images.answer = wantReferers
    const headers = { 'referrer-policy': 'no-referrer' }
    const { counts } = await save({ body: body(images.origin), headers, options: { connections: 1 } })
    expect(counts).toMatchObject({ saved: 6, failed: 0 })
    const without = said().filter((referer) => referer === undefined)
    expect(without.length).toBeGreaterThan(0)
    expect(without.length).toBeLessThan(4)
    expect(new Set(said())).toEqual(new Set([undefined, originAlone()]))
  })

  it('gets the page of its own origin', async () => {
    pages.answer = (request, response) => {
      if (request.url?.endsWith('.png')) return wantReferers(request, response)
      response.writeHead(200, { 'content-type': 'text/html', 'referrer-policy': 'no-referrer' })
      return response.end(`<h1>Album</h1>${body('')}`)
    }
    const id = bench.add(pages.origin + pagePath, { options: { connections: 1 } })
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({ saved: 6, failed: 0 })
    expect(pages.asked.findLast(({ url }) => url?.endsWith('.png'))?.headers.referer).toBe(fullAddress())
  })

  it('gets none where the user said that no request has one', async () => {
    images.answer = wantReferers
    const { counts } = await save({ body: body(images.origin), options: { referer: 'none' } })
    expect(counts).toMatchObject({ failed: 6 })
    expect(new Set(said())).toEqual(new Set([undefined]))
  })
})

describe('the Referer of the options', () => {
  it('none is sent with no request', async () => {
    await save({ options: { referer: 'none' }, body: `${onePicture()}<p><img src="/own.png"></p>` })
    expect([...pages.asked, ...images.asked].map(({ headers }) => headers.referer)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('origin is that of the page, also for its own host and against a looser policy', async () => {
    await save({
      options: { referer: 'origin' },
      head: '<meta name="referrer" content="unsafe-url">',
      body: `${onePicture()}<p><img src="/own.png"></p>`,
    })
    expect(said()).toEqual([originAlone()])
    expect(pages.asked.map(({ headers }) => headers.referer)).toEqual([originAlone(), originAlone()])
  })

  it('an address is sent whole to every host', async () => {
    const referer = 'https://elsewhere.example/page?full=yes'
    await save({ options: { referer } })
    expect([...pages.asked, ...images.asked].map(({ headers }) => headers.referer)).toEqual([
      referer,
      referer,
    ])
  })
})
