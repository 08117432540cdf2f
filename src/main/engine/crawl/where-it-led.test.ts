import type { SkippedAddress } from '@shared/model/gallery'
import type { PageKind, PageObstacle } from '@shared/model/page-kind'
import { describe, expect, it } from 'vitest'
import { whyNotWanted } from './where-it-led'

const at = (path: string) => `http://site.test${path}`
const picture = { address: at('/i/1.jpg'), alternatives: [] }

const page = (kind: PageKind, obstacle: PageObstacle | null, frame?: string) => ({
  judgement: {
    kind,
    certain: true,
    reasons: [],
    others: [],
    obstacle,
    ...(frame === undefined ? {} : { frame }),
  },
  images: [] as (typeof picture)[],
  items: [],
  galleries: [],
  next: null as string | null,
  moved: null as string | null,
  tried: ['img'],
  skipped: [] as readonly SkippedAddress[],
})

const why = (
  content: ReturnType<typeof page>,
  { asked = '/a/1', address = '', isSeen = false, continues = false } = {},
) => whyNotWanted({ asked: at(asked), address: at(address || asked), isSeen, continues }, content)

describe('a page that stands in place of the wanted one', () => {
  it.each([
    ['/a/1', '/a/1', 'text', 'no-images'],
    ['/a/1.jpg', '/a/1.jpg', 'text', 'not-an-image'],
    ['/a/1.jpg', '/members', 'script', 'not-an-image'],
    ['/a/1.jpg', '/a/1.jpg', 'login', 'not-an-image'],
    ['/a/1.jpg', '/login', 'text', 'not-an-image'],
    ['/a/1.jpg', '/a/1.jpg', 'challenge', 'not-an-image'],
    ['/a/1.jpg', '/', 'text', 'not-an-image'],
    ['/a/1', '/login', 'text', 'auth'],
    ['/a/1', '/a/1', 'challenge', 'forbidden'],
    ['/a/1', '/a/1', 'soft-404', 'not-found'],
  ] as const)('%s that led to %s with %s is %s', (asked, address, obstacle, kind) => {
    expect(why(page('other', obstacle), { asked, address })).toMatchObject({ kind })
  })

  it.each([
    ['/a/1', '/', 'home'],
    ['/a/1', '/en/', 'home'],
    ['/a/1', '/index.html?from=a', 'home'],
    ['/a/1', '/anmelden?to=a', 'login'],
    ['/index.php?topic=7', '/index.php?action=login', 'login'],
    ['/a/1', '/auth/album/1', null],
    ['/a/1', '/b/1', null],
    ['/a/1', '/?p=7', null],
    ['/page/1', '/', null],
    ['/page/2', '/', 'home'],
    ['/?page=1', '/', null],
  ] as const)('%s that led to a gallery at %s is %s', (asked, address, obstacle) => {
    const reason = why({ ...page('gallery', null), images: [picture] }, { asked, address })
    expect(reason === null ? null : 'page' in reason && reason.page).toBe(obstacle)
  })

  it('names the frame that holds its content, unless it is read in its place', () => {
    const frame = 'https://other.test/main.html'
    expect(why(page('other', 'frames', frame))).toMatchObject({ page: 'frames', frame })
    expect(why({ ...page('other', 'frames', frame), moved: frame })).toBeNull()
  })

  it('has a video that is no file, where that is all', () => {
    const skipped = [{ address: at('/live.m3u8'), reason: 'stream' as const }]
    const { detail } = why({ ...page('text', 'text'), skipped }) ?? {}
    expect(detail).toMatch(/video is only sent in pieces/)
    expect(why(page('text', 'text'))?.detail).not.toMatch(/video/)
  })

  it('is none where nothing stands in the way', () => {
    expect(why({ ...page('gallery', null), images: [picture] })).toBeNull()
    expect(why({ ...page('text', 'text'), next: at('/a/2') })).toBeNull()
  })
})

describe('a page that asks for something', () => {
  it.each(['login', 'challenge', 'age-gate', 'soft-404'] as const)(
    'stays %s, whatever is on it',
    (obstacle) => {
      const logo = { ...page('gallery', obstacle), images: [picture] }
      expect(why(logo)).toMatchObject({ page: obstacle })
      expect(why({ ...page('other', obstacle), next: at('/a/2') })).toMatchObject({ page: obstacle })
      // A check that lets the visitor pass leads on
      expect(why({ ...page('other', obstacle), moved: at('/a/2') })).toBeNull()
      // The user saw it and said what it is
      expect(why(logo, { isSeen: true })).toBeNull()
      expect(why(page('gallery', obstacle), { isSeen: true })).toMatchObject({ page: obstacle })
    },
  )
})

describe('a page that brings nothing', () => {
  it.each([
    ['/a/1', { kind: 'no-images', detail: 'looked for: img' }],
    ['/a/1.png', { kind: 'not-an-image' }],
  ])('%s has failed', (asked, failure) => {
    expect(why(page('gallery', null), { asked })).toMatchObject(failure)
  })

  it('ends a gallery that others began', () => {
    expect(why(page('gallery', null), { continues: true })).toBeNull()
  })
})
