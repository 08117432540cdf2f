import { describe, expect, it } from 'vitest'
import {
  addressAt,
  addresses,
  lastAddress,
  type PageRange,
  parsePageRange,
  RangeAddress,
  type RangeErrorCode,
  rangeFromTwo,
  rangeOf,
  suggestedFix,
  withoutLogin,
} from './page-range'

function read(text: string): PageRange {
  const parsed = parsePageRange(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.code} at ${parsed.error.at}`)
  return parsed.range
}

function all(text: string): string[] {
  return [...addresses(read(text))]
}

const site = 'https://example.org/'

describe('ranges from a Chinese or Japanese input method', () => {
  it.each([
    ['a/［1-3］.html', 'a/[1-3].html'],
    ['a/［１－５０］.html', 'a/[1-50].html'],
    ['a/[１～５０].html', 'a/[1-50].html'],
    ['a/【001—100：10】.html', 'a/[001-100:10].html'],
    ['a/｛１，３、５－７｝.html', 'a/{1,3,5-7}.html'],
    ['a/［ａ－ｃ］.html', 'a/[a-c].html'],
    ['a/[5－].html', 'a/[5-].html'],
  ])('%s is %s', (typed, canonical) => {
    expect(read(site + typed)).toMatchObject({ canonical: site + canonical, rewritten: true })
    expect(read(site + canonical).rewritten).toBe(false)
  })

  it.each(['图［全彩］.html', '［第1话］/1.html', '【完】.html', '１２.html', '［1-3.html'])(
    'leaves %s as it is',
    (text) => {
      expect(read(site + text)).toMatchObject({ canonical: site + text, count: 1, rewritten: false })
    },
  )

  it('looks at a long text once', () => {
    const text = `${site}${'［１'.repeat(3)}${'1'.repeat(200_000)}`
    expect(read(text)).toMatchObject({ count: 1, rewritten: false })
  })

  it('points at the right character of what was typed when something is wrong', () => {
    expect(parsePageRange(`${site}［1－3：0］`)).toMatchObject({
      error: { code: 'step-zero', at: site.length + 5 },
    })
  })
})

describe('canonical ranges', () => {
  it.each([
    ['[1-3]', ['1', '2', '3']],
    ['[08-11]', ['08', '09', '10', '11']],
    ['[001-003]', ['001', '002', '003']],
    ['[1-10:4]', ['1', '5', '9']],
    ['[1-2:50]', ['1']],
    ['[7-7]', ['7']],
    ['[3-1]', ['3', '2', '1']],
    ['[10-1:4]', ['10', '6', '2']],
    ['[a-c]', ['a', 'b', 'c']],
    ['[Z-X]', ['Z', 'Y', 'X']],
    ['[a-g:3]', ['a', 'd', 'g']],
    ['{one,two}', ['one', 'two']],
    ['{,two}', ['', 'two']],
    ['{1-3,7,10-20:5}', ['1', '2', '3', '7', '10', '15', '20']],
    ['{3..1,7}', ['3', '2', '1', '7']],
    ['{2024-05,2024-06}', ['2024-05', '2024-06']],
    ['[1-2]/{a,b}', ['1/a', '1/b', '2/a', '2/b']],
    ['[0-1][0-1]', ['00', '01', '10', '11']],
    ['\\[1-2\\].\\{a\\}\\*', ['[1-2].{a}*']],
    ['a%5B1-2%5D', ['a%5B1-2%5D']],
    ['plain?q=1#top', ['plain?q=1#top']],
    ['?page=[1-2]&x=[8-9]#f', ['?page=1&x=8#f', '?page=1&x=9#f', '?page=2&x=8#f', '?page=2&x=9#f']],
  ])('%s stands for its addresses and stays as it is', (text, ends) => {
    const range = read(site + text)
    expect(all(site + text)).toEqual(ends.map((end) => site + end))
    expect(range.count).toBe(ends.length)
    expect(range.canonical).toBe(site + text)
    expect(range.rewritten).toBe(false)
  })

  it('an open range has no count and no last address and continues', () => {
    const range = read(`${site}[5560-]/{a,b}`)
    expect(range.count).toBeNull()
    expect(lastAddress(range)).toBeNull()
    expect([0, 1, 2, 2_000_001].map((index) => addressAt(range, index).slice(site.length))).toEqual([
      '5560/a',
      '5560/b',
      '5561/a',
      '1005560/b',
    ])
    expect(read(`${site}[001-:2]`).canonical).toBe(`${site}[001-:2]`)
    expect(addressAt(read(`${site}{1-2,9-}`), 3)).toBe(`${site}10`)
  })
})

describe('dialects', () => {
  it.each([
    ['https://example.org/[1:50]', 'https://example.org/[1-50]'],
    ['https://example.org/[1:50:2]', 'https://example.org/[1-50:2]'],
    ['https://example.org/[1–50]', 'https://example.org/[1-50]'],
    ['https://example.org/[ 1 - 50 ]', 'https://example.org/[1-50]'],
    ['https://example.org/[1-50:1]', 'https://example.org/[1-50]'],
    ['https://example.org/{1-100}', 'https://example.org/[1-100]'],
    ['https://example.org/{00..99}', 'https://example.org/[00-99]'],
    ['https://example.org/{01..100}', 'https://example.org/[001-100]'],
    ['https://example.org/{1..50..2}', 'https://example.org/[1-50:2]'],
    ['https://example.org/{a..e}', 'https://example.org/[a-e]'],
    ['HTTP://Example.org/[1-2]', 'http://Example.org/[1-2]'],
    ['example.org/[1-2]', 'https://example.org/[1-2]'],
    ['//example.org/[1-2]', 'https://example.org/[1-2]'],
    ['localhost:8080/[1-2]', 'https://localhost:8080/[1-2]'],
    ['图片.例子/[1-2]', 'https://图片.例子/[1-2]'],
    ['https://a.org/5510.html\n https://a.org/5560.html ', 'https://a.org/[5510-5560].html'],
  ])('%s is rewritten visibly', (text, canonical) => {
    const range = read(text)
    expect(range.canonical).toBe(canonical)
    expect(range.rewritten).toBe(true)
    expect(read(canonical)).toEqual({ ...range, rewritten: false })
  })

  it('white space around an address is no rewriting', () => {
    expect(read('  https://example.org/[1-2]\n').rewritten).toBe(false)
  })
})

describe('host, port and user', () => {
  it.each([
    'http://[::1]/a',
    'http://[::1]:8080/a',
    'http://u:p@[fe80::1%25eth0]:80/a',
    'http://u@h.org:1/a',
  ])('%s is taken literally', (text) => {
    expect(all(text)).toEqual([text])
    expect(read(`${text}[1-2]`).count).toBe(2)
  })

  it.each([
    ['http://[1-2].org/', 7],
    ['http://{a,b}.org/', 7],
    ['http://h.org:[80-81]/', 13],
    ['http://[1-2]@h.org/', 7],
    ['http://*.org/', 7],
    ['http://[::1].[1-2]/', 13],
    ['{a,b}.org/x', 0],
    ['*@h.org', 0],
  ])('%s never expands there', (text, at) => {
    expect(parsePageRange(text)).toMatchObject({ ok: false, error: { code: 'in-host', at } })
  })
})

describe('brackets of the address', () => {
  it.each([
    ['list?tags[]=cat&page=1', ['[]']],
    ['list?args[0]=x', ['[0]']],
    ['n[1].html', ['[1]']],
    ['?filter[name]=a&filter[size]=b', ['[name]', '[size]']],
    ['?ids=[1,2,3]', ['[1,2,3]']],
    ['?a[b][]=1&a[b][]=2', ['[b]', '[]']],
    ['{id}/{}', ['{id}', '{}']],
    ['?q={"id":5,"first":20}', ['{"id":5,"first":20}']],
    ['?q={%22a%22:{%22b%22:[1,2]}}', ['{%22a%22:{%22b%22:[1,2]}']],
    ['?u=http://[2001:db8::1]/a', ['[2001:db8::1]']],
    ['[x-large].html', ['[x-large]']],
    ['a]b}c', []],
    ['a[b', ['[']],
    ['图【5】.html', []],
  ])('%s stays as it is', (text, noted) => {
    const range = read(site + text)
    expect(range).toMatchObject({ canonical: site + text, count: 1, rewritten: false })
    expect(all(site + text)).toEqual([site + text])
    expect(range.literal).toEqual(noted.map((found) => ({ text: found, why: 'no-range' })))
  })

  it('stand beside a real range', () => {
    expect(all(`${site}?tags[]=cat&page=[1-2]`)).toEqual([
      `${site}?tags[]=cat&page=1`,
      `${site}?tags[]=cat&page=2`,
    ])
    expect(all(`${site}?q={"page":[1-2]}`)).toEqual([`${site}?q={"page":1}`, `${site}?q={"page":2}`])
    expect(read(`${site}n[[1-2]].html`).canonical).toBe(`${site}n[[1-2]].html`)
  })

  it('are escaped in the canonical form where they look like a range', () => {
    const range = read(`${site}?a[]=\\[1-2\\]`)
    expect(range.canonical).toBe(`${site}?a\\[\\]=\\[1-2\\]`)
    expect(all(range.canonical)).toEqual([`${site}?a[]=[1-2]`])
  })

  it('are read in time that does not explode', () => {
    for (const text of [
      '['.repeat(8000),
      '{'.repeat(8000),
      '{a,'.repeat(2500),
      '[1,'.repeat(2500),
      `${'{'.repeat(8000)}}`,
      `${'[1 '.repeat(2700)}]`,
    ]) {
      const start = performance.now()
      parsePageRange(site + text)
      expect(performance.now() - start).toBeLessThan(2000)
    }
  })
})

describe('behind #', () => {
  it.each(['gallery#page=[1-5]', 'gallery#{a,b}', 'gallery#/album/[001-]'])('%s is one page', (text) => {
    const range = read(site + text)
    expect(range).toMatchObject({ canonical: site + text, count: 1 })
    expect(range.literal.map(({ why }) => why)).toEqual(['fragment'])
    expect(read(range.canonical).parts).toEqual(range.parts)
  })

  it('a range before it stays one', () => {
    expect(all(`${site}[1-2]#top[3-4]`)).toEqual([`${site}1#top[3-4]`, `${site}2#top[3-4]`])
  })
})

