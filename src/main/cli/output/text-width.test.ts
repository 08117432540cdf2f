import { describe, expect, it } from 'vitest'
import { fitWidth, padWidth, textWidth, wrappedHeight } from './text-width'

describe('width on a terminal', () => {
  it.each([
    ['abc', 3],
    ['', 0],
    ['雨后的街道', 10],
    ['ｱｲｳ', 3],
    ['ＡＢ', 4],
    ['한국', 4],
    ['e\u0301', 1],
    ['🏞️', 2],
    ['👩‍👩‍👧', 2],
    ['🇨🇳', 2],
    ['…', 1],
    ['𠀀', 2],
  ])('of %s is %i', (text, width) => {
    expect(textWidth(text)).toBe(width)
  })

  it('is kept by cutting, never through a wide character', () => {
    expect(fitWidth('雨后的街道', 10)).toBe('雨后的街道')
    expect(fitWidth('雨后的街道', 6)).toBe('雨后…')
    expect(fitWidth('abc', 0)).toBe('')
    expect(padWidth('雨后的', 6)).toBe('雨后的')
    expect(padWidth('雨后的街道', 4)).toBe('雨… ')
    expect(textWidth(padWidth('雨后的街道', 4))).toBe(4)
  })
})

describe('height on a terminal', () => {
  it.each([
    ['', 1],
    ['abcd', 1],
    ['abcde', 2],
    ['a雨后', 2],
    ['雨a后雨', 2],
    ['a雨后b雨', 3],
  ])('of %j at 4 columns is %i', (line, rows) => {
    expect(wrappedHeight(line, 4)).toBe(rows)
  })
})
