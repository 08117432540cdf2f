import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeHtml } from './decode-html'

const hans = '今天天气很好，我们去公园拍了许多照片。这里是本站的图片列表，请不要盗链。'
const ja = '今日は天気がいいので、公園でたくさん写真を撮りました。'
const ko = '오늘은 날씨가 좋아서 공원에서 사진을 많이 찍었습니다.'
const ru = 'Сегодня хорошая погода, и мы пошли гулять в парк.'

function read(bytes: Uint8Array, hints: { contentType?: string; pin?: string; fallback?: string } = {}) {
  return decodeHtml(bytes, { contentType: null, pin: 'auto', fallback: 'windows-1252', ...hints })
}
const metaGbk = `<meta charset="gb2312"><p>${hans}`

describe('decodeHtml', () => {
  it('takes a byte order mark before everything else', () => {
    const bytes = Buffer.from(`\uFEFF<p>${hans}`)
    expect(read(bytes, { pin: 'gbk', contentType: 'text/html; charset=big5' })).toEqual({
      encoding: 'utf-8',
      text: `<p>${hans}`,
    })
    expect(read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ko, 'utf16le')]))).toEqual({
      encoding: 'utf-16le',
      text: ko,
    })
  })

  it("takes the recipe's pin before the header", () => {
    const found = read(iconv.encode(hans, 'gbk'), { pin: 'GB2312', contentType: 'text/html; charset=utf-8' })
    expect(found).toEqual({ encoding: 'gbk', text: hans })
  })

  it('takes the header before the meta element', () => {
    const bytes = iconv.encode(`<meta charset="gbk">${ja}`, 'shift_jis')
    expect(read(bytes, { contentType: 'text/html;charset="Shift_JIS"' }).text).toContain(ja)
  })

  it.each([
    ['charset', '<meta charset=gb2312>'],
    ['http-equiv', '<META content="text/html; charset=gb2312" http-equiv=Content-Type>'],
    ['an attribute before it', '<meta name="a" charset = \'GBK\' />'],
    ['after a comment that holds another', '<!-- <meta charset="big5"> --><meta charset="gbk">'],
    ['after an attribute that holds another', '<html title=\'<meta charset="big5">\'><meta charset="gbk">'],
    [
      'beyond 1,024 bytes',
      `<!--${' '.repeat(3000)}--><script>${'x'.repeat(90_000)}</script><meta charset="gbk">`,
    ],
    ['after a script that writes another', `<script>w('<meta charset="big5">')</script><meta charset="gbk">`],
    ['after a style that holds another', '<style>/*<meta charset=big5>*/</style><meta charset=gbk>'],
    ['under a label of x- form', '<meta charset="x-gbk">'],
  ])('finds the encoding in a meta element: %s', (_, meta) => {
    const found = read(iconv.encode(`<html><head>${meta}<p>${hans}`, 'gbk'))
    expect(found.encoding).toBe('gbk')
    expect(found.text).toContain(hans)
  })

  it('takes a meta element that declares UTF-16 for UTF-8, which it must be in', () => {
    expect(read(Buffer.from(`<meta charset="utf-16">${hans}`)).encoding).toBe('utf-8')
  })

  it('counts an unknown label as none', () => {
    const hints = { pin: 'x-none', contentType: 'text/html; charset=utf-7', fallback: 'none' }
    expect(read(Buffer.from(`<meta charset="klingon">${hans}`), hints).encoding).toBe('utf-8')
    expect(read(Uint8Array.from([0x41, 0xff, 0x42]), hints).text).toHaveLength(3)
  })

  it('ignores charset in a meta element that is not about the content type', () => {
    expect(read(iconv.encode(`<meta name="x" content="charset=big5"><p>${hans}`, 'gbk')).encoding).toBe('gbk')
  })

  it('takes undeclared bytes for UTF-8 when they are', () => {
    expect(read(Buffer.from(hans)).encoding).toBe('utf-8')
  })

  it.each([
    ['gbk', hans],
    ['shift_jis', ja],
    ['euc-jp', ja],
    ['euc-kr', ko],
    ['windows-1251', ru],
  ])('detects undeclared %s', (encoding, text) => {
    const markup = `<html><body><div class="a"><p>${text}</p><img src="a.jpg"></div></body></html>`
    expect(read(iconv.encode(markup, encoding))).toEqual({ encoding, text: markup })
  })

  it.each([
    ['utf-16le', Buffer.from(`<!doctype html><title>${ja}</title><p>${ja}`, 'utf16le')],
    ['utf-16be', Buffer.from(`<!doctype html><title>${ja}</title><p>${ja}`, 'utf16le').swap16()],
    ['iso-2022-jp', Buffer.from('<title>\x1b$BF|K\\8l\x1b(B</title>')],
    ['gbk', iconv.encode('<title>图片</title><img src=1.jpg>', 'gbk')],
    ['gbk', iconv.encode('<title>小图片 1</title><img src=1.jpg>', 'gbk')],
    ['utf-8', Buffer.from('<p>tươi ͼƬabc')],
    ['utf-8', Buffer.from('<p>ǍƬ, Летние фото, ΑΒΓ')],
    ['utf-8', Buffer.concat([Buffer.from(`<p>${hans}`), Buffer.from([0xff, 0xc4]), Buffer.from('<p>')])],
    ['utf-8', Buffer.from(`<p>${hans}`).subarray(0, -1)],
  ])('recognises undeclared %s that plain rules take for something else (%#)', (encoding, bytes) => {
    expect(read(bytes).encoding).toBe(encoding)
  })

  it.each([
    ['ja', 'shift_jis', '写真'],
    ['zh-CN', 'gbk', '图集'],
    ['zh-TW', 'big5', '圖片'],
    ['ko', 'euc-kr', '사진'],
  ])(
    'believes the language of the page, %s, where there are too few characters to judge',
    (lang, encoding, text) => {
      const markup = `<html lang="${lang}"><title>${text}</title><img src="a.jpg">`
      expect(read(iconv.encode(markup, encoding))).toEqual({ encoding, text: markup })
    },
  )

  it.each([
    ['windows-1251', 'Летние фотографии'],
    [
      'windows-1252',
      'Nous sommes allés à la plage où il faisait très chaud, près de l’été dernier, là-bas, déjà',
    ],
  ])('detects undeclared %s by a title alone', (encoding, text) => {
    expect(read(iconv.encode(`<title>${text}</title>`, encoding)).text).toBe(`<title>${text}</title>`)
  })

  it('falls back to the given encoding where nothing fits', () => {
    expect(read(Uint8Array.from([0x3c, 0x70, 0x3e, 0xe9]), { fallback: 'windows-1252' }).text).toBe('<p>é')
  })

  it('reads what browsers read beyond the plain standard of an encoding', () => {
    const as = (charset: string, ...bytes: number[]) =>
      read(Uint8Array.from(bytes), { contentType: `text/html; charset=${charset}` }).text
    expect(as('iso-8859-1', 0x80, 0x93)).toBe('€“')
    expect(as('gb2312', 0x81, 0x30, 0x84, 0x36)).toBe('¥')
    expect(as('euc-kr', 0x94, 0xee)).toBe('뷁')
    expect(as('shift_jis', 0x87, 0x40, 0x5c)).toBe('①\\')
  })

  it('never throws, and reads every byte string in every encoding', () => {
    const bytes = Uint8Array.from({ length: 600 }, (_, i) => (i * 37) % 256)
    for (const label of [
      'gbk',
      'big5',
      'euc-jp',
      'iso-2022-jp',
      'koi8-r',
      'utf-16be',
      'x-user-defined',
      'replacement',
    ]) {
      expect(read(bytes, { pin: label }).text.length).toBeGreaterThan(0)
    }
  })

  it('finds the declared encoding of a page of the original kind', () => {
    expect(read(iconv.encode(metaGbk, 'gbk'))).toEqual({ encoding: 'gbk', text: metaGbk })
  })
})
