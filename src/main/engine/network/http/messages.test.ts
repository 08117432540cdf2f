import { brotliCompressSync, gzipSync } from 'node:zlib'
import { FailureError } from '@shared/model/failure'
import { NetworkSettings } from '@shared/model/settings'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  chunked,
  type FaultyServer,
  type Handler,
  startFaultyServer,
} from '../../../../../test/site/faulty-server'
import { read, readCertificates, request, signal } from '../../../../../test/test-http'
import { createHttp, type Http, type HttpRequest } from './http'

const body = 'a body that is long enough to be cut in the middle'
const { length } = body
let handler: Handler
let server: FaultyServer
let http: Http
let network: NetworkSettings

beforeEach(async () => {
  server = await startFaultyServer((e) => handler(e))
  // A server that answers late on a busy machine must not count as silent.
  const patience = { headersTimeoutMs: 15_000, idleTimeoutMs: 15_000 }
  network = NetworkSettings.parse({ ...patience, decodedBodyLimitBytes: 64 * 1024 * 1024 })
  http = createHttp({
    network: () => network,
    proxy: () => '',
    userAgent: 'tests',
    clock: () => performance.now(),
    readCertificates,
  })
})

afterEach(async () => {
  await http.close()
  await server.close()
})

/** The outcome of an answer: the body, or the failure's kind. */
async function get(answer: Handler, wants: HttpRequest['wants'] = 'image'): Promise<string> {
  handler = answer
  try {
    const { wanted } = request(`${server.origin}/a/start`, [server], { wants })
    const reply = await http.open(wanted, signal)
    const whole = await read(reply)
    return reply.status === 200 ? whole : `status ${reply.status}`
  } catch (error) {
    if (error instanceof FailureError) return error.failure.kind
    throw error
  }
}

/** Bytes as they are, then an orderly close. */
const raw =
  (...parts: readonly (string | Uint8Array)[]): Handler =>
  async (e) => {
    for (const part of parts) await e.raw(part)
    e.end()
  }
const head = (...fields: readonly string[]) => `${['HTTP/1.1 200 OK', ...fields].join('\r\n')}\r\n\r\n`

describe('the length of a body', () => {
  it.each([
    ['two in one field', `${length}, ${length + 1}`],
    ['hexadecimal', `0x${length.toString(16)}`],
    ['with a sign', `+${length}`],
    ['negative', '-5'],
    ['with a fraction', `${length}.0`],
    ['with an exponent', '5e1'],
    ['with a unit', `${length} bytes`],
    ['with a blank inside', '5 0'],
    ['beyond all numbers', '9'.repeat(30)],
    ['a comma', ','],
    ['folded over two lines', '5\r\n 0'],
  ])('is refused: %s', async (_what, value) => {
    expect(await get(raw(head(`Content-Length: ${value}`), body))).toBe('protocol')
  })

  it.each<[string, Handler, string]>([
    ['one byte too long', raw(head(`Content-Length: ${length + 1}`), body), 'truncated'],
    ['one byte too short', raw(head(`Content-Length: ${length - 1}`), body), body.slice(0, -1)],
    ['beyond what is allowed', raw(head('Content-Length: 9007199254740993')), 'too-large'],
    ['of nothing that comes', raw(head(`Content-Length: ${length}`)), 'truncated'],
    ['twice the same in one field', raw(head(`Content-Length: ${length}, ${length}`), body), body],
    [
      'twice the same in two fields',
      raw(head(`Content-Length: ${length}`, `content-length: ${length}`), body),
      body,
    ],
    [
      'in two fields that differ',
      raw(head(`Content-Length: ${length}`, `Content-Length: ${length - 1}`), body),
      'protocol',
    ],
    ['with leading zeros', raw(head(`Content-Length: 000${length}`), body), body],
    [
      'beside chunks',
      raw(head('Content-Length: 5', 'Transfer-Encoding: chunked'), chunked(Buffer.from(body))),
      'protocol',
    ],
  ])('%s', async (_what, answer, outcome) => {
    expect(await get(answer)).toBe(outcome)
  })
})