describe('hexadecimal', () => {
  it.each([
    ['[0x8-0xb]', ['8', '9', 'a', 'b']],
    ['[0x08-0x0a]', ['08', '09', '0a']],
    ['[0x0E-0x10]', ['0E', '0F', '10']],
    ['[0X9-0X11:4]', ['9', 'D', '11']],
    ['[0x0b-0x09]', ['0b', '0a', '09']],
    ['{1,0x9-0xa}', ['1', '9', 'a']],
  ])('%s is written without 0x', (text, values) => {
    expect(all(site + text)).toEqual(values.map((value) => site + value))
    expect(read(site + text)).toMatchObject({ canonical: site + text, count: values.length })
  })

  it('has the dialects of decimal numbers', () => {
    expect(read(`${site}{0x00..0xff}`).canonical).toBe(`${site}[0x00-0xff]`)
    expect(addressAt(read(`${site}[0xff-]`), 1)).toBe(`${site}100`)
  })
})

describe('dates', () => {
  it.each([
    ['[2024-02-28..2024-03-01]', ['2024-02-28', '2024-02-29', '2024-03-01']],
    ['[2023/02/28..2023/03/01]', ['2023/02/28', '2023/03/01']],
    ['[20240228..20240301]', ['20240228', '20240229', '20240301']],
    ['[2024_1_9..2024_1_11]', ['2024_1_9', '2024_1_10', '2024_1_11']],
    ['[2024.12.31..2025.01.02]', ['2024.12.31', '2025.01.01', '2025.01.02']],
    ['[2024-03-01..2024-02-28]', ['2024-03-01', '2024-02-29', '2024-02-28']],
    ['[2024-01-01..2024-01-31:10]', ['2024-01-01', '2024-01-11', '2024-01-21', '2024-01-31']],
    ['[2023-11..2024-02]', ['2023-11', '2023-12', '2024-01', '2024-02']],
    ['{2024-01-01..2024-01-02,2024-05-01}', ['2024-01-01', '2024-01-02', '2024-05-01']],
    // Without two dots, or where the calendar has no such day, eight digits are a number.
    ['[20240101-20240103]', ['20240101', '20240102', '20240103']],
  ])('%s are the days of the calendar', (text, values) => {
    expect(all(site + text)).toEqual(values.map((value) => site + value))
    expect(read(site + text)).toMatchObject({ canonical: site + text, count: values.length })
  })

  it('eight digits that are no date are numbers', () => {
    expect(read(`${site}[20231001..20231050]`)).toMatchObject({
      canonical: `${site}[20231001-20231050]`,
      count: 50,
    })
  })

  it('a thousand years are not expanded', () => {
    const range = read(`${site}[1000-01-01..9999-12-31]`)
    expect(range.count).toBe(3_287_182)
    expect(lastAddress(range)).toBe(`${site}9999-12-31`)
  })
})

