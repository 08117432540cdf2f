import { describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { limitBulk } from './bulk-limit'

describe('limitBulk', () => {
  it('leaves an ordinary page as it is', () => {
    const html = `<title>a</title><script>${'x'.repeat(100_000)}</script><p>${'word '.repeat(10_000)}<img src="a.jpg">`
    expect(limitBulk(html)).toBe(html)
  })

  it('cuts pictures that are written into the page, in any quotes', () => {
    const inline = `data:image/png;base64,${'A'.repeat(50_000)}`
    const html = `<img src="${inline}"><img src='${inline}' alt="x"><img src=${inline}><img src="b.jpg">`
    const text = limitBulk(html)
    expect(text.length).toBeLessThan(1000)
    expect(text.match(/data:image\/png/g)).toHaveLength(3)
    expect(text).toContain('alt="x"')
    expect(text.endsWith('<img src="b.jpg">')).toBe(true)
  })

  it('keeps a long address whole, and cuts one that is too long to request', () => {
    const long = `<img src="/${'a'.repeat(8000)}.jpg">`
    expect(limitBulk(long)).toBe(long)
    expect(limitBulk(`<img alt='${'a'.repeat(1 << 24)}' src="b.jpg">`)).toBe(`<img alt='' src="b.jpg">`)
  })

  it('keeps long values up to a budget, and empties those beyond it', () => {
    const text = limitBulk(`<i title="${'t'.repeat(60_000)}" class="a"></i>`.repeat(1000))
    expect(text.length).toBeLessThan(24.2 * (1 << 20))
    expect(text.match(/class="a"/g)).toHaveLength(1000)
  })

  it('takes out tags that are all names, and keeps the first candidates of an endless list', () => {
    const names = [
      `<${'ab'.repeat(100_000)}>`,
      `<p ${'ab'.repeat(100_000)}>`,
      `<p ${'a b=c '.repeat(40_000)}>`,
    ]
    for (const tag of names) expect(limitBulk(`<i>${tag}</i>`)).toBe('<i></i>')
    const list = Array.from({ length: 20_000 }, (_, i) => `${i}.jpg ${i + 1}w`).join(', ')
    expect(limitBulk(`<img srcset="${list}" src="a.jpg">`)).toMatch(
      /^<img srcset="0\.jpg 1w, .{60000,70000}w" src="a\.jpg">$/,
    )
  })

  it('keeps the tags, and the beginning of each text, of a page of many megabytes', () => {
    const html = `<title>first</title>${`<p>${'text '.repeat(2000)}</p>`.repeat(1000)}<script>${'y'.repeat(1 << 20)}</script><img src="last.jpg">`
    const text = limitBulk(html)
    expect(text.length).toBeLessThan(2.5 * (1 << 20))
    expect(text.match(/<p>/g)).toHaveLength(1000)
    expect(text.startsWith('<title>first</title><p>text text')).toBe(true)
    expect(text.endsWith('</script><img src="last.jpg">')).toBe(true)
  })

  it.runIf(isExhaustive)('takes linear time for floods of long tags', () => {
    for (const piece of [`<i ${'a'.repeat(1100)}>`, `<i ${"a='".repeat(400)}>`, `<i ${'= '.repeat(600)}>`]) {
      expect(limitBulk(piece.repeat(20_000)).length).toBeGreaterThan(0)
    }
  })
})
