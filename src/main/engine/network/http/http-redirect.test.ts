import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  get,
  keys,
  loopbackCertificate,
  openTestHttp,
  read,
  request,
  signal,
  type TestHttp,
  text,
} from '../../../../../test/test-http'

let bench: TestHttp

beforeEach(() => {
  bench = openTestHttp()
})
afterEach(() => bench.close())

it.each([301, 302, 303, 307, 308])(
  'follows %i, relative and in raw UTF-8, entering every hop',
  async (status) => {
    const server = await bench.serve((e) => {
      if (e.target === '/a/start') return e.reply(status, { Location: '../b/next' })
      if (e.target === '/b/next') return e.reply(status, { Location: Buffer.from('/图').toString('latin1') })
      return e.reply(200, {}, e.target)
    })
    const { wanted, permits } = request(`${server.origin}/a/start`, [server])
    const reply = await bench.client().open(wanted, signal)
    expect(await read(reply)).toBe('/%E5%9B%BE')
    expect(reply.address).toBe(`${server.origin}/%E5%9B%BE`)
    expect(server.requests.map(({ target }) => target)).toEqual(['/a/start', '/b/next', '/%E5%9B%BE'])
    expect(permits.hosts).toEqual([server.host, server.host, server.host])
    expect(server.connections).toBe(1)
  },
)

it.each<[string, string, string]>([
  ['a loop', '/', 'too-many-redirects'],
  ['file:', 'file:///etc/hostname', 'blocked-scheme'],
  ['ftp:', 'ftp://127.0.0.1/', 'blocked-scheme'],
  ['javascript:', 'javascript:alert(1)', 'blocked-scheme'],
  ['no address', 'http://[::1', 'bad-url'],
  ['another port of this machine', 'http://127.0.0.1:9/', 'blocked-address'],
  ['a link-local address', 'http://169.254.169.254/latest/', 'blocked-address'],
  ['a decimal spelling', 'http://2130706433:9/', 'blocked-address'],
])('does not follow a redirect to %s', async (_what, location, kind) => {
  const server = await bench.serve((e) => e.reply(302, { Location: location }))
  expect(await get(bench.client(), server)).toMatchObject({ kind })
  expect(server.requests.length).toBe(kind === 'too-many-redirects' ? 21 : 1)
})

it('gives a redirect without an address to its caller', async () => {
  const server = await bench.serve((e) => e.reply(302, {}, 'moved'))
  expect(await get(bench.client(), server)).toMatchObject({ reply: { status: 302 }, body: 'moved' })
})

it('sends Referer without fragment and password, and fields that may be secret only to the first host', async () => {
  const other = await bench.serve((e) => e.reply(200, {}, 'other'))
  const server = await bench.serve((e) => e.reply(302, { Location: `${other.origin}/x` }))
  const { wanted } = request(`${server.origin}/`, [server, other], {
    referer: { address: 'http://user:secret@example.org/page?a=1#part', rule: 'named' },
    headers: {
      Authorization: 'Bearer t',
      Cookie: 'a=1',
      'X-Own': 'yes',
      'Accept-Language': 'de',
      Host: 'evil',
      Range: 'bytes=1-',
    },
  })
  await read(await bench.client().open(wanted, signal))
  const [first, second] = [server.requests[0]?.headers, other.requests[0]?.headers]
  expect(first).toMatchObject({
    referer: 'http://example.org/page?a=1',
    authorization: 'Bearer t',
    cookie: 'a=1',
  })
  expect(first).toMatchObject({ host: server.host, 'x-own': 'yes', 'user-agent': 'tests' })
  expect(first?.['range']).toBeUndefined()
  expect(second).toMatchObject({ referer: 'http://example.org/page?a=1', 'accept-language': 'de' })
  expect(second).not.toHaveProperty('x-own')
  expect(second).not.toHaveProperty('authorization')
  expect(second).not.toHaveProperty('cookie')
})

it('sends no Referer from https to http', async () => {
  const plain = await bench.serve((e) => e.reply(200, {}, text))
  const server = await bench.serve((e) => e.reply(302, { Location: `${plain.origin}/` }), keys)
  const { wanted } = request(`${server.origin}/`, [server, plain], {
    referer: { address: `${server.origin}/page`, rule: 'unsafe-url' },
  })
  await read(await bench.client({ caFile: loopbackCertificate }).open(wanted, signal))
  expect(server.requests[0]?.headers['referer']).toBe(`${server.origin}/page`)
  expect(plain.requests[0]?.headers).not.toHaveProperty('referer')
})

it('sends every hop of a redirect as much Referer as the policy allows, and obeys that of the redirect', async () => {
  const last = await bench.serve((e) => e.reply(200, {}, text))
  const middle = await bench.serve((e) =>
    e.reply(302, { Location: `${last.origin}/c`, 'Referrer-Policy': 'same-origin' }),
  )
  const first = await bench.serve((e) => e.reply(302, { Location: `${middle.origin}/b` }))
  const { wanted } = request(`${first.origin}/a`, [first, middle, last], {
    referer: { address: `${first.origin}/page?key=1`, rule: 'strict-origin-when-cross-origin' },
  })
  const reply = await bench.client().open(wanted, signal)
  await read(reply)
  const said = [first, middle, last].map(({ requests }) => requests[0]?.headers['referer'])
  expect(said).toEqual([`${first.origin}/page?key=1`, `${first.origin}/`, undefined])
  expect(reply.referer).toBeNull()
})
