import { addressAt, type PageRange } from '@shared/page-range/page-range'
import type { GivenAddress } from './input/read-addresses'
import type { Terminal } from './output/terminal'

/** Most repeated addresses that are named. */
const mostNamed = 20

/** What a range asks a site for: what stands behind `#` never reaches it, and a host has one spelling. */
function askedFor(range: PageRange): string {
  if (range.count !== 1) return range.canonical.replace(/#.*$/s, '')
  const url = new URL(addressAt(range, 0))
  url.hash = ''
  return url.href
}

/**
 * The ranges of one command, each once in the order given; the user is informed of those that were given again, and of
 * the place in a list where they stand. `given` are the addresses that the ranges were read from.
 */
export function withoutRepeats(
  terminal: Terminal,
  ranges: readonly PageRange[],
  given: readonly GivenAddress[],
): readonly PageRange[] {
  const once = new Map<string, PageRange>()
  const repeats: string[] = []
  for (const [index, range] of ranges.entries()) {
    const key = askedFor(range)
    if (!once.has(key)) {
      once.set(key, range)
      continue
    }
    const place = given[index]?.place ?? null
    repeats.push(`${place === null ? '' : `${place}: `}${range.canonical}`)
  }
  for (const repeat of repeats.slice(0, mostNamed)) {
    terminal.say(`${repeat} was given before: it is downloaded once`, 'faint')
  }
  const more = repeats.length - mostNamed
  if (more > 0) terminal.say(`and ${more.toLocaleString('en')} more`, 'faint')
  return [...once.values()]
}
