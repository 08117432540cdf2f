import { describe, expect, it } from 'vitest'
import { largestFirst, parseSrcset } from './srcset'

const references = (text: string) => parseSrcset(text).map(({ reference }) => reference)

describe('parseSrcset', () => {
  it.each([
    ['a.jpg', ['a.jpg']],
    ['a.jpg 1x, b.jpg 2x', ['a.jpg', 'b.jpg']],
    ['  a.jpg   320w ,\n b.jpg\t640w  ', ['a.jpg', 'b.jpg']],
    ['a.jpg,b.jpg', ['a.jpg,b.jpg']],
    ['a.jpg, b.jpg', ['a.jpg', 'b.jpg']],
    ['a.jpg 1x,b.jpg 2x', ['a.jpg', 'b.jpg']],
    ['c,d.jpg 1x, data:image/png;base64,AA 2x', ['c,d.jpg', 'data:image/png;base64,AA']],
    ['a.jpg 1y, b.jpg', ['b.jpg']],
    ['a.jpg f(x, y), b.jpg', ['b.jpg']],
    [',,, a.jpg', ['a.jpg']],
    ['', []],
    ['a.jpg 3e0x, b.jpg .5x, c.jpg 1.5x', ['a.jpg', 'b.jpg', 'c.jpg']],
    ['a.jpg -1x, b.jpg +1x, c.jpg 1.x, d.jpg 2x', ['d.jpg']],
    ['a.jpg 0w, b.jpg 1.5w, c.jpg 9w 9w, d.jpg 9w 2x, e.jpg 9h, f.jpg 9w 5h', ['f.jpg']],
  ])('reads %j as browsers do', (text, expected) => {
    expect(references(text)).toEqual(expected)
  })

  it('takes linear time for a flood of commas and brackets', () => {
    expect(references(`${','.repeat(200_000)}a.jpg ${'('.repeat(200_000)}`)).toEqual([])
  })
})

describe('largestFirst', () => {
  it('prefers width, then density', () => {
    const order = (text: string) => largestFirst(parseSrcset(text)).map(({ reference }) => reference)
    expect(order('s 320w, l 1280w, m 640w')).toEqual(['l', 'm', 's'])
    expect(order('one, three 3x, two 2x')).toEqual(['three', 'two', 'one'])
    expect(order('two 2x, wide 100w')).toEqual(['wide', 'two'])
  })
})
