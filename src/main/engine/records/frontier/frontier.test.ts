import { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import { describe, expect, it } from 'vitest'
import { crawlRulesOf } from './crawl-rules'
import { createVerdicts, isSkippedByPattern } from './match-rules'
import { fetchedAddress, pageIdentity } from './page-identity'
import { createScope, startAddresses } from './scope'

const plain = { drop: [], sorted: false }
const rules = { drop: ['utm_*', 'from'], sorted: true }

describe('pageIdentity', () => {
  it.each([
    ['http://blog.example/a#top', 'http://blog.example/a'],
    ['HTTP://Blog.Example:80/a', 'http://blog.example/a'],
    ['https://blog.example:443/', 'https://blog.example'],
    ['http://blog.example./a', 'http://blog.example/a'],
    ['http://user:secret@blog.example/a', 'http://blog.example/a'],
    ['http://blog.example/a?', 'http://blog.example/a'],
    ['http://blog.example/%7ename/%e4%b8%ad', 'http://blog.example/~name/中'],
    ['http://blog.example/a/../b', 'http://blog.example/b'],
    ['http://xn--fiq.example/', 'http://中.example/'],
    ['http://blog.example/a?utm_source=x&from=list', 'http://blog.example/a'],
    ['http://blog.example/a?b=2&a=1', 'http://blog.example/a?a=1&b=2'],
    ['http://blog.example/a?%75tm_source=x&a=%2f', 'http://blog.example/a?a=%2F'],
  ])('%s and %s are one page', (one, other) => {
    expect(pageIdentity(one, rules)).toBe(pageIdentity(other, rules))
  })

  it.each([
    ['http://blog.example/a', 'https://blog.example/a'],
    ['http://blog.example/a', 'http://blog.example/A'],
    ['http://blog.example/a', 'http://blog.example/a/'],
    ['http://blog.example/a?x=1', 'http://blog.example/a?x=2'],
    ['http://blog.example/a?a=1&b=2', 'http://blog.example/a?b=2&a=1'],
    ['http://blog.example/a%2Fb', 'http://blog.example/a/b'],
    ['http://blog.example:8080/', 'http://blog.example/'],
  ])('%s and %s are two pages', (one, other) => {
    expect(pageIdentity(one, plain)).not.toBe(pageIdentity(other, plain))
  })

  it('is null for what is not fetched', () => {
    expect(pageIdentity('mailto:a@blog.example', plain)).toBeNull()
    expect(pageIdentity('no address', plain)).toBeNull()
  })

  it('fetches a page without its dropped parameters, whichever link was found first', () => {
    expect(fetchedAddress('http://blog.example/a?b=2&utm_id=1&a=1#top', rules)).toBe(
      'http://blog.example/a?b=2&a=1',
    )
  })
})

describe('createVerdicts', () => {
  const plan = CrawlPlan.parse({
    start: ['https://blog.example/'],
    follow: [
      { match: 'https://blog.example/{u,user}/details/*', as: 'record' },
      { match: '/\\/list\\/\\d+$/', as: 'list' },
    ],
    skip: ['*://*/*share_token=*', '/\\/private\\//i'],
  })
  const ran: string[] = []
  const verdict = createVerdicts(crawlRulesOf(plan), (place, work) => {
    ran.push(place)
    return work()
  })

  it.each([
    ['https://blog.example/u/details/1', { kind: 'follow', use: 'record', rule: 0 }],
    ['https://blog.example/user/details/1', { kind: 'follow', use: 'record', rule: 0 }],
    ['https://blog.example/x/details/1', { kind: 'none' }],
    ['https://blog.example/list/2', { kind: 'follow', use: 'list', rule: 1 }],
    ['https://blog.example/list/2?page=3', { kind: 'none' }],
    ['https://blog.example/u/details/1?share_token=9', { kind: 'skip', rule: 0 }],
    ['https://blog.example/PRIVATE/list/2', { kind: 'skip', rule: 1 }],
  ])('%s', (address, expected) => expect(verdict(address)).toEqual(expected))

  it('runs expressions by the hand that can end them', () => {
    expect(new Set(ran)).toEqual(new Set(['crawl.skip.1', 'crawl.follow.1.match']))
    expect(isSkippedByPattern(crawlRulesOf(plan), 'https://blog.example/?share_token=1')).toBe(true)
    expect(isSkippedByPattern(crawlRulesOf(plan), 'https://blog.example/private/')).toBe(false)
  })
})

describe('createScope', () => {
  const starts = ['https://www.blog.example.co.uk/a']
  it.each([
    ['host', 'https://blog.example.co.uk/b', true],
    ['host', 'https://www.blog.example.co.uk/b', true],
    ['host', 'https://shop.example.co.uk/b', false],
    ['host', 'https://www.blog.example.co.uk:8443/b', false],
    ['domain', 'https://shop.example.co.uk/b', true],
    ['domain', 'https://other.co.uk/b', false],
    ['anywhere', 'https://other.example/b', true],
    ['anywhere', 'ftp://other.example/b', false],
  ] as const)('%s: %s is in scope: %s', (scope, address, expected) =>
    expect(createScope(scope, starts).includes(address, null)).toBe(expected),
  )

  it('takes sites below a shared name for different ones', () => {
    expect(createScope('domain', ['https://a.github.io/']).includes('https://b.github.io/', null)).toBe(false)
  })

  it('follows links within the host of a page that was read', () => {
    const scope = createScope('host', ['https://blog.example/'])
    expect(scope.includes('https://moved.example/2', 'https://moved.example/')).toBe(true)
    expect(scope.includes('https://moved.example/2', 'https://blog.example/')).toBe(false)
  })

  it('takes the hosts of sitemaps and feeds for start addresses', () => {
    const plan = CrawlPlan.parse({
      start: ['http://a.example/', { feed: 'http://b.example/rss' }, { sitemap: 'auto' }],
    })
    expect(startAddresses(plan)).toEqual(['http://a.example/', 'http://b.example/rss'])
  })
})
