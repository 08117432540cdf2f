import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dispositionName } from './content-disposition'

/** The field's value as it comes off the wire: one character a byte. */
function onWire(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

describe('dispositionName', () => {
  it.each([
    ['attachment; filename="a b.jpg"', 'a b.jpg'],
    ['inline;filename=a.jpg', 'a.jpg'],
    ['attachment; FileName = a b.jpg ; size=1', 'a b.jpg'],
    ['filename="a.jpg"', 'a.jpg'],
    ['attachment; filename="a\\"b\\\\c.jpg"', 'c.jpg'],
    ['attachment; filename="a\\"b.jpg"', 'a"b.jpg'],
    ['attachment; filename="a;b=c.jpg"', 'a;b=c.jpg'],
    ['attachment; x="filename=no.jpg"; filename=yes.jpg', 'yes.jpg'],
    ['attachment; filename=first.jpg; filename=second.jpg', 'first.jpg'],
    ['attachment; filename="open.jpg', 'open.jpg'],
    ["attachment; filename=no.jpg; filename*=UTF-8''%e9%95%bf%20a.jpg", '长 a.jpg'],
    ["attachment; filename*=utf-8'de'%C3%A9.jpg; filename=no.jpg", 'é.jpg'],
    ["attachment; filename*=ISO-8859-1''%e9.jpg", 'é.jpg'],
    ["attachment; filename*=GBK''%b3%a4.jpg", '长.jpg'],
    ['attachment; filename*="UTF-8\'\'quoted.jpg"', 'quoted.jpg'],
    ["attachment; filename*=UTF-8''%ff.jpg; filename=plain.jpg", 'plain.jpg'],
    ["attachment; filename*=no-such''x.jpg; filename=plain.jpg", 'plain.jpg'],
    ["attachment; filename*=UTF-8''%zz.jpg; filename=plain.jpg", 'plain.jpg'],
    ["attachment; filename*=UTF-8''..; filename=plain.jpg", 'plain.jpg'],
    ["attachment; filename*=UTF-8''..%2f..%2fetc%2fpasswd", 'passwd'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\dir\\a.jpg"', 'a.jpg'],
    ['attachment; filename="\\\\\\\\server\\\\share\\\\a.jpg"', 'a.jpg'],
    [onWire('attachment; filename="长.jpg"'), '长.jpg'],
    ['attachment; filename="\xe9.jpg"', 'é.jpg'],
    ['attachment; filename="%E9%95%BF.jpg"', '长.jpg'],
    ['attachment; filename="100%25.jpg"', '100%25.jpg'],
    ['attachment; filename="%E9.jpg"', '%E9.jpg'],
  ])('%s suggests %s', (header, name) => {
    expect(dispositionName(header)).toBe(name)
  })

  it.each([
    null,
    '',
    'attachment',
    'attachment; filename=',
    'attachment; filename=""',
    'attachment; filename=".."',
    'attachment; filename="a/"',
    'attachment; filename=" . "',
    'attachment; filename',
    ';;;===""',
  ])('%j suggests nothing', (header) => {
    expect(dispositionName(header)).toBeNull()
  })

  it('ends with any text, and gives no path', () => {
    const pieces = fc.constantFrom(
      'filename',
      '*',
      '=',
      '"',
      '\\',
      '/',
      ';',
      ' ',
      "UTF-8''",
      '%',
      'e9',
      '\xff',
      'a',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        expect(dispositionName(`attachment; ${parts.join('')}`) ?? '').not.toMatch(/[/\\]/)
      }),
      { numRuns: 2000 },
    )
  })
})
