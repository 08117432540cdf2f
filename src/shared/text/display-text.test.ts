import fc from 'fast-check'
import { expect, it } from 'vitest'
import { displayText } from './display-text'

it.each([
  ['an ordinary title', '湖光山色 – Été à la mer #12', '湖光山色 – Été à la mer #12'],
  ['markup, which is only text', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['line breaks and control characters', 'a\r\nb\0c\x1b[31md\x9b2Je', 'a b c [31md 2Je'],
  ['separators of lines', 'a\u2028b\u2029c', 'a b c'],
  ['overrides of direction', 'photo\u202egpj.exe\u2066x\u2069', 'photogpj.exex'],
  ['blanks without width', 'a\u200b\u2060\ufeffb', 'ab'],
  ['joiners of emoji and of scripts', '👩\u200d👧 می\u200cخواهم', '👩\u200d👧 می\u200cخواهم'],
  ['a tower of marks', `Z${'\u0300'.repeat(500)}a`, `Z${'\u0300'.repeat(8)}a`],
  ['half a character', 'a\ud83db', 'a\ufffdb'],
  ['nothing to be seen', '\u200d\u0300\u202e \u00ad', ''],
])('shows %s', (_, text, expected) => {
  expect(displayText(text)).toBe(expected)
})

it('cuts what is too long between characters', () => {
  expect(displayText('a'.repeat(100_000), 10)).toBe('aaaaaaaaa…')
  expect(displayText('👧'.repeat(100), 10)).toBe('👧👧👧👧…')
  expect(displayText(`aaaaaaae\u0301\u0301\u0301${'b'.repeat(9)}`, 10)).toBe('aaaaaaa…')
})

it('is short, one line and well-formed for whatever text', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 50 }), (some, longest) => {
      const shown = displayText(some, longest)
      expect(shown.length).toBeLessThanOrEqual(longest)
      expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
      expect(displayText(shown, longest)).toBe(shown)
    }),
  )
})