describe('a corrected address', () => {
  it.each([
    ['a/[5-.html', 'a/[5-].html'],
    ['a/[1-5/x', 'a/[1-5]/x'],
    ['a/[1-a]', 'a/[0x1-0xa]'],
    ['a/[08-0f].jpg', 'a/[0x08-0x0f].jpg'],
    ['a/[1-20,25]', 'a/{1-20,25}'],
    ['a/[2024-01-01-2024-01-31]', 'a/[2024-01-01..2024-01-31]'],
    ['a/[-5]', 'a/[1-5]'],
    ['a/[5-7x]', 'a/\\[5-7x\\]'],
    ['a/[a-Z]', 'a/[a-z]'],
    ['a/[1-10:0]', 'a/[1-10]'],
    ['a/[e-1f].jpg', 'a/[0xe-0x1f].jpg'],
    ['a/[0xa-0xF]', 'a/[0xa-0xf]'],
    ['a/[0xAb-0xaD]', 'a/[0xab-0xad]'],
    ['a/[0x1-0x9:0x2]', 'a/[0x1-0x9:2]'],
    ['a/[0x0-0xff:0x10]', 'a/[0x0-0xff:16]'],
    ['a/*.html', 'a/\\*.html'],
  ])('of %s is %s', (text, fixed) => {
    const parsed = parsePageRange(site + text)
    expect(parsed.ok ? null : suggestedFix(site + text, parsed.error)).toBe(site + fixed)
  })
})

