import { describe, expect, it } from 'vitest'
import { parseBytes, parseRate, parseSeconds } from './option-values'

describe('options', () => {
  it.each([
    ['500k', 512_000],
    ['1.5M', 1_572_864],
    ['2G', 2_147_483_648],
    ['300KiB', 307_200],
    ['20kb', 20_480],
    ['123', 123],
  ])('the size %s is %i bytes', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes)
  })

  it.each(['', 'k', '-1', '1e3', '1.k5', 'fast', '9999999999G'])('%j is no size', (text) => {
    expect(() => parseBytes(text)).toThrow(/500k/)
  })

  it('a rate may end in /s and is never next to nothing', () => {
    expect(parseRate('500k/s')).toBe(512_000)
    expect(() => parseRate('10')).toThrow(/at least/)
  })

  it('seconds become milliseconds', () => {
    expect(parseSeconds('1.5')).toBe(1500)
    expect(() => parseSeconds('soon')).toThrow(/seconds/)
    expect(() => parseSeconds('601')).toThrow(/seconds/)
  })
})
