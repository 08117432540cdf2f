import { describe, expect, it } from 'vitest'
import { extract } from '../extract'
import { defaultChoice, plainContext, type VersionChoice } from '../extraction'
import { automatic } from '../recipes/recipe-book'

const origin = 'https://site.test'
const encoded = (text: string) => Buffer.from(text).toString('base64')

/** The first picture of a page, with its addresses below the site's origin. */
function first(html: string, choice: Partial<VersionChoice> = {}) {
  const page = {
    address: `${origin}/g/1.html`,
    bytes: Buffer.from(html),
    contentType: 'text/html; charset=utf-8',
  }
  const [image] = extract(page, automatic, {
    ...plainContext,
    choice: { ...defaultChoice, ...choice },
  }).images
  const short = (address: string) => address.replace(`${origin}/g/`, '').replace(origin, '')
  return {
    address: image && short(image.address),
    others: image?.alternatives.map(short),
    shown: image?.shown && short(image.shown),
    size: image?.width === undefined ? undefined : `${image.width}x${image.height ?? '?'}`,
  }
}

const action = encodeURIComponent(
  `action=lightbox&settings=${encoded('{"id":7,"url":"https:\\/\\/site.test\\/g\\/full.jpg"}')}`,
)

describe('the largest version', () => {
  it.each([
    ['a link to a picture', '<a href=big.jpg><img src=s.jpg></a>', 'big.jpg'],
    ['a link with a size behind the extension', '<a href=/big.jpg:orig><img src=s.jpg></a>', '/big.jpg:orig'],
    [
      'a link of a light box to an address of any form',
      '<a href="/v/7" data-lightbox=x><img src=s.jpg></a>',
      '/v/7',
    ],
    [
      'a link of PhotoSwipe',
      '<a href="/v/7" data-pswp-width=1600 data-pswp-height=900><img src=s.jpg></a>',
      '/v/7',
    ],
    ['settings of Elementor', `<a href="#elementor-action%3A${action}"><img src=s.jpg></a>`, 'full.jpg'],
    ['data-href', '<img src=thumbs/a.jpg data-href="slides/Bay 1.jpg">', 'slides/Bay%201.jpg'],
    ['data-full', '<img src=s.jpg data-full=/v/7>', '/v/7'],
    ['data-src-retina', '<img src=s.jpg data-src-retina=big.jpg>', 'big.jpg'],
    ['data-download-url of a container', '<li data-download-url=/dl/7><img src=s.jpg></li>', '/dl/7'],
    ['data-src of a container', '<a data-src=big.jpg><img src=s.jpg></a>', 'big.jpg'],
    ['data-src of a light box', '<div data-src=/v/7 data-fancybox=g><img src=s.jpg></div>', '/v/7'],
    [
      'the same path with a larger width',
      '<a data-src="/p?w=1600&q=8"><img src="/p?w=240&q=8"></a>',
      '/p?w=1600&q=8',
    ],
    ['data-responsive', '<div data-responsive="m.jpg 375, l.jpg 1600"><img src=s.jpg></div>', 'l.jpg'],
    ['a link in a caption', `<div data-sub-html='<a href="o.jpg">x</a>'><img src=s.jpg></div>`, 'o.jpg'],
    ['onclick', `<img src=s.jpg onclick="show('/big/1.jpg', 800)">`, '/big/1.jpg'],
    ['javascript:', `<a href="javascript:show(%22big.jpg%22)"><img src=s.jpg></a>`, 'big.jpg'],
    ['the largest candidate', '<img src=s.jpg srcset="m.jpg 640w, l.jpg 1280w">', 'l.jpg'],
    [
      'src that is wider than all candidates',
      '<img src=o.png width=1536 height=1024 srcset="m.webp 640w, l.webp 980w">',
      'o.png',
    ],
    [
      'candidates that are larger than the link',
      '<a href=a-1024x683.jpg><img src=a-300x200.jpg srcset="a-300x200.jpg 300w, a-2048x1366.jpg 2048w"></a>',
      'a-2048x1366.jpg',
    ],
    [
      'the original beside a size of it',
      '<a href=a-1024x683.jpg><img src=a-300x200.jpg data-large=a.jpg></a>',
      'a.jpg',
    ],
    [
      'data-big of a link to a smaller version (Sigal)',
      '<figure><a href=a.jpg itemprop=contentUrl data-big=original/a.jpg><img src=thumbnails/a.jpg></a></figure>',
      'original/a.jpg',
    ],
    [
      'data-download-url beside a link to a smaller version (thumbsup)',
      '<li data-src=large/a.jpg data-download-url=original/a.jpg><a href=large/a.jpg><img src=thumbs/a.jpg></a></li>',
      'original/a.jpg',
    ],
    [
      'data-full-size of a card whose link leads to a smaller version',
      '<div data-full-size=f/9f31.jpg><a href=l/77aa.jpg><img src=t/12bc.jpg></a></div>',
      'f/9f31.jpg',
    ],
    [
      'a link of a light box that lies over the picture beside it',
      '<div><div><a href=large-kiln.png data-lightbox=g><b>Kiln</b></a><p class=i><img src=t-kiln9.png></p></div></div>',
      'large-kiln.png',
    ],
    [
      'sizes in the cells beside it',
      '<table><tr><td><img src=1_t.png></td><td><a href=1_1280x720.png>1280×720</a></td><td><a href=1_2560x1440.png>2560×1440</a></td></tr></table>',
      '1_2560x1440.png',
    ],
    [
      'an object of a card that names what it shows',
      `<li data-photo='{"thumb":"/t/1.png","original":{"url":"/big/9.png","w":2000,"h":1333}}'><img src=/t/1.png></li>`,
      '/big/9.png',
    ],
    [
      'an object of the picture itself',
      `<li><img src=/t/1.png data-image='{"small":"/t/1.png","large":"/big/9.png"}'></li>`,
      '/big/9.png',
    ],
    [
      'no object about something else',
      `<li data-shop='{"logo":"/t/shop.png","large":"/big/9.png"}'><img src=/t/1.png></li>`,
      '/t/1.png',
    ],
    ['data-original of a link', '<a href=m/a.jpg data-original=o/a.jpg><img src=s/a.jpg></a>', 'o/a.jpg'],
    [
      'data-src of a light box before its link',
      '<a href=a-480.jpg data-src=a-1600.jpg data-fancybox=g><img src=a-240.jpg></a>',
      'a-1600.jpg',
    ],
    [
      'data-src of a container beyond wrappers',
      '<li data-src=big.jpg data-sub-html=x><div><span><a href=""><b><img src=s.jpg></b></a></span></div></li>',
      'big.jpg',
    ],
    [
      'the original format',
      '<picture><source type=image/webp srcset=1.webp><img src=1.jpg></picture>',
      '1.jpg',
    ],
    [
      'the original format of the largest',
      '<picture><source srcset="a-9.webp 900w, a-5.webp 500w"><source srcset="a-9.jpg 900w"><img src=a-5.jpg></picture>',
      'a-9.jpg',
    ],
    [
      'a denser candidate',
      '<picture><source type=image/webp srcset="b2.webp 2x, b.webp"><img src=b.jpg></picture>',
      'b2.webp',
    ],
    [
      'no cut for small windows',
      '<picture><source media="(max-width: 600px)" srcset=tall.png><img src=wide.png></picture>',
      'wide.png',
    ],
    [
      'no cut for small windows with widths',
      '<picture><source media="(max-width:600px)" srcset="t-4.png 400w, t-8.png 800w"><img src=wide.png></picture>',
      'wide.png',
    ],
    [
      'no cut for windows that are high',
      '<picture><source media="(orientation: portrait)" srcset=tall.png><img src=wide.png></picture>',
      'wide.png',
    ],
    [
      'no picture for another look',
      '<picture><source media="(prefers-color-scheme: dark)" srcset=dark.png><img src=day.png></picture>',
      'day.png',
    ],
    [
      'the source for the widest window',
      '<picture><source media="(min-width: 600px)" srcset=m.png><source media="(min-width: 1200px)" srcset=l.png><img src=s.png></picture>',
      'l.png',
    ],
    [
      'the source for wide windows among others',
      '<picture><source media="(max-width: 600px)" srcset=s.png><source media="(min-width: 601px)" srcset=l.png><img src=m.png></picture>',
      'l.png',
    ],
  ])('is %s', (_, html, expected) => {
    expect(first(html).address).toBe(expected)
  })

  it.each([
    ['what a whole slider names', '<div data-src=cover.jpg><img src=1.jpg><img src=2.jpg></div>', '1.jpg'],
    [
      'a candidate smaller than the link',
      '<a href=big.jpg><img src=s.jpg srcset="m.jpg 640w"></a>',
      'big.jpg',
    ],
    [
      'data-large beside a link to the original',
      '<a href=o/a.jpg data-large=l/a.jpg><img src=s/a.jpg></a>',
      'o/a.jpg',
    ],
    [
      'data-download-url that says that there is none',
      '<li data-download-url=false><a href=big.jpg><img src=s.jpg></a></li>',
      'big.jpg',
    ],
    [
      'a small version of a name with full in it',
      '<a href=big.jpg data-full-thumb=t.jpg><img src=s.jpg></a>',
      'big.jpg',
    ],
    ['a page behind data-href', '<img src=a.jpg data-href=/page/7>', 'a.jpg'],
    ['the background of a container', '<div data-bg=bg.jpg><img src=a.jpg></div>', 'a.jpg'],
    ['another picture that its card links to', '<li><img src=a.jpg><a href=b.jpg>next</a></li>', 'a.jpg'],
    ['the width of a stub', '<img src=lq.jpg width=1600 data-src=a.jpg srcset="m.jpg 640w">', 'm.jpg'],
  ])('is not %s', (_, html, expected) => {
    expect(first(html).address).toBe(expected)
  })

  it.each([
    ['640w 1280w 2560w', '1280.jpg', '2560.jpg', ['1280.jpg', '640.jpg']],
    ['320w 640w 1280w 2560w', '640.jpg', '2560.jpg', ['1280.jpg', '640.jpg', '320.jpg']],
    ['640w 1280w', '640.jpg', '1280.jpg', ['640.jpg']],
    // Of unknown size: the last
    ['640w 1280w 2560w', 'a.jpg', '2560.jpg', ['1280.jpg', '640.jpg', 'a.jpg']],
  ])('has what is shown at its place by size: %s with %s', (widths, src, address, others) => {
    const srcset = widths.replaceAll(/(\d+)w/g, '$1.jpg $1w,')
    expect(first(`<img src="${src}" srcset="${srcset}">`)).toMatchObject({ address, others })
  })

  it('has the others in falling order of size, what is shown last', () => {
    expect(
      first(
        '<a href=big.jpg data-size=1600x900><img src=s.jpg srcset="s.jpg 300w, m.jpg 640w, l.jpg 1280w"></a>',
      ),
    ).toEqual({ address: 'big.jpg', others: ['l.jpg', 'm.jpg', 's.jpg'], shown: 's.jpg', size: '1600x900' })
  })

  it('has what is shown at its place where its size is announced', () => {
    expect(
      first('<a href=o.jpg><img src=m.jpg srcset="s.jpg 400w, m.jpg 843w, l.jpg 1686w"></a>').others,
    ).toEqual(['l.jpg', 'm.jpg', 's.jpg'])
    expect(
      first('<a href=o.jpg><img src=a-300x200.jpg srcset="a-150x100.jpg 150w, a-600x400.jpg 600w"></a>')
        .others,
    ).toEqual(['a-600x400.jpg', 'a-300x200.jpg', 'a-150x100.jpg'])
  })

  it('has what is shown last where its size is unknown', () => {
    expect(first('<a href=o.jpg data-large=l.jpg><img src=s.jpg data-src=m.jpg></a>').others).toEqual([
      'l.jpg',
      'm.jpg',
      's.jpg',
    ])
  })

  it('is the preferred format at equal size', () => {
    const html = '<picture><source type=image/webp srcset=1.webp><img src=1.jpg></picture>'
    expect(first(html, { formats: ['webp'] })).toMatchObject({ address: '1.webp', others: ['1.jpg'] })
  })

  it('is never a smaller one of a preferred format', () => {
    expect(first('<img src=s.png srcset="s.png 300w, l.jpg 1280w">', { formats: ['png'] }).address).toBe(
      'l.jpg',
    )
  })

  it('gives way to what is shown when that is wanted', () => {
    const html = '<a href=big.jpg><img src=s.jpg></a>'
    expect(first(html, { version: 'shown' })).toMatchObject({
      address: 's.jpg',
      others: ['big.jpg'],
      shown: undefined,
    })
  })
})
