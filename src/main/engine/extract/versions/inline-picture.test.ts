import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { extract } from '../extract'
import { plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'
import { inlinePicturesOf, readInlineAddress } from './inline-picture'

const address = 'https://site.test/chapter/4'
const pageOf = (html: string) => ({
  address,
  bytes: Buffer.from(html),
  contentType: 'text/html; charset=utf-8',
})
const picture = (seed: number, bytes = 25_000) =>
  Buffer.alloc(bytes, createHash('sha512').update(String(seed)).digest())
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const inline = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`
const read = (html: string) => extract(pageOf(html), automatic, plainContext)

describe('pictures inside a page', () => {
  it('are pictures with an address of their own, and found again by their hash', () => {
    const bytes = [1, 2, 3].map((seed) => picture(seed))
    const html = `<h1>Four</h1>${bytes.map((one) => `<p><img src="${inline(one)}"></p>`).join('')}`
    const { images } = read(html)
    expect(images.map((image) => image.address)).toEqual(
      bytes.map((one) => `${address}#data-sha256-${sha256(one)}`),
    )
    const hashes = new Set(images.map((image) => readInlineAddress(image.address)?.hash ?? ''))
    const found = inlinePicturesOf(pageOf(html), hashes)
    expect(
      found.map((one) => [one.type, Buffer.compare(one.bytes, bytes[found.indexOf(one)] ?? Buffer.alloc(0))]),
    ).toEqual([
      ['image/png', 0],
      ['image/png', 0],
      ['image/png', 0],
    ])
  })

  it.each([
    ['with white space', (text: string) => text.replace(/.{76}/g, '$&\n')],
    ['with encoded characters', (text: string) => text.replaceAll('+', '%2B').replaceAll('/', '%2f')],
    ['with character references', (text: string) => text.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;')],
  ])('have the bytes that a browser reads, %s', (_, change) => {
    const bytes = picture(5)
    const { images } = read(`<img src='data:image/png;base64,${change(bytes.toString('base64'))}'>`)
    expect(images[0]?.address).toBe(`${address}#data-sha256-${sha256(bytes)}`)
  })

  it('may be drawings in text', () => {
    const svg = `<svg xmlns='http://www.w3.org/2000/svg'>${'<path/>'.repeat(2000)}</svg>`
    const html = `<img width=800 height=600 src="data:image/svg+xml,${encodeURIComponent(svg)}">`
    const found = inlinePicturesOf(pageOf(html), new Set([sha256(Buffer.from(svg))]))
    expect(found[0]?.type).toBe('image/svg+xml')
  })

  it('are no placeholders', () => {
    expect(read(`<img src="${inline(picture(1, 8000))}"><img src="/a.jpg">`)).toMatchObject({
      images: [{ address: 'https://site.test/a.jpg' }],
      skipped: [{ reason: 'spacer' }],
    })
  })

  it('give way to what a lazy attribute names', () => {
    const { images } = read(`<img src="${inline(picture(1))}" data-src="/a.jpg">`)
    expect(images[0]?.address).toBe('https://site.test/a.jpg')
  })

  it.each(['https://site.test/a', 'https://site.test/a#data-sha256-12', '#data-sha256-12'])(
    'do not have the address %s',
    (other) => {
      expect(readInlineAddress(other)).toBeNull()
    },
  )
})
