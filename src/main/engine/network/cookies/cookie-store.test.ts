import { TaskId } from '@shared/model/units'
import { describe, expect, it } from 'vitest'
import { type CookieJar, type CookieRows, createCookieStore } from './cookie-store'

const site = 'http://site.example.com/g/page.html'

/** The cookies of one task, whose clock shows `clock.now`, and each text that was saved of them. */
function open(earlier: string | null = null) {
  const clock = { now: Date.UTC(2024, 0, 1) }
  const saved: (string | null)[] = []
  const rows: CookieRows = { cookies: () => earlier, saveCookies: (_task, text) => saved.push(text) }
  const source = createCookieStore({ rows, now: () => clock.now, log: () => {} }).open(task(1))
  const jar: CookieJar = {
    header: source.header,
    take: (url, fields) => {
      source.take(url, fields)
      source.flush()
    },
  }
  return { jar, clock, saved }
}

const task = (id: number) => TaskId.parse(id)

const take = (jar: CookieJar, address: string, ...fields: string[]) => jar.take(new URL(address), fields)
const sent = (jar: CookieJar, address: string, given?: string) => jar.header(new URL(address), given)

it.each<[string, string, string, string, string | null]>([
  ['to its host', site, 'a=1', 'http://site.example.com/g/x.png', 'a=1'],
  ['whatever the port', site, 'a=1', 'http://site.example.com:8080/g/x.png', 'a=1'],
  ['not to a host above', site, 'a=1', 'http://example.com/g/', null],
  ['not to a host below', site, 'a=1', 'http://img.site.example.com/g/', null],
  ['not to a host beside', site, 'a=1; Path=/', 'http://other.example.com/', null],
  ['to hosts below its domain', site, 'a=1; Domain=example.com; Path=/', 'http://img.example.com/x', 'a=1'],
  [
    'with a dot before its domain',
    site,
    'a=1; Domain=.example.com; Path=/',
    'http://img.example.com/x',
    'a=1',
  ],
  [
    'not to a host that only ends alike',
    site,
    'a=1; Domain=example.com; Path=/',
    'http://notexample.com/',
    null,
  ],
  ['not for a foreign domain', site, 'a=1; Domain=example.org; Path=/', 'http://example.org/', null],
  ['not for a domain below', site, 'a=1; Domain=a.site.example.com', site, null],
  ['not for a public suffix', 'http://a.co.uk/', 'a=1; Domain=co.uk', 'http://a.co.uk/', null],
  [
    'not for the suffix of a hoster',
    'http://a.github.io/',
    'a=1; Domain=github.io',
    'http://b.github.io/',
    null,
  ],
  ['not for a top level', site, 'a=1; Domain=com', site, null],
  [
    'not for a name that several sites of a hoster lie under',
    'http://one.s3.amazonaws.com/',
    'a=1; Domain=amazonaws.com',
    'http://two.s3.amazonaws.com/',
    null,
  ],
  ['to a suffix that names itself', 'http://github.io/', 'a=1; Domain=github.io', 'http://github.io/', 'a=1'],
  [
    'of that suffix to itself alone',
    'http://github.io/',
    'a=1; Domain=github.io',
    'http://b.github.io/',
    null,
  ],
  ['to a name without a dot', 'http://intranet/', 'a=1; Domain=intranet', 'http://intranet/x', 'a=1'],
  ['to an IP address', 'http://127.0.0.1:8000/', 'a=1', 'http://127.0.0.1:9000/', 'a=1'],
  ['that an IP address names', 'http://127.0.0.1/', 'a=1; Domain=127.0.0.1', 'http://127.0.0.1/', 'a=1'],
  ['not for a part of an IP address', 'http://127.0.0.1/', 'a=1; Domain=0.0.1', 'http://127.0.0.1/', null],
  ['to IPv6', 'http://[::1]/', 'a=1', 'http://[::1]:81/', 'a=1'],
  ['to localhost', 'http://localhost:1/', 'a=1', 'http://localhost:2/', 'a=1'],
  ['not from localhost to its address', 'http://localhost/', 'a=1', 'http://127.0.0.1/', null],
  ['below its default path', site, 'a=1', 'http://site.example.com/g/deep/x', 'a=1'],
  ['not beside its default path', site, 'a=1', 'http://site.example.com/other', null],
  ['not to a path that only begins alike', site, 'a=1; Path=/g', 'http://site.example.com/gallery', null],
  ['for any path', site, 'a=1; Path=/', 'http://site.example.com/', 'a=1'],
  ['with a path that is none', site, 'a=1; Path=g', 'http://site.example.com/g/x', 'a=1'],
  ['with an escaped path', site, 'a=1; Path=/a%20b', 'http://site.example.com/a%20b/x', 'a=1'],
  ['with a lone percent sign', 'http://h.example.com/100%/x', 'a=1', 'http://h.example.com/100%/y', 'a=1'],
  ['Secure by https', 'https://h.example.com/', 'a=1; Secure', 'https://h.example.com/', 'a=1'],
  ['Secure not in clear', 'https://h.example.com/', 'a=1; Secure', 'http://h.example.com/', null],
  ['Secure not in clear to loopback', 'https://127.0.0.1/', 'a=1; Secure', 'http://127.0.0.1/', null],
  ['Secure not if it came in clear', site, 'a=1; Secure; Path=/', 'https://site.example.com/', null],
  [
    'not if its prefix is false',
    'https://h.example.com/',
    '__Host-a=1; Domain=h.example.com; Secure; Path=/',
    'https://h.example.com/',
    null,
  ],
  [
    'whose prefix is true',
    'https://h.example.com/',
    '__Host-a=1; Secure; Path=/',
    'https://h.example.com/',
    '__Host-a=1',
  ],
  ['that is HttpOnly and SameSite', site, 'a=1; HttpOnly; SameSite=Strict', site, 'a=1'],
  ['with an equals sign in its value', site, 'a=b=c==', site, 'a=b=c=='],
  ['with quotes as they came', site, 'a="1 2"', site, 'a="1 2"'],
  ['with raw bytes as they came', site, 'a=\xe9\xff', site, 'a=\xe9\xff'],
  ['without a value', site, 'a=', site, 'a='],
  ['not without a name', site, '=1', site, null],
  ['not without an equals sign', site, 'a', site, null],
  ['not with a control character', site, 'a=1\x01', site, null],
  ['not with one in an attribute', site, 'a=1; Path=/\x7f', 'http://site.example.com/', null],
  ['with an age', site, 'a=1; Max-Age=60', site, 'a=1'],
  ['with an age that is none', site, 'a=1; Max-Age=soon', site, 'a=1'],
  ['not with an age of nothing', site, 'a=1; Max-Age=0', site, null],
  ['not with an end in the past', site, 'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', site, null],
  [
    'whose age wins over its end',
    site,
    'a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    site,
    'a=1',
  ],
  ['whose end cannot be read', site, 'a=1; Expires=tomorrow', site, 'a=1'],
])('sends a cookie %s', (_what, from, field, to, expected) => {
  const { jar } = open()
  take(jar, from, field)
  expect(sent(jar, to)).toBe(expected)
})

