import { describe, expect, it } from 'vitest'
import { extract } from '../extract'
import { defaultChoice, plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'

const origin = 'https://site.test'

function read(html: string, videos = true) {
  const page = { address: `${origin}/g`, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' }
  const found = extract(page, automatic, { ...plainContext, choice: { ...defaultChoice, videos } })
  const short = (address: string) => address.replace(origin, '')
  return {
    items: found.images.map(({ address, media, poster, alternatives }) => {
      const named = [media ?? 'picture', short(address)]
      return [...named, poster ? short(poster) : '', ...alternatives.map(short)]
    }),
    skipped: Object.fromEntries(found.skipped.map(({ address, reason }) => [short(address), reason])),
  }
}

describe('videos of a page', () => {
  it.each([
    ['<video src="/1.mp4" poster="/1.jpg"></video>', ['video', '/1.mp4', '/1.jpg']],
    [
      '<video><source src="/1.webm"><source src="/1.mp4" label="1080p"></video>',
      ['video', '/1.mp4', '', '/1.webm'],
    ],
    ['<video data-src="/1.mp4"></video>', ['video', '/1.mp4', '']],
    ['<a href="/1.mov"><img src="/1.jpg"></a>', ['video', '/1.mov', '/1.jpg']],
    ['<a href="/1.mp4">film</a>', ['video', '/1.mp4', '']],
    ['<a href="/1.gifv"><img src="/1.jpg"></a>', ['video', '/1.mp4', '/1.jpg']],
  ])('%s', (html, expected) => {
    expect(read(html).items).toEqual([expected])
  })

  it('stand among its pictures, in order', () => {
    const html = '<p><img src="/1.jpg"></p><p><video src="/2.mp4"></video></p><p><img src="/3.jpg"></p>'
    expect(read(html).items.map(([, address]) => address)).toEqual(['/1.jpg', '/2.mp4', '/3.jpg'])
  })

  it('are named with a reason where they are streams', () => {
    const { items, skipped } = read(
      '<img src="/1.jpg"><video><source src="/a.m3u8"></video><a href="/b.mpd">live</a><video><source src="/c" type="application/x-mpegURL"></video>',
    )
    expect(items).toHaveLength(1)
    expect(skipped).toMatchObject({ '/a.m3u8': 'stream', '/b.mpd': 'stream', '/c': 'stream' })
  })

  it('are saved where they are sent in pieces and as a file, which then is all of them', () => {
    const { items, skipped } = read('<video><source src="/a.m3u8"><source src="/a.mp4"></video>')
    expect(items.map(([, address]) => address)).toEqual(['/a.mp4'])
    expect(skipped).toMatchObject({ '/a.m3u8': 'other-size' })
  })

  it('are skipped where they are not wanted, what a link shows is taken', () => {
    const html =
      '<p><img src="/1.jpg"></p><p><a href="/2.mp4"><img src="/2.jpg"></a></p><video src="/3.mp4"></video>'
    const { items, skipped } = read(html, false)
    expect(items.map(([, address]) => address)).toEqual(['/1.jpg', '/2.jpg'])
    expect(skipped).toMatchObject({ '/2.mp4': 'video', '/3.mp4': 'video' })
  })
})
