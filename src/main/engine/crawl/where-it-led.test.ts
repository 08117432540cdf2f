import type { PageObstacle } from '@shared/model/page-kind'
import { describe, expect, it } from 'vitest'
import { whyNotWanted } from './where-it-led'

const page = (obstacle: PageObstacle | null) => ({
  judgement: { kind: 'other' as const, certain: true, reasons: [], others: [], obstacle },
  images: [],
  items: [],
  galleries: [],
  next: null,
  moved: null,
})

describe('a page that stands in place of the wanted one', () => {
  it.each([
    ['/a/1', '/a/1', 'text', 'no-images'],
    ['/a/1.jpg', '/a/1.jpg', 'text', 'not-an-image'],
    ['/a/1.jpg', '/members', 'script', 'not-an-image'],
    // what a login or a check wants is known better
    ['/a/1.jpg', '/a/1.jpg', 'login', 'auth'],
    ['/a/1.jpg', '/login', 'text', 'auth'],
    ['/a/1.jpg', '/a/1.jpg', 'challenge', 'forbidden'],
    ['/a/1.jpg', '/', 'text', 'not-found'],
    ['/a/1', '/a/1', 'soft-404', 'not-found'],
  ] as const)('%s that led to %s with %s is %s', (asked, address, obstacle, kind) => {
    const at = (path: string) => `http://site.test${path}`
    expect(whyNotWanted(at(asked), at(address), page(obstacle))).toMatchObject({ kind })
  })

  it('is none where nothing stands in the way', () => {
    expect(whyNotWanted('http://site.test/1', 'http://site.test/1', page(null))).toBeNull()
  })
})