describe('errors', () => {
  it.each<[string, RangeErrorCode, string]>([
    ['', 'empty', ''],
    ['   ', 'empty', '   '],
    ['foo', 'no-scheme', 'foo'],
    ['two words', 'no-scheme', 'two words'],
    ['ftp://h.org/[1-2]', 'bad-scheme', 'ftp:'],
    ['javascript:alert(1)', 'bad-scheme', 'javascript:'],
    ['mailto:a@b.org', 'bad-scheme', 'mailto:'],
    ['https:///x', 'no-host', '/'],
    ['https:/h.org', 'no-host', '/'],
    ['https://h.org/a\nb', 'bad-character', '\n'],
    ['https://h .org/a', 'bad-character', ' '],
    ['h @h.h', 'bad-character', ' '],
    ['https://h.org/1 https://i.org/2', 'two-addresses', 'https://h.org/1 https://i.org/2'],
    ['http://h/1 http://h/2 http://h/3', 'two-addresses', 'http://h/1 http://h/2 http://h/3'],
    [' http://h/1\nHTTP://h/5 x', 'two-addresses', 'http://h/1\nHTTP://h/5 x'],
    ['http://h/[1-3].html\thttp://i/a', 'two-addresses', 'http://h/[1-3].html\thttp://i/a'],
    ['h.org\\]', 'in-host', '\\]'],
    ['https://h.org\\[1-3]', 'in-host', '\\['],
    ['https://h.org/%5[0-9]', 'in-escape', '['],
    ['https://h.org/%[10-20]', 'in-escape', '['],
    ['https://h.org/[1-', 'unclosed', '['],
    ['https://h.org/{a,[1-2]}', 'nested', '['],
    ['https://h.org/[-5]', 'bad-number', '-5'],
    ['https://h.org/[a-]', 'not-a-range', ']'],
    ['https://h.org/[5-a]', 'hex-ends', '5-a'],
    ['https://h.org/[08-0f]', 'hex-ends', '08-0f'],
    ['https://h.org/[a0-ff]', 'hex-ends', 'a0-ff'],
    ['https://h.org/[0x08-0f]', 'hex-ends', '0x08-0f'],
    ['https://h.org/[0x1-0x9:0x2]', 'bad-number', '0x2'],
    ['https://h.org/[0xa-0xF]', 'mixed-case-letters', '0xa-0xF'],
    ['https://h.org/[l-10]', 'not-a-range', '1'],
    ['https://h.org/{a,b', 'unclosed', '{'],
    ['https://h.org/[2024-02-30..2024-03-01]', 'bad-date', '2024-02-30..2024-03-01'],
    ['https://h.org/[2024-01-01..2024/02/01]', 'bad-date', '2024-01-01..2024/02/01'],
    ['https://h.org/[2024-01-01..]', 'bad-date', '2024-01-01..'],
    ['https://h.org/[2024-01-01..2024-02-01:0]', 'step-zero', '0'],
    ['https://h.org/[2024-01-01-2024-01-31]', 'bad-number', '-'],
    ['https://h.org/[5-7x]', 'bad-number', 'x'],
    ['https://h.org/[5-7:]', 'bad-number', ']'],
    ['https://h.org/[5:]', 'bad-number', ']'],
    ['https://h.org/[1-10:0]', 'step-zero', '0'],
    ['https://h.org/[1-9007199254740992]', 'number-too-large', '9007199254740992'],
    ['https://h.org/[a-Z]', 'mixed-case-letters', 'a-Z'],
    ['https://h.org/{1-,5}', 'open-not-last', '1-,'],
    ['https://h.org/[1-2]/[3-]', 'open-not-first', '[3-]'],
    ['https://h.org/*.html', 'star-needs-pages', '*'],
    ['https://h.org/(*).html', 'star-needs-pages', '(*)'],
    ['https://h.org/[1-9007199254740991][1-2]', 'too-many', 'https://h.org/[1-9007199254740991][1-2]'],
  ])('%j is refused as %s at %j', (text, code, found) => {
    const parsed = parsePageRange(text)
    if (parsed.ok) throw new Error(`read as ${parsed.range.canonical}`)
    const { error } = parsed
    expect([error.code, error.found]).toEqual([code, found])
    expect(text.slice(error.at, error.at + error.length)).toBe(found)
  })

  it('offsets count in the text as it was given', () => {
    expect(parsePageRange('  h.org/[1-x]')).toMatchObject({ error: { code: 'bad-number', at: 11 } })
  })
})