describe('a body in chunks', () => {
  const size = length.toString(16)
  it.each<[string, string, string]>([
    ['with extensions', `${size};a=b;c="d"\r\n${body}\r\n0\r\n\r\n`, body],
    ['with zeros and capitals', `000${size.toUpperCase()}\r\n${body}\r\n0\r\n\r\n`, body],
    ['with trailers', `${size}\r\n${body}\r\n0\r\nX-Sum: 1\r\nSet-Cookie: a=1\r\n\r\n`, body],
    ['with bare line feeds', `${size}\n${body}\n0\n\n`, body],
    ['with blanks around a size', ` ${size} \r\n${body}\r\n0\r\n\r\n`, body],
    ['with irregular trailers', `${size}\r\n${body}\r\n0\r\nX Sum: 1\x01\n folded\nno colon\n\n`, body],
    ['cut in a size', `${size}\r\n${body}\r\n3`, 'truncated'],
    ['cut behind a size', `${size}\r\n`, 'truncated'],
    ['cut before the last line break', `${size}\r\n${body}\r\n0\r\n`, 'truncated'],
    ['without the last chunk', `${size}\r\n${body}\r\n`, 'truncated'],
    ['of negative size', `-5\r\nabcde\r\n0\r\n\r\n`, 'protocol'],
    ['of a size with a mark', `0x5\r\nabcde\r\n0\r\n\r\n`, 'protocol'],
    ['of a size beyond all numbers', `${'f'.repeat(17)}\r\nabcde`, 'protocol'],
    ['longer than its size', `3\r\nabcde\r\n0\r\n\r\n`, 'protocol'],
  ])('%s', async (_what, chunks, outcome) => {
    expect(await get(raw(head('Transfer-Encoding: chunked'), chunks))).toBe(outcome)
  })

  it('is given up when nothing but a size drips', async () => {
    network = { ...network, idleTimeoutMs: 300 }
    const outcome = get(async (e) => {
      await e.raw(`${head('Transfer-Encoding: chunked')}5;`)
      const drip = setInterval(() => void e.raw('x'), 50)
      await e.closed
      clearInterval(drip)
    })
    expect(await outcome).toBe('timeout')
  })
})

describe('a transfer coding', () => {
  const coded = gzipSync(body)
  it.each<[string, Handler]>([
    ['gzip in chunks', raw(head('Transfer-Encoding: gzip, chunked'), chunked(coded))],
    ['gzip alone', raw(head('Transfer-Encoding: gzip'), coded)],
    ['chunked twice', raw(head('Transfer-Encoding: chunked, chunked'), chunked(Buffer.from(body)))],
    [
      'chunked in two fields',
      raw(head('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'), chunked(Buffer.from(body))),
    ],
    ['unknown', raw(head('Transfer-Encoding: xchunked'), body)],
    ['chunked with a parameter', raw(head('Transfer-Encoding: chunked;q=1'), body)],
    ['chunked in the wrong place', raw(head('Transfer-Encoding: chunked, gzip'), coded)],
  ])('that was not requested is refused: %s', async (_what, answer) => {
    expect(await get(answer)).toBe('protocol')
    expect(await get(answer, 'page')).toBe('protocol')
  })
})

