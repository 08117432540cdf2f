import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { deepestNesting, limitDepth } from './depth-limit'
import { isElement, type Node } from './dom'

/** Depth of the tree that a parser makes of a text, without recursion. */
function depthOf(html: string): number {
  let level: Node[] = load(html).root().toArray()
  let depth = -1
  while (level.length > 0) {
    level = level.flatMap((node) => ('children' in node ? (node.children as Node[]).filter(isElement) : []))
    depth += 1
  }
  return depth
}

/** Depth that html, body and the wrappers a parser adds may bring on top. */
const slack = 8

const ordinary = [
  '<!doctype html><html><head><title>a > b</title><script>if (a<b) x("</p>")</script></head><body><p>1<p>2</body></html>',
  '<ul>'.concat('<li>item <b>x</b>'.repeat(2000), '</ul>'),
  '<p>paragraph '.repeat(2000),
  `<table>${'<tr><td>cell<td>cell'.repeat(1000)}</table>`,
  `<svg>${'<path d="M0"/>'.repeat(2000)}</svg>`,
  '<img alt="a > b" src=x><br>'.repeat(2000),
  '<!-- <div> -->'.repeat(2000),
]

describe('limitDepth', () => {
  it.each(ordinary)('leaves an ordinary page as it is: %s', (html) => {
    expect(limitDepth(html)).toBe(html)
  })

  it.each(['div', 'span', 'b', 'section', 'x-y', 'blockquote', 'ul'])('caps the nesting of <%s>', (name) => {
    const html = `${`<${name}>`.repeat(3000)}<img src="a.jpg">${`</${name}>`.repeat(3000)}<i id="after"></i>`
    const text = limitDepth(html)
    expect(depthOf(text)).toBeLessThanOrEqual(deepestNesting + slack)
    const $ = load(text)
    expect($('img')).toHaveLength(1)
    // what follows stands where it stood: outside
    expect($('#after').parent().get(0)?.tagName).toBe('body')
  })

  it('caps mixed and unclosed nesting', () => {
    const html = '<div class="a>b"><p><ul><li><span title=\'>\'>'.repeat(1000)
    expect(depthOf(limitDepth(html))).toBeLessThanOrEqual(deepestNesting + slack)
  })

  it('is not misled by end tags without a beginning', () => {
    const html = '</div>'.repeat(10_000).concat('<div></span>'.repeat(5000), '<img>')
    expect(depthOf(limitDepth(html))).toBeLessThanOrEqual(deepestNesting + slack)
  })

  it('takes linear time for what makes parsers slow', () => {
    for (const piece of [
      '<div>',
      '<b a=1>',
      '</b>',
      '<li><b>',
      '<!--',
      '<a href="',
      '<script>',
      '<',
      '<p><table>',
    ]) {
      expect(limitDepth(piece.repeat(200_000)).length).toBeGreaterThan(0)
    }
  })
})
