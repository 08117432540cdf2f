import { counted } from '@shared/messages/format'
import type { FailureKind } from '@shared/model/failure'
import type { PageRange } from '@shared/page-range/page-range'
import type { Context } from '../context'
import { exitBits } from '../exit-code'
import { literalNotes, pointAt, rangeMessage } from '../range-words'
import { type RangeSlip, readRange } from '../read-range'
import type { GivenAddress } from './read-addresses'

/** Most errors, and most notes, of one command that are shown to people: a list may hold millions of lines. */
const mostShown = 20

/** All addresses read, or null when one could not be: then every error was reported and nothing may begin. */
export function readRanges(
  context: Context,
  addresses: readonly GivenAddress[],
  pages: string | undefined,
): readonly PageRange[] | null {
  const { terminal } = context
  const ranges: PageRange[] = []
  const notes: string[] = []
  let slips = 0
  for (const given of addresses) {
    const read = readRange(given.text, pages)
    if (read.ok) {
      ranges.push(read.range)
      for (const note of literalNotes(read.range.literal)) notes.push(`note: ${placeOf(given)}${note}`)
    } else {
      slips++
      reportSlip(context, given, read.slip, slips <= mostShown)
    }
  }
  for (const note of notes.slice(0, mostShown)) terminal.say(note, 'faint')
  if (notes.length > mostShown) terminal.say(`note: ${notes.length - mostShown} more of the same`, 'faint')
  if (slips > mostShown) terminal.warn(`galleon: ${counted(slips - mostShown, 'more error')} in addresses`)
  return slips === 0 ? ranges : null
}

/** `list.txt:3: `, or nothing for an address of the command line. */
function placeOf({ place }: GivenAddress): string {
  return place === null ? '' : `${place}: `
}

function reportSlip(
  { terminal, count }: Context,
  given: GivenAddress,
  slip: RangeSlip,
  isShown: boolean,
): void {
  count.failed++
  count.bits |= exitBits.input
  const badScheme = slip.kind === 'range' && slip.error.code === 'bad-scheme'
  const kind: FailureKind = badScheme ? 'blocked-scheme' : 'bad-url'
  const place = placeOf(given)
  const message = place + (slip.kind === 'range' ? rangeMessage(slip.error) : slip.message)
  terminal.emit({ event: 'failed', url: given.text, failure: { kind, message } })
  if (!isShown) return
  const [what, ...where] =
    slip.kind === 'range' ? pointAt(slip.error, slip.text) : [slip.message, `  ${given.text.slice(0, 200)}`]
  terminal.warn(`galleon: ${place}${what}`)
  for (const line of where) terminal.warn(line)
}
