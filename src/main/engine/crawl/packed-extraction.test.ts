import { expect, it } from 'vitest'
import type { Extraction } from './extraction'
import { packExtraction, unpackExtraction } from './packed-extraction'

const extraction: Extraction = {
  title: 'Lake',
  id: '7',
  images: [
    { address: 'http://h.test/1.jpg', alternatives: [] },
    { address: 'http://h.test/2.jpg', alternatives: ['http://h.test/2.png', 'http://h.test/2.gif'] },
  ],
  next: null,
  moved: null,
  galleries: ['http://h.test/8'],
  leftOut: [{ address: 'data:,\n', reason: 'spacer' }],
  fields: { date: '2020' },
  encoding: 'utf-8',
  tried: [],
}

it.each([extraction, { ...extraction, images: [] }])('restores what was packed and cloned', (one) => {
  expect(unpackExtraction(structuredClone(packExtraction(one)))).toEqual(one)
})