describe('a head', () => {
  it.each<[string, string, string]>([
    ['of another protocol', 'ICY 200 OK\r\n\r\n', 'protocol'],
    ['without a status line', body, 'protocol'],
    ['of HTTP/2', '\0\0\x06\x04\0\0\0\0\0\0\x04\0\x10\0\0', 'protocol'],
    ['of an unknown version', `HTTP/3.7 200 OK\r\nContent-Length: ${length}\r\n\r\n${body}`, 'protocol'],
    ['with two digits of status', `HTTP/1.1 20 OK\r\nContent-Length: ${length}\r\n\r\n${body}`, 'protocol'],
    ['with four digits of status', `HTTP/1.1 2000 OK\r\n\r\n`, 'protocol'],
    ['with words for a status', `HTTP/1.1 fine OK\r\n\r\n`, 'protocol'],
    ['with a line that has no colon', head('Just words', `Content-Length: ${length}`) + body, body],
    ['with a blank before the colon', head(`Content-Length : ${length}`) + body, body],
    ['with a blank in a name', head('X Powered By: cat', `Content-Length: ${length}`) + body, body],
    ['with control characters', head('X: a\x01\x7fb', `Content-Length: ${length}`) + body, body],
    ['with a control character in its length', head(`Content-Length: ${length}\x01`) + body, 'protocol'],
    ['with a folded field', head('X: one', ' two', '\tthree', `Content-Length: ${length}`) + body, body],
    ['that begins with a fold', head(' folded: x', `Content-Length: ${length}`) + body, body],
    ['of bare line feeds', head('X: 1', `Content-Length: ${length}`).replaceAll('\r', '') + body, body],
    ['of both kinds of line ends', `HTTP/1.1 200 OK\nX: 1\r\nContent-Length: ${length}\n\r\n${body}`, body],
    ['without a reason', `HTTP/1.1 200\r\nContent-Length: ${length}\r\n\r\n${body}`, body],
    ['with further blanks', `HTTP/1.1  200  OK\r\nContent-Length: ${length}\r\n\r\n${body}`, body],
    ['behind empty lines', `\r\n\r\n${head(`Content-Length: ${length}`)}${body}`, body],
    [
      'with a length behind a blank beside chunks',
      head('Content-Length : 5', 'Transfer-Encoding: chunked') + chunked(Buffer.from(body)).toString(),
      'protocol',
    ],
    [
      'of an interim reply with bare line feeds',
      `HTTP/1.1 103 Early\nLink: x\n\n${head(`Content-Length: ${length}`)}${body}`,
      body,
    ],
    ['with a NUL', head('X: a\0b', `Content-Length: ${length}`) + body, 'protocol'],
    [
      'with a lone carriage return',
      head('X: a\rContent-Length: 5', `Content-Length: ${length}`) + body,
      'protocol',
    ],
    [
      'that switches protocols unasked',
      'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
      'protocol',
    ],
    [
      'with names of objects',
      head('__proto__: x', 'constructor: y', `Content-Length: ${length}`) + body,
      body,
    ],
    ['with raw bytes', head('X: \xff\xfe', `Content-Length: ${length}`) + body, body],
    [
      'that follows several of status 100',
      'HTTP/1.1 100 Continue\r\n\r\n'.repeat(3) + head(`Content-Length: ${length}`) + body,
      body,
    ],
    ['of status 999', `HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n`, 'status 999'],
  ])('%s', async (_what, bytes, outcome) => {
    expect(await get(raw(bytes))).toBe(outcome)
  })

  it('of a thousand cookies is read, of thirty thousand bytes too, of more it is refused', async () => {
    const cookies = Array.from({ length: 1000 }, (_, number) => `Set-Cookie: ${number}=1`)
    expect(await get(raw(head(...cookies, `Content-Length: ${length}`), body))).toBe(body)
    const long = `X: ${'x'.repeat(30_000)}`
    expect(await get(raw(head(long, `Content-Length: ${length}`), body))).toBe(body)
    expect(await get(raw(head(long, long, `Content-Length: ${length}`), body))).toBe('protocol')
  })
})

describe('a content coding', () => {
  const gzip = gzipSync(body)
  const reply =
    (coding: string | readonly string[], bytes: Uint8Array): Handler =>
    (e) =>
      e.reply(200, { 'Content-Encoding': coding }, bytes)
  it.each<[string, Handler, string]>([
    [
      'of several members is joined',
      reply('gzip', Buffer.concat([gzipSync('two '), gzipSync('parts')])),
      'two parts',
    ],
    ['upon itself is undone twice', reply('gzip, gzip', gzipSync(gzip)), body],
    ['in two fields is undone twice', reply(['gzip', 'gzip'], gzipSync(gzip)), body],
    ['in capitals is known', reply('GZIP', gzip), body],
    ['of no name is none', reply('', Buffer.from(body)), body],
    ['without its last byte is damaged', reply('gzip', gzip.subarray(0, -1)), 'decode'],
    ['without its sum and length is damaged', reply('gzip', gzip.subarray(0, -8)), 'decode'],
    [
      'whose second member is cut is damaged',
      reply('gzip', Buffer.concat([gzip, gzip.subarray(0, 15)])),
      'decode',
    ],
    ['br without its end is damaged', reply('br', brotliCompressSync(body).subarray(0, -2)), 'decode'],
    ['named in the wrong order is damaged', reply('br, gzip', brotliCompressSync(gzip)), 'decode'],
    ['named like a part of every object is unknown', reply('constructor', gzip), 'decode'],
    ['named like the parent of every object is unknown', reply('__proto__', gzip), 'decode'],
    ['a thousand times is refused', reply(Array(1000).fill('gzip').join(','), gzip), 'decode'],
    [
      'that grows a thousandfold is a bomb',
      reply('gzip', gzipSync(Buffer.alloc(40 * 1024 * 1024))),
      'too-large',
    ],
    [
      'of a bomb in a bomb too',
      reply('gzip, gzip', gzipSync(gzipSync(Buffer.alloc(40 * 1024 * 1024)))),
      'too-large',
    ],
  ])('%s', async (_what, answer, outcome) => {
    expect(await get(answer)).toBe(outcome)
  })

  it('that grows a hundredfold is a page of many equal rows', async () => {
    const page = Array.from(
      { length: 90_000 },
      (_, row) => `<tr><td>${row * 7919}${'&nbsp;'.repeat(40)}</td></tr>`,
    ).join('')
    expect((await get(reply('gzip', gzipSync(page)), 'page')).length).toBe(page.length)
  })
})