describe('counting and expanding', () => {
  it('counts exactly up to the largest safe integer', () => {
    expect(read(`${site}[1-9007199254740991]`).count).toBe(Number.MAX_SAFE_INTEGER)
    expect(lastAddress(read(`${site}[1-9007199254740991]`))).toBe(`${site}9007199254740991`)
    expect(read(`${site}[1-1000000][a-z]{x,y}`).count).toBe(52_000_000)
  })

  it('makes addresses only when they are asked for', () => {
    const million = addresses(read(`${site}[1-1000000].html`), 999_998)
    expect(million.next().value).toBe(`${site}999999.html`)
    expect([...million]).toEqual([`${site}1000000.html`])
    expect(addresses(read(`${site}[1-9007199254740991]`)).next().value).toBe(`${site}1`)
  })

  it('has no address outside of the range', () => {
    const range = read(`${site}[1-3]`)
    for (const index of [-1, 3, 0.5, Number.NaN]) expect(() => addressAt(range, index)).toThrow(RangeError)
  })

  it('a stored address is read back, any other text is a bug', () => {
    expect(rangeOf(RangeAddress.parse(`${site}[1-3]`)).count).toBe(3)
    expect(() => rangeOf('[' as RangeAddress)).toThrow(TypeError)
  })
})

describe('the address of a request without its login', () => {
  it.each([
    ['http://ann:pass@h.org/a/[1-3]', 'http://h.org/a/[1-3]'],
    ['http://ann@b:pass@h.org/?u=http://eve:pass@x.org/[1-3]', 'http://h.org/?u=http://x.org/[1-3]'],
    // Without the second login a group would lose its beginning.
    ['http://ann:pass@h.org/?u=http://{b@c,d}', 'http://h.org/?u=http://{b@c,d}'],
  ])('%s is the range %s', (typed, shown) => {
    const address = withoutLogin(RangeAddress.parse(typed))
    expect(address).toBe(shown)
    expect(rangeOf(address).count).toBe(rangeOf(RangeAddress.parse(typed)).count)
  })

  it('is the same text when there is none', () => {
    const address = RangeAddress.parse('http://h.org/@/[1-3]')
    expect(withoutLogin(address)).toBe(address)
  })
})

