import type { FailureKind } from '@shared/failure'
import type { PageRange } from '@shared/page-range'
import type { Context } from './context'
import { exitBits } from './exit-code'
import { literalNotes, pointAt, rangeMessage } from './range-words'
import { type RangeSlip, readRange } from './read-range'

/** All addresses read, or null when one could not be: then each slip has been told and nothing may begin. */
export function readRanges(
  context: Context,
  addresses: readonly string[],
  pages: string | undefined,
): readonly PageRange[] | null {
  const ranges: PageRange[] = []
  for (const address of addresses) {
    const read = readRange(address, pages)
    if (read.ok) {
      ranges.push(read.range)
      for (const note of literalNotes(read.range.literal)) context.terminal.say(note, 'faint')
    } else tellSlip(context, address, read.slip)
  }
  return ranges.length === addresses.length ? ranges : null
}

function tellSlip({ terminal, count }: Context, address: string, slip: RangeSlip): void {
  count.failed++
  count.bits |= exitBits.input
  const badScheme = slip.kind === 'range' && slip.error.code === 'bad-scheme'
  const kind: FailureKind = badScheme ? 'blocked-scheme' : 'bad-url'
  const message = slip.kind === 'range' ? rangeMessage(slip.error) : slip.message
  terminal.emit({ event: 'failed', url: address, failure: { kind, message } })
  const [what, ...where] =
    slip.kind === 'range' ? pointAt(slip.error, slip.text) : [slip.message, `  ${address.slice(0, 200)}`]
  terminal.warn(`galleon: ${what}`)
  for (const line of where) terminal.warn(line)
}