describe('a redirect', () => {
  const to =
    (location: string | readonly string[] | null, status = 302): Handler =>
    (e) => {
      if (e.target !== '/a/start') return e.reply(200, {}, `at ${e.target}`)
      return e.reply(status, location === null ? {} : { Location: location })
    }
  it.each<[string, Handler, string]>([
    ['to nowhere', to(''), 'status 302'],
    ['without a place', to(null, 308), 'status 308'],
    ['to two places', to(['b', 'c']), 'protocol'],
    ['to one place twice', to(['b', 'b']), 'at /a/b'],
    ['with blanks around', to('  b  '), 'at /a/b'],
    ['with a tab inside', to('b\t2'), 'at /a/b2'],
    ['with a fragment', to('b#top'), 'at /a/b'],
    ['to a fragment of the same page', to('#top'), 'too-many-redirects'],
    ['in raw Latin-1', to('\xe9t\xe9'), 'at /a/%EF%BF%BDt%EF%BF%BD'],
    ['of status 300', to('b', 300), 'at /a/b'],
    ['of an unknown status', to('b', 342), 'at /a/b'],
    ['of an unknown status without a place', to(null, 342), 'status 342'],
    ['of status 306', to('b', 306), 'status 306'],
    ['of status 304', to('b', 304), 'status 304'],
    ['of status 305', to('b', 305), 'status 305'],
    ['of status 200 is none', to('b', 200), ''],
    ['to data:', to('data:image/png;base64,iVBORw0KGgo='), 'blocked-scheme'],
    ['to blob:', to('blob:http://x/1'), 'blocked-scheme'],
    ['to ws:', to('ws://127.0.0.1/'), 'blocked-scheme'],
    ['to a program of the desktop', to('galleon://x'), 'blocked-scheme'],
  ])('%s', async (_what, answer, outcome) => {
    expect(await get(answer)).toBe(outcome)
  })

  it.each(
    `2130706433 0177.0.0.1 0x7f000001 0x7f.0.1 127.1 0 0.0.0.0 127.8.8.8 127.0.0.1. localhost localhost. a.localhost
     LOCALHOST [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::]
     [2001:0:7f00:1::] [fe80::1] [fd00::1] 169.254.169.254 0xa9fea9fe 10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1
     198.18.0.1 192.0.2.1 224.0.0.1 255.255.255.255 x@127.0.0.1`.split(/\s+/),
  )('to the private address %s is refused before it is asked', async (host) => {
    expect(await get(to(`http://${host}:9/x.png`))).toBe('blocked-address')
  })

  it('that grows its query for ever ends', async () => {
    expect(await get((e) => e.reply(302, { Location: `${e.target}&x=1` }))).toBe('too-many-redirects')
    expect(server.requests).toHaveLength(21)
  })
})

describe('a kept connection', () => {
  const after =
    (second: Handler): Handler =>
    (e) => {
      if (e.target === '/a/start') return e.reply(302, { Location: 'b' })
      return e.nth > 1 ? second(e) : e.reply(200, {}, body)
    }
  it.each<[string, Handler, string]>([
    ['closed as it is used again', after((e) => e.end()), body],
    ['reset as it is used again', after((e) => e.reset()), body],
    ['cut in the head', after(raw('HTTP/1.1 200 OK\r\nConte')), 'reset'],
    ['cut in the body', after(raw(head(`Content-Length: ${length}`), 'a body')), 'truncated'],
  ])('%s', async (_what, answer, outcome) => {
    expect(await get(answer)).toBe(outcome)
  })

  it('brings no reply that was sent before it was asked for', async () => {
    const early = `${head('Content-Length: 5')}early`
    const outcome = await get(async (e) => {
      if (e.target !== '/a/start') return e.reply(200, {}, body)
      await e.raw(`HTTP/1.1 302 Found\r\nLocation: b\r\nContent-Length: 0\r\n\r\n${early}`)
    })
    expect(outcome).toBe(body)
  })

  it('whose redirect has a body without end is left, not awaited', async () => {
    const outcome = await get(async (e) => {
      if (e.target !== '/a/start') return e.reply(200, {}, body)
      await e.head(302, { Location: 'b', 'Content-Length': 1_000_000_000 })
    })
    expect(outcome).toBe(body)
  })
})
