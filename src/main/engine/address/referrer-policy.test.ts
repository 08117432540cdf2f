import { describe, expect, it } from 'vitest'
import {
  afterRedirect,
  parseMetaPolicy,
  parseReferrerPolicy,
  type Referer,
  refererFor,
} from './referrer-policy'

const page = 'https://user:pw@site.example/g/1?key=secret#part'
const whole = 'https://site.example/g/1?key=secret'
const origin = 'https://site.example/'

describe('refererFor', () => {
  it.each<[Referer['rule'], string | null, string | null, string | null]>([
    // rule, to its own origin, to another origin, from https to http
    ['no-referrer', null, null, null],
    ['same-origin', whole, null, null],
    ['strict-origin', origin, origin, null],
    ['origin', origin, origin, null],
    ['strict-origin-when-cross-origin', whole, origin, null],
    ['origin-when-cross-origin', whole, origin, null],
    ['no-referrer-when-downgrade', whole, origin, null],
    ['unsafe-url', whole, origin, null],
    ['full', whole, whole, null],
    ['named', whole, whole, whole],
  ])('%s', (rule, toOwn, toOther, toPlain) => {
    const to = (target: string) => refererFor(new URL(target), { address: page, rule })
    expect(to('https://site.example/1.png')).toBe(toOwn)
    expect(to('https://img.site.example/1.png')).toBe(toOther)
    expect(to('https://site.example:8443/1.png')).toBe(toOther)
    expect(to('http://site.example/1.png')).toBe(toPlain)
    const plain = refererFor(new URL('https://site.example/'), { address: 'http://site.example/a', rule })
    expect(plain?.startsWith('http://site.example/') ?? null).toBe(toOther === null ? null : true)
  })

  it.each(['about:blank', 'data:text/html,x', 'blob:https://a.example/1', 'nonsense', ''])(
    'sends nothing of %s',
    (address) => {
      expect(refererFor(new URL('https://a.example/'), { address, rule: 'unsafe-url' })).toBeNull()
    },
  )

  it('sends the origin of an address of more than 4,096 characters', () => {
    const address = `https://site.example/?${'a'.repeat(4096)}`
    const to = new URL('https://site.example/1.png')
    expect(refererFor(to, { address, rule: 'unsafe-url' })).toBe(origin)
    expect(refererFor(to, { address, rule: 'full' })).toBe(origin)
  })
})

it.each<[string | null, string | null]>([
  ['origin', 'origin'],
  [' Same-Origin ', 'same-origin'],
  ['no-referrer, strict-origin', 'strict-origin'],
  ['no-referrer, from-the-future', 'no-referrer'],
  ['no-referrer,,', 'no-referrer'],
  ['never', null],
  ['', null],
  [null, null],
])('the field %j means %j', (field, policy) => {
  expect(parseReferrerPolicy(field)).toBe(policy)
})

it.each<[string, string | null]>([
  ['never', 'no-referrer'],
  ['Default', 'strict-origin-when-cross-origin'],
  ['ALWAYS', 'unsafe-url'],
  ['origin-when-crossorigin', 'origin-when-cross-origin'],
  ['same-origin', 'same-origin'],
  ['constructor', null],
  ['', null],
])('the content %j of a meta element means %j', (content, policy) => {
  expect(parseMetaPolicy(content)).toBe(policy)
})

it('a redirect changes the policy, but neither no-referrer nor what the user asked for', () => {
  const after = (rule: Referer['rule'], policy: Parameters<typeof afterRedirect>[1]) =>
    afterRedirect({ address: page, rule }, policy).rule
  expect(after('strict-origin', 'same-origin')).toBe('same-origin')
  expect(after('strict-origin', null)).toBe('strict-origin')
  expect(after('no-referrer', 'unsafe-url')).toBe('no-referrer')
  expect(after('named', 'no-referrer')).toBe('named')
  expect(after('full', 'origin')).toBe('full')
  expect(after('full', 'no-referrer')).toBe('no-referrer')
})
