import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from './redact'
import { redacted, redactText } from './redact-text'

const home = '/home/me'
const text = (said: string) => redactText(said, home)

describe('a text', () => {
  it.each([
    ['http://anna:HUSH@example.org/a?b=c', 'http://example.org/a?b=c'],
    [
      'got https://HUSH@example.org:8080/ and socks5://u:HUSH@p:1/',
      'got https://example.org:8080/ and socks5://p:1/',
    ],
    ['"http://anna:HU SH@example.org/"', undefined],
    ['http://a:HU@SH@example.org/', 'http://example.org/'],
    ['proxy anna:HUSH@proxy.example:3128 refused', 'proxy proxy.example:3128 refused'],
    ['https://x/a.png?token=HUSH&w=1', `https://x/a.png?token=${redacted}&w=1`],
    [
      'https://x/a.png?w=1&X-Amz-Signature=HUSH&X-Amz-Date=HUSH',
      `https://x/a.png?w=1&X-Amz-Signature=${redacted}&X-Amz-Date=${redacted}`,
    ],
    [
      'https://x/a.png?Expires=HUSH&Signature=HUSH#p',
      `https://x/a.png?Expires=${redacted}&Signature=${redacted}#p`,
    ],
    [
      'https://x/a?auth_key=HUSH&user%5Bpassword%5D=HUSH',
      `https://x/a?auth_key=${redacted}&user%5Bpassword%5D=${redacted}`,
    ],
    [
      'https://x/a?accessToken=HUSH;sessionid=HUSH',
      `https://x/a?accessToken=${redacted};sessionid=${redacted}`,
    ],
    ['https://x/a?q=0123456789abcdefHUSH0123456789abcdef', `https://x/a?q=${redacted}`],
    ['Cookie: a=HUSH; b=HUSH\nHost: x', `Cookie: ${redacted}\nHost: x`],
    ['set-cookie: HUSH', `set-cookie: ${redacted}`],
    ['"Authorization": "Basic HUSH"', undefined],
    ['Proxy-Authorization: Basic HUSH==', `Proxy-Authorization: ${redacted}`],
    ['sent Bearer HUSH123456 to x', `sent Bearer ${redacted} to x`],
    ['X-Api-Key: HUSH', `X-Api-Key: ${redacted}`],
    ['{"token":"HUSH","pid":1}', `{"token":"${redacted}","pid":1}`],
    ['{\\"password\\": \\"HUSH\\"}', undefined],
    [`Unexpected token 'x', ..."p://u:HUSH"... is not valid JSON`, undefined],
    ['/home/me/Pictures/a.png', '~/Pictures/a.png'],
    ['file:///home/me/a.js:1:2', 'file://~/a.js:1:2'],
    ['/home/me', '~'],
  ])('%s loses its secrets', (said, redacted) => {
    expect(text(said)).not.toContain('HUSH')
    expect(text(said)).not.toContain(home)
    expect(text(said)).toBe(redacted ?? text(said))
  })

  it.each([
    'https://example.org/g/5510.html?page=2&sort=new',
    'http-status: 503 example.org',
    'connect ECONNREFUSED 127.0.0.1:8080',
    'Error: code=ECONNRESET at node_modules/pkg@1.2.3/index.js:1:2',
    '/home/melanie/a.png',
    'a basic recipe reads the page',
  ])('%s stays as it is', (said) => {
    expect(text(said)).toBe(said)
  })

  it('finds the home of Windows in every spelling', () => {
    const redacted = [
      'C:\\Users\\me\\a',
      'c:\\users\\me\\a',
      'file:///C:/Users/me/a',
      JSON.stringify({ path: 'C:\\Users\\me\\a' }),
    ].map((said) => redactText(said, 'C:\\Users\\me'))
    expect(redacted).toEqual(['~\\a', '~\\a', 'file:///~/a', '{"path":"~\\\\a"}'])
  })

  it('of any length is redacted at once, and a cut shows no half of an address', () => {
    const long = `${'a '.repeat(16 * 1024 - 10)}http://anna:HUSH${'H'.repeat(40_000)}@example.org/`
    expect(text(long)).not.toContain('HUSH')
    for (const nasty of ['http://', 'a=', '"a":"', '@', 'x:', 'cookie: ', '\\"']) text(nasty.repeat(100_000))
  })

  it('that is redacted stays the same when it is redacted again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (said) => {
        expect(text(text(said))).toBe(text(said))
      }),
    )
  })
})

