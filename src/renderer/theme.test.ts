import { describe, expect, it } from 'vitest'
import css from './tokens.css?raw'

type Palette = Readonly<Record<string, string>>

const dark = '@media (prefers-color-scheme: dark)'
const more = '@media (prefers-contrast: more)'
const [usual = '', lightMore = '', darkMore = ''] = css.split(more)
const [lightPart = '', darkPart = ''] = usual.split(dark)

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

const grounds = ['canvas', 'side', 'bar', 'raised', 'fill', 'hover', 'selected', 'warn-soft', 'bad-soft']
const words = ['text', 'muted', 'faint', 'accent', 'ok', 'warn', 'bad']

/** What is seen on what, with the least contrast. */
function seen(
  ofWords: number,
  ofShapes: number,
): readonly (readonly [word: string, ground: string, least: number])[] {
  return [
    ...words.flatMap((word) => grounds.map((ground) => [word, ground, ofWords] as const)),
    ...['accent', 'ok', 'warn', 'bad'].flatMap((state) => [
      [state, `${state}-soft`, ofWords] as const,
      ['text', `${state}-soft`, ofWords] as const,
      ['muted', `${state}-soft`, ofWords] as const,
    ]),
    ...['accent', 'text', 'muted'].map((word) => [word, 'fill-2', ofWords] as const),
    ['on-accent', 'accent-fill', ofWords],
    ['on-accent', 'accent', ofWords],
    ['on-bad', 'bad-fill', ofWords],
    ['stage-text', 'stage', ofWords],
    ['stage-muted', 'stage', ofWords],
    ...['accent-fill', 'ok-fill', 'warn-fill', 'bad-fill', 'field-line', 'ring'].map(
      (shape) => [shape, 'canvas', ofShapes] as const,
    ),
    ...['accent-fill', 'ok-fill', 'warn-fill', 'bad-fill', 'faint'].map(
      (shape) => [shape, 'track', ofShapes] as const,
    ),
    ['field-line', 'raised', ofShapes],
  ]
}

const light = paletteOf(lightPart)
const darkened: Palette = { ...light, ...paletteOf(darkPart) }

describe.each([
  ['light', light, seen(4.5, 3)],
  ['dark', darkened, seen(4.5, 3)],
  ['light, more contrast,', { ...light, ...paletteOf(lightMore) }, seen(6, 3)],
  ['dark, more contrast,', { ...darkened, ...paletteOf(darkMore) }, seen(6, 3)],
])('in the %s theme', (_name, palette, pairs) => {
  const of = (name: string): string => palette[name] ?? expect.fail(`no colour ${name}`)

  it.each(pairs)('%s stands out on %s', (word, ground, least) => {
    expect(contrast(of(word), of(ground))).toBeGreaterThanOrEqual(least)
  })
})
