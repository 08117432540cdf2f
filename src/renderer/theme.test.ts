import { describe, expect, it } from 'vitest'
import kitCss from './components/kit/tokens.css?raw'
import css from './theme.css?raw'

type Palette = Readonly<Record<string, string>>

const dark = '@media (prefers-color-scheme: dark)'
const [lightPart = '', darkPart = ''] = css.split(dark)
const [lightKit = '', darkKit = ''] = kitCss.split(dark)

function paletteOf(part: string): Palette {
  return Object.fromEntries(
    [...part.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
  )
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.1, contrast ratio. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const words = ['text', 'muted', 'accent', 'ok', 'warn', 'bad']
const grounds = ['canvas', 'surface', 'bar', 'raised', 'field', 'hover', 'selected', 'warn-soft', 'bad-soft']
const fills = ['accent-fill', 'ok-fill', 'warn-fill', 'bad-fill']

describe.each([
  ['light', paletteOf(lightPart)],
  ['dark', paletteOf(darkPart)],
])('in the %s theme', (_name, palette) => {
  const of = (name: string): string => palette[name] ?? expect.fail(`no colour ${name}`)

  it.each(words.flatMap((word) => grounds.map((ground) => [word, ground] as const)))(
    '%s can be read on %s',
    (word, ground) => {
      expect(contrast(of(word), of(ground))).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each(['accent-fill', 'accent-fill-hover'])('the words of a main button can be read on %s', (ground) => {
    expect(contrast(of('on-accent'), of(ground))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(fills)('%s stands out from the track of a bar and from the page', (fill) => {
    expect(contrast(of(fill), of('track'))).toBeGreaterThanOrEqual(3)
    expect(contrast(of(fill), of('canvas'))).toBeGreaterThanOrEqual(3)
  })

  it('the edge of a field stands out from the page', () => {
    expect(contrast(of('field-line'), of('canvas'))).toBeGreaterThanOrEqual(3)
    expect(contrast(of('field-line'), of('raised'))).toBeGreaterThanOrEqual(3)
  })
})

/** What is seen on what in the new look, with the least contrast. */
const seen: readonly (readonly [string, string, number])[] = [
  ...['text', 'muted', 'faint', 'accent', 'ok', 'warn', 'bad'].flatMap((word) =>
    ['canvas', 'side', 'bar', 'raised', 'fill', 'hover', 'selected'].map(
      (ground) => [word, ground, 4.5] as const,
    ),
  ),
  ...['accent', 'ok', 'warn', 'bad'].flatMap((state) => [
    [state, `${state}-soft`, 4.5] as const,
    ['text', `${state}-soft`, 4.5] as const,
  ]),
  ['on-accent', 'accent-fill', 4.5],
  ['accent-fill', 'track', 3],
  ['bad-fill', 'track', 3],
  ['field-line', 'canvas', 3],
  ['field-line', 'raised', 3],
]

describe.each([
  ['light', paletteOf(lightKit)],
  ['dark', paletteOf(darkKit)],
])('in the %s theme of the new look', (_name, palette) => {
  const of = (name: string): string => palette[name] ?? expect.fail(`no colour ${name}`)

  it.each(seen)('%s stands out on %s', (word, ground, least) => {
    expect(contrast(of(word), of(ground))).toBeGreaterThanOrEqual(least)
  })
})