it('forgets a cookie when its age is over, however often it was sent before', () => {
  const { jar, clock } = open()
  take(jar, site, 'a=1; Max-Age=10')
  clock.now += 9_000
  expect(sent(jar, site)).toBe('a=1')
  clock.now += 1_000
  expect(sent(jar, site)).toBeNull()
})

it('forgets a cookie that the site ends', () => {
  const { jar, saved } = open()
  take(jar, site, 'a=1', 'b=2')
  take(jar, site, 'a=; Max-Age=0')
  expect(sent(jar, site)).toBe('b=2')
  take(jar, site, 'b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT')
  expect(sent(jar, site)).toBeNull()
  expect(saved.at(-1)).toBeNull()
})

it('sends the longest path first, then the oldest', () => {
  const { jar, clock } = open()
  take(jar, site, 'a=1; Path=/', 'b=2; Path=/g', 'c=3; Path=/')
  clock.now += 1000
  take(jar, site, 'd=4; Path=/g', 'a=5; Path=/')
  expect(sent(jar, site)).toBe('b=2; d=4; a=5; c=3')
})

it('joins the cookies that the user gave with those of the site, whose newer value counts', () => {
  const { jar } = open()
  expect(sent(jar, site, 'over18=1;  session=old ; ')).toBe('over18=1; session=old')
  take(jar, site, 'session=new')
  expect(sent(jar, site, 'over18=1; session=old')).toBe('over18=1; session=new')
})

it('is the same after it was saved, in its order and to the second', () => {
  const { jar, saved, clock } = open()
  take(jar, 'https://site.example.com/g/', 'a=1; Path=/; Secure', 'b=2; Domain=example.com; Path=/')
  take(jar, 'https://site.example.com/g/', 'c=3; Max-Age=60; Path=/')
  const again = open(saved.at(-1))
  again.clock.now = clock.now
  expect(sent(again.jar, 'https://site.example.com/')).toBe('a=1; b=2; c=3')
  expect(sent(again.jar, 'http://site.example.com/')).toBe('b=2; c=3')
  expect(sent(again.jar, 'http://img.example.com/')).toBe('b=2')
  again.clock.now += 60_000
  expect(sent(again.jar, 'http://site.example.com/')).toBe('b=2')
})

it.each(['', 'null', '{}', '[{"name":1}]', '[', '[{"name":"a","value":"1"}]'])(
  'begins empty with %j',
  (saved) => {
    expect(sent(open(saved).jar, site)).toBeNull()
  },
)

it('saves a change only, not a cookie that comes again as it was', () => {
  const { jar, saved, clock } = open()
  take(jar, site, 'a=1; Path=/')
  clock.now += 5000
  sent(jar, site)
  take(jar, site, 'a=1; Path=/')
  take(jar, site)
  take(jar, site, 'no cookie')
  expect(saved).toHaveLength(1)
  take(jar, site, 'a=2; Path=/')
  expect(saved).toHaveLength(2)
})

