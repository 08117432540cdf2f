import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { plainContext } from '../../extraction'
import { openPage } from '../../html/page-document'
import { automatic } from '../../recipes/recipe-book'
import { findPictureLists, mainPictureList } from './script-pictures'

const origin = 'https://site.test'
const open = (html: string) =>
  openPage(
    { address: `${origin}/g/1`, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' },
    'auto',
    'utf-8',
  )
const short = (address: string) => address.replace(origin, '')
const lists = (html: string) =>
  findPictureLists(open(html)).map(({ images, source }) => [
    source,
    ...images.map(({ address }) => short(address)),
  ])
const script = (text: string, type = '') => `<script${type && ` type="${type}"`}>${text}</script>`

describe('lists of pictures', () => {
  it.each([
    [
      'an array of addresses',
      script('var pages = ["\\/c\\/1.png", "/c/2.png"]'),
      [['script', '/c/1.png', '/c/2.png']],
    ],
    [
      'a list of an old script',
      script('var p = new Array("a/1.png", "a/2.png");'),
      [['script', '/g/a/1.png', '/g/a/2.png']],
    ],
    [
      'lists that are filled line by line',
      script(
        `var a = new Array(), b = []; a.push("/1.png"); b[0] = '/s/1.png'; a.push("/2.png"); b[1] = '/s/2.png'; b[2] = '/s/3.png'`,
      ),
      [
        ['script', '/1.png', '/2.png'],
        ['script', '/s/1.png', '/s/2.png', '/s/3.png'],
      ],
    ],
    [
      'JSON of a framework',
      script('{"props":{"pages":[{"url":"/c/1.png"},{"url":"/c/2.png"}]}}', 'application/json'),
      [['script', '/c/1.png', '/c/2.png']],
    ],
    [
      'an assignment to the window',
      script('window.__DATA__ = {list: [{src: "/1.jpg", title: "a"}, {src: "/2.jpg", title: "b"}]};'),
      [['script', '/1.jpg', '/2.jpg']],
    ],
    [
      'JSON in a string',
      script(`x(JSON.parse('{"a":["/1.jpg","/2.jpg"]}'))`),
      [['script', '/1.jpg', '/2.jpg']],
    ],
    [
      'the largest of several addresses',
      script(
        '[{"thumb":"/t1.jpg","full":"/f1.jpg"},{"thumb":"/t2.jpg","full":"/f2.jpg"}]',
        'application/json',
      ),
      [['script', '/f1.jpg', '/f2.jpg']],
    ],
    [
      'the largest by announced size',
      script(
        '[{"sizes":{"a":{"url":"/a1.jpg","width":200},"b":{"url":"/b1.jpg","width":900}}},{"sizes":{"a":{"url":"/a2.jpg","width":200},"b":{"url":"/b2.jpg","width":900}}}]',
      ),
      [['script', '/b1.jpg', '/b2.jpg']],
    ],
    [
      'one picture in the sizes of a list',
      script(
        'm = {"p":[{"sizes":[{"url":"/s.jpg","width":75},{"url":"/b.jpg","width":1024},{"url":"/o.jpg"}]}]}',
      ),
      [['script', '/o.jpg']],
    ],
    [
      'pictures with a list of sizes each',
      script(
        'm = [{"id":1,"sizes":[{"url":"/a/s.jpg","width":75},{"url":"/a/b.jpg","width":900}]},{"id":2,"sizes":[{"url":"/b/s.jpg","width":75},{"url":"/b/b.jpg","width":900}]}]',
      ),
      [['script', '/a/b.jpg', '/b/b.jpg']],
    ],
    [
      'addresses without an extension beside a size',
      script('[{"url":"/v/1","width":900,"height":600},{"url":"/v/2","width":900,"height":600}]'),
      [['script', '/v/1', '/v/2']],
    ],
    [
      'an object with numbers as names',
      script('x = {"1": {"u": "/1.jpg"}, "2": {"u": "/2.jpg"}}'),
      [['script', '/1.jpg', '/2.jpg']],
    ],
    ['an attribute', `<div data-images='["/1.jpg", "/2.jpg"]'></div>`, [['attribute', '/1.jpg', '/2.jpg']]],
    [
      'an ImageGallery of JSON-LD',
      script(
        '{"@type":"ImageGallery","associatedMedia":[{"contentUrl":"/1.jpg","thumbnailUrl":"/t1.jpg"},{"contentUrl":"/2.jpg"}]}',
        'application/ld+json',
      ),
      [['json-ld', '/1.jpg', '/2.jpg']],
    ],
    [
      'an ImageObject of JSON-LD',
      script('{"@graph":[{"@type":"ImageObject","contentUrl":"/1.jpg"}]}', 'application/ld+json'),
      [['json-ld', '/1.jpg']],
    ],
  ])('are read from %s', (_, html, expected) => {
    expect(lists(html)).toEqual(expected)
  })

  it.each([
    [
      'the crops of an article',
      script('{"@type":"Article","image":["/1x1.jpg","/4x3.jpg","/16x9.jpg"]}', 'application/ld+json'),
    ],
    ['names of files without a folder', script('x = ["1.jpg", "2.jpg"]')],
    ['lists of pages', script('x = [{"url": "/p/1"}, {"url": "/p/2"}]')],
    ['scripts of other sites', '<script src="/x.js">["/1.jpg","/2.jpg"]</script>'],
  ])('are not made of %s', (_, html) => {
    expect(lists(html)).toEqual([])
  })

  it('come once each, with the size that stands beside them', () => {
    const [list] = findPictureLists(
      open(script('[{"s":"/1.jpg","w":900,"h":600},{"s":"/1.jpg","w":900,"h":600},{"s":"/2.jpg"}]')),
    )
    expect(list?.images).toEqual([
      { address: `${origin}/1.jpg`, alternatives: [], width: 900, height: 600 },
      { address: `${origin}/2.jpg`, alternatives: [] },
    ])
  })
})

describe('mainPictureList', () => {
  it('is the longest without thumbnails', () => {
    const small = [1, 2, 3, 4].map((n) => `{"src":"/t/${n}.jpg","width":90,"height":60}`).join()
    const found = findPictureLists(open(script(`a = [${small}]; b = ["/1.jpg", "/2.jpg"]`)))
    expect(mainPictureList(found)?.images.map(({ address }) => short(address))).toEqual(['/1.jpg', '/2.jpg'])
    expect(mainPictureList([])).toBeNull()
  })
})

describe('a page with a list in a script', () => {
  const read = (html: string) => {
    const page = {
      address: `${origin}/g/1`,
      bytes: Buffer.from(html),
      contentType: 'text/html; charset=utf-8',
    }
    return extract(page, automatic, plainContext)
  }
  const taken = (html: string) => read(html).images.map(({ address }) => short(address))

  it('takes the list where it shows no picture', () => {
    const html = `<div id="app"></div>${script('x = ["/1.jpg", "/2.jpg", "/3.jpg"]')}`
    expect(taken(html)).toEqual(['/1.jpg', '/2.jpg', '/3.jpg'])
    expect(read(html).judgement).toMatchObject({ kind: 'gallery', obstacle: null })
  })

  it('takes the list that continues what it shows', () => {
    expect(taken(`<img src="/1.jpg">${script('x = ["/1.jpg", "/2.jpg", "/3.jpg"]')}`)).toHaveLength(3)
  })

  it('takes the larger versions of the list', () => {
    const list = [1, 2].map((n) => `{"thumb":"/t/${n}.jpg","original":"/o/${n}.jpg"}`).join()
    expect(taken(`<img src="/t/1.jpg"><img src="/t/2.jpg">${script(`x = [${list}]`)}`)).toEqual([
      '/o/1.jpg',
      '/o/2.jpg',
    ])
  })

  it('does not take a list of other pictures', () => {
    expect(
      taken(`<img src="/1.jpg"><img src="/2.jpg">${script('x = ["/a.jpg", "/b.jpg", "/c.jpg"]')}`),
    ).toEqual(['/1.jpg', '/2.jpg'])
  })
})
