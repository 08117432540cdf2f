import type { PageRange } from '@shared/page-range'
import { counted } from './format'
import type { Terminal } from './terminal'

/** The ranges of one command, each once in the order given; the user is informed of those that were given again. */
export function withoutRepeats(terminal: Terminal, ranges: readonly PageRange[]): readonly PageRange[] {
  const once = [...new Map(ranges.map((range) => [range.canonical, range])).values()]
  const repeats = ranges.length - once.length
  if (repeats > 0) {
    const what = repeats === 1 ? 'One address was' : `${counted(repeats, 'repetition')} of addresses were`
    terminal.say(`${what} given again: each address is downloaded once`, 'faint')
  }
  return once
}
