import { describe, expect, it } from 'vitest'
import { extract } from '../extract'
import { plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'

const read = (html: string) =>
  extract(
    { address: 'https://site.test/g/1.html', bytes: Buffer.from(html), contentType: 'text/html' },
    automatic,
    plainContext,
  )
const pageWith = (body: string) => `<nav><a href="/">Home</a><a href="/about">About</a></nav>${body}
  <p><a href="list.pdf">list</a> <a href="/all.zip">all</a> <a href="mailto:a@site.test">mail</a> <a href="#top">top</a>
  <a href="magnet:?xt=1">magnet</a> <a href="javascript:void(0)">x</a> <a href="1.html">this</a></p>
  <video src="clip.webm" poster="still.jpg"><source src="clip.mp4"></video><audio src="sound.mp3"></audio>
  <iframe src="https://ads.test/frame"></iframe><div style="background: url(/bg.png)"></div>
  <script src="/code.js"></script><link rel="stylesheet" href="/style.css"><img data-thumb="/tiny.jpg" data-id="a/b">`
const rest = [
  ['', 'link'],
  ['about', 'link'],
  ['g/list.pdf', 'document'],
  ['all.zip', 'document'],
  ['magnet:?xt=1', 'not-http'],
  ['g/sound.mp3', 'document'],
  ['https://ads.test/frame', 'link'],
  ['tiny.jpg', 'minor-group'],
]

/** Taken and skipped addresses; videos and what belongs to them are judged elsewhere. */
function split(html: string) {
  const { images, items, galleries, next, skipped } = read(html)
  const pictures = images.flatMap(({ address, alternatives, shown }) =>
    [address, ...alternatives, shown ?? []].flat(),
  )
  const taken = new Set(
    [...pictures, ...[...items, ...galleries].map(({ address }) => address), next ?? []].flat(),
  )
  return { taken, skipped }
}
const short = (address: string) => address.replace('https://site.test/', '')

describe('what is taken and what is skipped', () => {
  it.each([
    [
      'a gallery',
      '<div><a href="big/1.jpg"><img src="t/1.jpg"></a><a href="big/2.jpg"><img src="t/2.jpg"></a></div>',
    ],
    [
      'thumbnails',
      '<ul><li><a href="v/1"><img src="t/1.jpg"></a><li><a href="v/2"><img src="t/2.jpg"></a></ul>',
    ],
    [
      'a list in words',
      '<ul><li><a href="trip-a.html">Trip to the mountains</a><li><a href="trip-b.html">Trip to the sea and back</a><li><a href="trip-c.html">Trip to nowhere at all</a></ul>',
    ],
    ['a picture', '<img src="one.jpg" srcset="one.jpg 1x, two.jpg 2x"><a rel="next" href="2.html">next</a>'],
    ['words', `<p>${'Words. '.repeat(40)}</p>`],
  ])('are together every address of a page with %s', (_, body) => {
    const html = pageWith(body)
    const { taken, skipped } = split(html)
    const all = new Set([...taken, ...skipped.map(({ address }) => address)].map(short))
    const written = [
      ...html.matchAll(/(?:href|src|poster|data-thumb)="([^"#]+)"|url\(([^)]+)\)|(?<=, )(two\.jpg)/g),
    ]
      .map(([, named = '', background = '', candidate = '']) => named + background + candidate)
      .filter((reference) => !/^(?:javascript|mailto)|code\.js|style\.css|^1\.html/.test(reference))
      .map((reference) => short(new URL(reference, 'https://site.test/g/1.html').href))
    expect([...all].sort()).toEqual([...new Set(written)].sort())
    for (const [address, reason] of rest)
      expect(skipped.map((one) => [short(one.address), one.reason])).toContainEqual([address, reason])
    for (const { address } of skipped)
      expect(taken.has(address) && !/\.(?:jpg|mp4)$/.test(address)).toBe(false)
  })
})
