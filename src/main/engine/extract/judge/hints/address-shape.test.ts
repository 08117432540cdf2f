import { describe, expect, it } from 'vitest'
import { pageShape, pictureShape } from './address-shape'

const on = (path: string) => `https://h.test${path}`

describe('addresses of one shape', () => {
  it.each([
    ['folders with an index file', '/flora/Globe%20flower/index.html', '/flora/Wood%20sage/index.html'],
    ['numbers', '/view/12.html', '/view/7.html'],
    ['shards of a hash', '/img/f/a/d8eb6df97e363a3cee44542.html', '/img/3/b/d8eb241bda633378de30ee.html'],
    ['shards of two digits', '/m/0a/fe/x.html', '/m/d2/31/y.html'],
  ])('%s', (_, a, b) => {
    expect(pageShape(on(a))).toBe(pageShape(on(b)))
  })

  it.each([
    ['an index file and a page', '/flora/sage/index.html', '/flora/sage.html'],
    ['languages', '/de/view/x.html', '/fr/view/x.html'],
    ['folders at different depth', '/a/x/index.html', '/a/b/x/index.html'],
  ])('not %s', (_, a, b) => {
    expect(pageShape(on(a))).not.toBe(pageShape(on(b)))
  })

  it('keeps pictures in shards together', () => {
    expect(pictureShape(on('/thumb/f/a/x.png'))).toBe(pictureShape(on('/thumb/3/9/y.png')))
    expect(pictureShape(on('/de/x.png'))).not.toBe(pictureShape(on('/fr/x.png')))
  })
})
