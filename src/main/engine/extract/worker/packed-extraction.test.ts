import { expect, it } from 'vitest'
import { type Extraction, judgedByRecipe, noIdentity } from '../extraction'
import { buffersOf, packExtraction, unpackExtraction } from './packed-extraction'

const extraction: Extraction = {
  judgement: judgedByRecipe('gallery'),
  items: [{ address: 'http://h.test/view/1', title: 'One', thumbnail: null }],
  questions: [],
  identity: noIdentity,
  title: 'Lake',
  id: '7',
  images: [
    { address: 'http://h.test/1.jpg', alternatives: [] },
    { address: 'http://h.test/2.jpg', alternatives: ['http://h.test/2.png', 'http://h.test/2.gif'] },
  ],
  next: null,
  moved: null,
  galleries: [{ address: 'http://h.test/8', title: '', thumbnail: null }],
  skipped: [{ address: 'data:,\n\ud800é', reason: 'spacer' }],
  fields: { date: '2020' },
  encoding: 'utf-8',
  tried: [],
}
const many = Array.from({ length: 1234 }, (_, i) => ({
  address: `http://h.test/${i}.jpg`,
  alternatives: i % 2 === 0 ? [] : [`http://h.test/${i}.png`],
}))

it.each([
  ['a page', extraction],
  ['a page without pictures', { ...extraction, images: [] }],
  [
    'a page of many pictures',
    {
      ...extraction,
      images: many,
      galleries: many.map(({ address }) => ({ address, title: '', thumbnail: null })),
    },
  ],
])('restores %s that was packed and moved', async (_, one) => {
  const packed = packExtraction(one)
  const moved = structuredClone(packed, { transfer: buffersOf(packed) })
  expect(await unpackExtraction(moved, new AbortController().signal)).toEqual(one)
})
