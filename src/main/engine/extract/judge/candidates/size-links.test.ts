import { expect, it } from 'vitest'
import { extract } from '../../extract'
import { plainContext } from '../../extraction'
import { automatic } from '../../recipes/recipe-book'

const page = { address: 'https://site.test/g/1.html', contentType: 'text/html; charset=utf-8' }

/** The pictures of a page, each as its own name with those of its other versions behind it. */
function namesOf(html: string): readonly (readonly string[])[] {
  const { images } = extract({ ...page, bytes: Buffer.from(html) }, automatic, plainContext)
  const nameOf = (address: string) => address.split('/').at(-1) ?? ''
  return images.map(({ address, alternatives }) => [address, ...alternatives].map(nameOf))
}

const sizes = (labels: readonly string[], name = '1') =>
  [320, 1024, 2048].map((width, at) => `<a href="${name}-${width}.png">${labels[at]}</a>`).join(' ')
const shown = '<h1>Boat</h1><p><img src="1-640.png" width="640" height="480"></p>'
const all = ['1-2048.png', '1-640.png', '1-1024.png', '1-320.png']

it.each([
  ['numbers alone', `${shown}Sizes: ${sizes(['320', '1024', '2048'])}`, [all]],
  ['numbers with a unit', `${shown}<p>${sizes(['320 px', '1024 px', '2048px'])}</p>`, [all]],
  ['both sides', `${shown}<p>${sizes(['320 x 240', '1024 x 768', '2048 × 1536'])}</p>`, [all]],
  ['a word and a number', `${shown}<p>${sizes(['Small (320)', 'Medium 1024', 'Large: 2048'])}</p>`, [all]],
  [
    'beside each of several pictures',
    ['1', '2', '3']
      .map((n) => `<p><img src="${n}-640.png"> ${sizes(['320', '1024', '2048'], n)}</p>`)
      .join(''),
    [all, all.map((name) => name.replace('1-', '2-')), all.map((name) => name.replace('1-', '3-'))],
  ],
  ['without a picture', `<h1>Boat</h1>${sizes(['320', '1024', '2048'])}`, [['1-2048.png']]],
  [
    'smaller than the original',
    `<img src="1.png" width="640">${sizes(['320', '1024', '2048'])}`,
    [['1.png', '1-2048.png', '1-1024.png', '1-320.png']],
  ],
])('links to sizes of one picture are its versions: %s', (_, html, pictures) => {
  expect(namesOf(html)).toEqual(pictures)
})

const numbered = (label: (n: number) => string) =>
  [1001, 1002, 1003].map((n) => `<p><a href="photo-${n}.jpg">${label(n)}</a></p>`).join('')

it('pictures with a name and a number of their own are no sizes', () => {
  const lines = [110, 150, 300].map((n) => `<p><a href="bus-${n}.jpg">Bus ${n}</a></p>`).join('')
  expect(namesOf(lines).map(([name]) => name)).toEqual(['bus-110.jpg', 'bus-150.jpg', 'bus-300.jpg'])
})

it.each([
  ['in a list', numbered((n) => `Photo ${n}`)],
  ['in a list of numbers', numbered(String)],
  ['behind one that is shown', `<p><img src="photo-1001.jpg"></p>${numbered(String)}`],
])('pictures that are numbered are no sizes: %s', (_, html) => {
  expect(namesOf(html).map(([name]) => name)).toEqual(['photo-1001.jpg', 'photo-1002.jpg', 'photo-1003.jpg'])
})