describe('two addresses', () => {
  it.each([
    ['https://h.org/5510.html', 'https://h.org/5560.html', 'https://h.org/[5510-5560].html'],
    ['https://h.org/001.html', 'https://h.org/100.html', 'https://h.org/[001-100].html'],
    ['https://h.org/9', 'https://h.org/10', 'https://h.org/[9-10]'],
    ['https://h.org/60', 'https://h.org/10', 'https://h.org/[60-10]'],
    ['https://h.org/%201', 'https://h.org/%202', 'https://h.org/%20[1-2]'],
    ['https://h.org/1/1.html', 'https://h.org/1/11.html', 'https://h.org/1/[1-11].html'],
    ['https://h.org/a?page=1&x=1', 'https://h.org/a?page=3&x=1', 'https://h.org/a?page=[1-3]&x=1'],
  ])('%s and %s differ in one number', (a, b, canonical) => {
    expect(rangeFromTwo(a, b)).toMatchObject({ ok: true, range: { canonical, rewritten: true } })
  })

  it.each([
    ['https://h.org/1/2', 'https://h.org/2/3'],
    ['https://h.org/1', 'https://h.org/1'],
    ['https://h.org/a', 'https://h.org/b'],
    ['https://h1.org/a', 'https://h2.org/a'],
    ['https://h.org:80/a', 'https://h.org:81/a'],
    ['https://h.org/%41', 'https://h.org/%42'],
    ['https://h.org/1', 'https://i.org/2'],
    ['https://h.org/a.mp3', 'https://h.org/a.mp4'],
    ['https://h.org/#1', 'https://h.org/#2'],
    ['https://h.org/[1-2]/1', 'https://h.org/[1-2]/2'],
    ['https://h.org/009', 'https://h.org/10'],
    ['no address', 'at all'],
  ])('%s and %s do not', (a, b) => {
    expect(rangeFromTwo(a, b)).toBeNull()
  })
})
