import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readPictureSize } from './dimensions'
import { createImageIntake } from './intake'
import { createEndCheck, imageType, mayBecomeImage } from './sniff'

const open = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60">'
const plain = `${open}<circle cx="9" cy="9" r="5"/></svg>`
const doctype = `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [
  <!-- it's > ours --> <!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>`

const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const utf16be = (text: string) => utf16le(text).swap16()

const drawings: readonly (readonly [string, Buffer])[] = [
  ['bare', Buffer.from(plain)],
  ['with a mark of UTF-8', Buffer.from(`\ufeff${plain}`)],
  ['behind white space', Buffer.from(`\r\n\t ${plain}\n\n`)],
  ['behind a declaration', Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${plain}`)],
  ['behind a style sheet', Buffer.from(`<?xml version="1.0"?><?xml-stylesheet href="a.css"?>${plain}`)],
  ['behind comments', Buffer.from(`<!-- <svg> of a > program --><!---->${plain}`)],
  ['behind a type', Buffer.from(`<?xml version="1.0"?>${doctype}${plain}`)],
  ['behind 4,000 bytes', Buffer.from(`<!--${'x'.repeat(4000)}-->${plain}`)],
  ['in UTF-16', utf16le(`<?xml version="1.0" encoding="UTF-16"?>${plain}`)],
  ['in UTF-16, most significant byte first', utf16be(plain)],
  ['with a prefix', Buffer.from('<svg:svg xmlns:svg="http://www.w3.org/2000/svg"><svg:g/></svg:svg>')],
  ['that is empty', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" id="a>b" />')],
  ['with comments at its end', Buffer.from(`${plain}\n<!-- cached --><!-- <svg> -->\n`)],
  ['with a space in its end tag', Buffer.from(`${open}</svg >`)],
  ['larger than what is kept', Buffer.from(`${open}${'<path d="M0"/>'.repeat(2000)}</svg>`)],
  ['larger, in UTF-16', utf16le(`${open}${'<path d="M0"/>'.repeat(2000)}</svg>`)],
]

function verdict(body: Uint8Array, size: number): boolean | null {
  const type = imageType(body)
  if (type === null) throw new Error('no drawing')
  const check = createEndCheck(type)
  for (let at = 0; at < body.length; at += size) check.push(body.subarray(at, at + size))
  return check.isWhole()
}

/** The type that the download finds in a body, or the kind of its failure. */
function takenAs(body: Uint8Array, size: number): unknown {
  const intake = createImageIntake()
  try {
    for (let at = 0; at < body.length; at += size) intake.push(body.subarray(at, at + size))
    return intake.finish(false).type.extension
  } catch (error) {
    return error instanceof Error && 'failure' in error ? error.failure : error
  }
}

describe('a drawing', () => {
  it.each(drawings)('%s is known and whole, in chunks of any size', (_, body) => {
    expect(imageType(body)).toEqual({ extension: 'svg', type: 'image/svg+xml' })
    for (const size of [1, 7, 64, 2048, 5000]) {
      expect(verdict(body, size)).toBe(true)
      expect(takenAs(body, size)).toBe('svg')
    }
  })

  it.each(drawings)('%s that breaks off is not whole', (_, body) => {
    const end = body.lastIndexOf('>') - (body[0] === 0xfe ? 1 : 0)
    for (let length = Math.max(1, end - 40); length <= Math.min(end, body.length - 1); length += 1) {
      const cut = body.subarray(0, length)
      if (imageType(cut) === null || cut.toString('latin1').includes('</svg>')) continue
      expect([length, verdict(cut, 64)]).toEqual([length, false])
    }
  })

  it('that breaks off before its root may still become one', () => {
    for (const start of ['<?xm', '<?xml version="1.0"?>', `${doctype}<`, '<sv', '<svg'])
      expect([start, mayBecomeImage(Buffer.from(start))]).toEqual([start, start !== '<?xm'])
    expect(mayBecomeImage(Buffer.from('<!-- a page'))).toBe(false)
  })
})

describe('no drawing', () => {
  it.each([
    ['a page with one in it', `<!DOCTYPE html><html><body>${plain}</body></html>`],
    ['a page without a type', `<html>${plain}</html>`],
    ['a page behind a comment', `<!-- saved --><!doctype html>${plain}`],
    ['a page of XHTML', `<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html>${plain}</html>`],
    ['a feed', '<?xml version="1.0"?><rss version="2.0"><channel/></rss>'],
    ['another name', '<svgx></svgx>'],
    ['letters in capitals', '<SVG></SVG>'],
    ['a root behind 4 KB', `<!--${'x'.repeat(4100)}-->${plain}`],
    ['a comment without an end', `<!-- ${'x'.repeat(5000)}`],
    ['one in gzip', gzipSync(plain)],
    ['a script of a server', `<?php echo 1 ?>${plain}`],
  ])('is %s', (_, text) => {
    const body = Buffer.from(text)
    expect(imageType(body)).toBeNull()
    for (const size of [1, 64, 5000]) expect(takenAs(body, size)).toMatchObject({ kind: 'not-an-image' })
  })
})

describe('the size of a drawing', () => {
  const sizeOf = (attributes: string) => {
    const bytes = Buffer.from(`<?xml version="1.0"?><svg ${attributes}><rect width="1" height="1"/></svg>`)
    return readPictureSize('image/svg+xml', (from, length) =>
      Promise.resolve(new Uint8Array(bytes.subarray(from, from + length))),
    )
  }

  it.each([
    ['width="80" height="60"', 80, 60],
    ["width='80px' height = '59.2px' viewBox='0 0 1 1'", 80, 60],
    ['width="25.4mm" height="72pt"', 96, 96],
    ['viewBox="0 0 300 150"', 300, 150],
    ['viewBox="-5,-5,300,150"', 300, 150],
    ['width="100%" height="100%" viewBox="0 0 300 150"', 300, 150],
    ['width="600" viewBox="0 0 300 150"', 600, 300],
    ['height="300" viewBox="0 0 300 150"', 600, 300],
    [`aria-label="width='1' height='1'" style="width:5px" viewBox="0 0 30 15"`, 30, 15],
  ])('%s', async (attributes, width, height) => {
    expect(await sizeOf(attributes)).toEqual({ width, height })
  })

  it.each(['', 'width="100%" height="100%"', 'width="80"', 'viewBox="0 0 0 0"', 'viewBox="none"'])(
    '%s says none',
    async (attributes) => {
      expect(await sizeOf(attributes)).toBeNull()
    },
  )

  it('is not looked for without end', async () => {
    for (const hostile of ['a'.repeat(1e5), ' '.repeat(1e5), 'a '.repeat(1e5), '="'.repeat(1e5)])
      expect(await sizeOf(hostile)).toBeNull()
  })
})