it('keeps what was used last when a site floods it, and no more than its bounds', () => {
  const { jar, saved, clock } = open()
  take(jar, site, 'wanted=1; Path=/')
  for (let reply = 0; reply < 50; reply += 1) {
    clock.now += 1000
    sent(jar, 'http://site.example.com/')
    take(jar, site, ...Array.from({ length: 100 }, (_, number) => `f${reply}-${number}=x; Path=/flood`))
  }
  expect(sent(jar, 'http://site.example.com/')).toBe('wanted=1')
  expect(JSON.parse(saved.at(-1) ?? '')).toHaveLength(180)
})

it('refuses a cookie over 4 KiB and keeps at most 32 KiB of a site and 128 KiB in all', () => {
  const { jar, saved } = open()
  take(jar, site, `a=${'x'.repeat(4096)}`, `b=${'x'.repeat(4095)}`, `c=1; Path=/${'x'.repeat(9000)}`)
  expect(sent(jar, site)).toBe(`b=${'x'.repeat(4095)}`)
  for (let host = 0; host < 10; host += 1) {
    const fields = Array.from({ length: 20 }, (_, number) => `n${number}=${'x'.repeat(4000)}`)
    take(jar, `http://h${host}.example.com/`, ...fields)
    expect(sent(jar, `http://h${host}.example.com/`)?.length).toBeLessThanOrEqual(33 * 1024)
  }
  const kept = JSON.parse(saved.at(-1) ?? '') as { name: string; value: string }[]
  expect(kept.reduce((sum, { name, value }) => sum + name.length + value.length, 0)).toBeLessThanOrEqual(
    128 * 1024,
  )
})

describe('the store', () => {
  const clock = () => Date.UTC(2024, 0, 1)

  it('sends the cookies of one task with no request of another one', () => {
    const store = createCookieStore({ now: clock, log: () => {} })
    const [one, other] = [store.open(task(1)), store.open(task(2))]
    take(one, site, 'a=1; Path=/')
    expect([sent(one, site), sent(other, site)]).toEqual(['a=1', null])
    other.close()
    expect(sent(store.open(task(2)), site)).toBeNull()
  })

  it('sends shared cookies to their site for every task, below those of the task and above what the user gave', () => {
    const store = createCookieStore({ now: clock, log: () => {} })
    const jar = store.open(task(1))
    store.shared.take(new URL(site), ['session=shared; Path=/', 'mode=shared; Path=/'])
    take(jar, site, 'mode=own; Path=/')
    expect(sent(jar, site, 'session=given; x=1')).toBe('x=1; session=shared; mode=own')
    expect(sent(store.open(task(2)), site)).toBe('session=shared; mode=shared')
    expect(sent(jar, 'http://example.org/')).toBeNull()
  })

  it('saves no shared cookie in the row of a task', () => {
    const saved: (string | null)[] = []
    const rows: CookieRows = { cookies: () => null, saveCookies: (_task, text) => saved.push(text) }
    const store = createCookieStore({ rows, now: clock, log: () => {} })
    const jar = store.open(task(1))
    store.shared.take(new URL(site), ['session=shared'])
    take(jar, site, 'a=1')
    jar.flush()
    expect(saved).toHaveLength(1)
    expect(saved[0]).not.toContain('session')
  })

  it('saves what has changed when it is closed, and nothing that comes later', () => {
    const saved: (string | null)[] = []
    const rows: CookieRows = { cookies: () => null, saveCookies: (_task, text) => saved.push(text) }
    const jar = createCookieStore({ rows, now: clock, log: () => {} }).open(task(1))
    take(jar, site, 'a=1')
    jar.close()
    take(jar, site, 'late=1')
    jar.flush()
    jar.close()
    expect(saved).toHaveLength(1)
    expect(saved[0]).not.toContain('late')
  })

  it('saves nothing of what belongs to no task', () => {
    const rows: CookieRows = {
      cookies: () => '[]',
      saveCookies: () => {
        throw new Error('saved')
      },
    }
    const logged: string[] = []
    const store = createCookieStore({ rows, now: clock, log: (_level, message) => logged.push(message) })
    const jar = store.open(null)
    take(jar, site, 'a=1')
    jar.close()
    expect(logged).toEqual([])
  })

  it('logs that cookies could not be saved, and continues', () => {
    const rows: CookieRows = {
      cookies: () => null,
      saveCookies: () => {
        throw new Error('disk full')
      },
    }
    const logged: string[] = []
    const store = createCookieStore({ rows, now: clock, log: (_level, message) => logged.push(message) })
    const jar = store.open(task(1))
    take(jar, site, 'a=1')
    jar.flush()
    expect(sent(jar, site)).toBe('a=1')
    expect(logged).toEqual(['cookies could not be saved'])
  })
})