describe('a value', () => {
  it('loses secrets at every depth, in lists, maps, headers and causes', () => {
    const cause = Object.assign(new Error('to http://u:HUSH@p/'), {
      headers: { 'X-Whatever': 'HUSH', Accept: 'image/*' },
    })
    const redacted = JSON.stringify(
      redact(
        {
          token: 'HUSH',
          a: { password: { very: 'HUSH' }, list: ['https://x/?sig=HUSH', ['Set-Cookie', 'HUSH']] },
          map: new Map([['session', 'HUSH']]),
          request: {
            rawHeaders: ['Cookie', 'HUSH', 'Host', 'x'],
            headers: new Headers({ Authorization: 'HUSH' }),
          },
          address: new URL('https://u:HUSH@x/?token=HUSH'),
          bytes: Buffer.from('HUSH'),
          error: new AggregateError([cause], 'Cookie: HUSH', { cause }),
        },
        home,
      ),
    )
    expect(redacted).not.toContain('HUSH')
    expect(redacted).toContain('image/*')
    expect(redacted).toContain('(4 bytes)')
  })

  it('keeps what helps: codes, counts, kinds, stacks', () => {
    const error = Object.assign(new Error('broken'), { code: 'ECONNRESET' })
    expect(redact({ error, kind: 'auth', host: 'x', tokens: 3 }, home)).toMatchObject({
      error: {
        name: 'Error',
        message: 'broken',
        code: 'ECONNRESET',
        stack: expect.stringContaining('redact.test'),
      },
      kind: 'auth',
      host: 'x',
      tokens: 3,
    })
  })

  it('is plain JSON whatever it was', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    const hostile = {
      get broken(): never {
        throw new Error('no')
      },
    }
    const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => ({ inner }), 1)
    const redacted = redact({ circle, hostile, deep, big: 1n, call() {}, none: null, nan: Number.NaN }, home)
    expect(JSON.parse(JSON.stringify(redacted))).toMatchObject({
      circle: { self: '(circle)' },
      hostile: '(unreadable)',
      big: '1',
      call: '(function)',
      none: null,
      nan: 'NaN',
    })
    expect(JSON.stringify(redacted)).toContain('(deep)')
  })

  it('is bounded in entries and length', () => {
    const redacted = JSON.stringify(redact({ list: Array(10_000).fill('x'), long: 'y '.repeat(1e6) }, home))
    expect(redacted.length).toBeLessThan(10_000)
  })

  it('of any kind is redacted without a throw', () => {
    const everything = fc.anything({
      withMap: true,
      withSet: true,
      withDate: true,
      withTypedArray: true,
      withBigInt: true,
      withNullPrototype: true,
    })
    const write = (value: unknown) => void JSON.stringify(redact({ value }, home))
    expect(() => fc.assert(fc.property(everything, write))).not.toThrow()
  })
})

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4'

it.each([
  ['https://h/a?pw=hunter2', 'hunter2'],
  ['https://h/a?PW=hunter2&x=1', 'hunter2'],
  ['https://h/a?user_pw=hunter2', 'hunter2'],
  ['https://h/a?userPw=hunter2', 'hunter2'],
  ['https://h/a#pw=hunter2', 'hunter2'],
  ['https://h/a;pw=hunter2/b', 'hunter2'],
  ['name=ann&pw=hunter2', 'hunter2'],
  ['https://h/a?p%77=hunter2', 'hunter2'],
  ['https://h/a?next=https%3A%2F%2Fi%2F%3Fpw%3Dhunter2%26x%3D1', 'hunter2'],
  ['https://h/a?next=https%253A%252F%252Fi%252F%253Fpw%253Dhunter2', 'hunter2'],
  [`https://h/u/${token}/1.jpg`, 'SflKxw'],
  [`https://h/u/${token}`, 'eyJzdW'],
  [`the reply was ${token}.`, 'SflKxw'],
  ['https://h/token/hunter2/1.jpg', 'hunter2'],
  ['https://h/s/session/hunter2', 'hunter2'],
  ['https://h/f/Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZkdISUpLTE0/1.jpg', 'Zm9v'],
  ['https://h/a?X-Amz-Credential=hunter2&X-Amz-Date=1', 'hunter2'],
])('hides the secret of %s', (text, secret) => {
  expect(redact(text, '/home/ann')).not.toContain(secret)
  expect(redact({ detail: text }, '/home/ann')).not.toHaveProperty('detail', expect.stringContaining(secret))
})

it.each([
  'https://h/gallery/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.jpg',
  'https://h/keys/1.jpg?page=2&pwa=1',
  'https://h/2026/11/eyJ.png',
])('leaves %s as it is', (text) => {
  expect(redact(text, '/home/ann')).toBe(text)
})
