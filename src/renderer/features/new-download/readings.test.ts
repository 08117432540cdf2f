import type { Preview } from '@shared/model/gallery'
import type { PageKind } from '@shared/model/page-kind'
import { describe, expect, it } from 'vitest'
import { expectedOf, readingsOf } from './readings'

function preview(kind: PageKind, others: readonly PageKind[], expected: Preview['expected']): Preview {
  return {
    page: 'https://example.org/a/1',
    comparedWith: null,
    unwanted: null,
    recipe: {
      name: 'automatic',
      title: 'Automatic',
      version: 1,
      origin: 'automatic',
      match: [],
      example: null,
      file: null,
      error: null,
    },
    encoding: 'utf-8',
    title: '',
    folder: '',
    judgement: { kind, certain: true, reasons: [], others, obstacle: null },
    images: [],
    links: [],
    linkCount: 0,
    expected,
    fellBack: false,
    imageCount: 0,
    skipped: [],
    nextPage: null,
    tried: [],
  }
}

const unknown = { galleries: null, images: null }

describe('the readings that are offered', () => {
  it.each<[PageKind, PageKind[], PageKind | null, PageKind[]]>([
    ['thumbnails', ['gallery'], null, ['thumbnails', 'gallery']],
    ['thumbnails', ['index', 'picture', 'gallery'], null, ['thumbnails', 'gallery']],
    ['thumbnails', ['index', 'picture', 'gallery'], 'picture', ['thumbnails', 'gallery', 'picture']],
    ['index', ['gallery', 'thumbnails'], null, ['index', 'gallery']],
    ['gallery', ['picture'], null, []],
    ['gallery', ['picture', 'thumbnails'], null, ['gallery', 'thumbnails']],
    ['thumbnails', [], 'gallery', ['thumbnails', 'gallery']],
    ['gallery', [], null, []],
    ['other', ['text'], null, []],
    ['text', ['index'], null, []],
  ])('%s with %j, chosen %j: %j', (kind, others, chosen, readings) => {
    expect(readingsOf(preview(kind, others, unknown), chosen, false)).toEqual(readings)
  })

  it('are all where the judgement is in doubt, and where all are wanted', () => {
    const certain = preview('thumbnails', ['index', 'picture', 'gallery'], unknown)
    const all = ['thumbnails', 'gallery', 'index', 'picture']
    expect(readingsOf(certain, null, true)).toEqual(all)
    const doubtful = { ...certain, judgement: { ...certain.judgement, certain: false } }
    expect(readingsOf(doubtful, null, false)).toEqual(all)
  })
})

describe('what a request is expected to bring', () => {
  it.each([
    [{ galleries: 2, images: 24 }, 2, 50, { galleries: 50, images: 600 }],
    [{ galleries: 24, images: null }, 1, 1, { galleries: 24, images: null }],
    [{ galleries: 2, images: 24 }, 2, null, unknown],
    [{ galleries: 1, images: 12 }, null, 7, unknown],
  ])('%j of %j pages is for %j pages %j', (expected, previewed, pages, whole) => {
    expect(expectedOf(preview('gallery', [], expected), previewed, pages)).toEqual(whole)
  })
})
