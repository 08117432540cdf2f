import type { Preview } from '@shared/model/gallery'
import type { PageKind } from '@shared/model/page-kind'
import { describe, expect, it } from 'vitest'
import { readingsOf } from './readings'

function preview(kind: PageKind, others: readonly PageKind[]): Preview {
  return {
    page: 'https://example.org/a/1',
    comparedWith: null,
    missing: null,
    albums: [],
    albumCount: 0,
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
    expected: { galleries: null, images: null },
    lacking: 0,
    fellBack: false,
    imageCount: 0,
    videoCount: 0,
    skipped: [],
    nextPage: null,
    tried: [],
  }
}

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
    expect(readingsOf(preview(kind, others), chosen, false)).toEqual(readings)
  })

  it('are all where the judgement is in doubt, and where all are wanted', () => {
    const certain = preview('thumbnails', ['index', 'picture', 'gallery'])
    const all = ['thumbnails', 'gallery', 'index', 'picture']
    expect(readingsOf(certain, null, true)).toEqual(all)
    const doubtful = { ...certain, judgement: { ...certain.judgement, certain: false } }
    expect(readingsOf(doubtful, null, false)).toEqual(all)
  })
})
