import { FailureError, statusFailure } from '@shared/model/failure'
import { describe, expect, it } from 'vitest'
import { createRobots, createRobotsMemory, type RobotsReply } from './robots'

const signal = new AbortController().signal
const text = `\uFEFFUser-agent: *
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 2
Sitemap: https://blog.test/sitemap.xml
Sitemap: /more.xml

User-agent: other
Disallow: /
`

function start(replies: readonly (RobotsReply | FailureError)[], clock = { now: 0 }) {
  const asked: string[] = []
  const memory = createRobotsMemory(() => clock.now)
  const robots = createRobots({
    memory,
    now: () => clock.now,
    fetch: async (address) => {
      const reply = replies[Math.min(asked.push(address), replies.length) - 1]
      if (reply === undefined || reply instanceof FailureError) throw reply
      return reply
    },
  })
  const allows = async (path: string) =>
    (await robots.check(new URL(`https://blog.test${path}`), signal)).allowed
  return { robots, asked, allows, clock }
}

describe('createRobots', () => {
  it.each([
    ['/', true],
    ['/private/a', false],
    ['/private/open', true],
    ['/a.pdf', false],
    ['/a.pdf?x', true],
  ])('%s is allowed: %s', async (path, expected) => {
    expect(await start([{ kind: 'text', text }]).allows(path)).toBe(expected)
  })

  it('bounds rules that take long to match, and stays strict', async () => {
    const long = Array.from({ length: 200 }, (_, i) => `Disallow: /${i}*${'a*'.repeat(900)}b`)
    const file = ['User-agent: *', 'Disallow: /*.pdf$', ...long, 'Allow: /199*', 'Disallow: *z']
    const { allows } = start([{ kind: 'text', text: file.slice(0, -1).join('\n') }])
    const before = process.cpuUsage()
    expect(await allows(`/${'a'.repeat(8000)}.pdf`)).toBe(false)
    expect(await allows(`/${'a'.repeat(8000)}`)).toBe(true)
    expect([await allows('/1x'), await allows('/199x'), await allows('/x')]).toEqual([true, false, true])
    // Of the processor, in microseconds: without a bound it takes 15 seconds.
    expect(process.cpuUsage(before).user).toBeLessThan(4_000_000)
    expect(await start([{ kind: 'text', text: file.join('\n') }]).allows('/x')).toBe(false)
  })

  it('prefers the group with its own name', async () => {
    const own = start([{ kind: 'text', text: `${text}\nUser-agent: galleon\nDisallow: /b` }])
    expect([await own.allows('/private/a'), await own.allows('/b')]).toEqual([true, false])
  })

  it('gives the interval and the sitemaps', async () => {
    const { robots } = start([{ kind: 'text', text }])
    expect(await robots.check(new URL('https://blog.test/'), signal)).toEqual({
      allowed: true,
      delayMs: 2000,
    })
    expect(await robots.sitemaps('https://blog.test', signal)).toEqual([
      'https://blog.test/sitemap.xml',
      'https://blog.test/more.xml',
    ])
  })

  it('allows everything where there is no file', async () => {
    expect(await start([{ kind: 'none' }]).allows('/private/a')).toBe(true)
  })

  it('asks once for several pages, and again after a day', async () => {
    const { allows, asked, clock } = start([{ kind: 'text', text }])
    await Promise.all([allows('/a'), allows('/b'), allows('/c')])
    clock.now += 23 * 3_600_000
    await allows('/d')
    expect(asked).toEqual(['https://blog.test/robots.txt'])
    clock.now += 3_600_000
    await allows('/e')
    expect(asked).toHaveLength(2)
  })

  it('reads no page of a site whose file cannot be read, and asks again after five minutes', async () => {
    const failed = new FailureError(statusFailure(503, '503'))
    const { allows, asked, clock } = start([failed, { kind: 'text', text }])
    await expect(allows('/a')).rejects.toBe(failed)
    await expect(allows('/b')).rejects.toBe(failed)
    expect(asked).toHaveLength(1)
    clock.now += 5 * 60_000
    expect(await allows('/a')).toBe(true)
  })
})
