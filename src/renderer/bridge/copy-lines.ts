import { longestCopy } from '@shared/contract/desktop-commands'
import { firstAddress, type RangeAddress, rangeOf } from '@shared/page-range/page-range'
import { addToast } from '../components/overlays/toast'
import { i18n, type Words } from '../locales/i18n'
import { attempt } from './attempt'
import { invoke } from './bridge'

/** The label of the command that copies addresses: a single one has words of its own, also in a language without plural. */
export function copyAddressesText(t: Words, count: number): string {
  return count === 1 ? t('downloads:copy-address') : t('downloads:detail.copy-addresses', { count })
}

function copiedAddressesText(t: Words, count: number): string {
  return count === 1 ? t('downloads:copied-address') : t('downloads:detail.copied-addresses', { count })
}

/** Puts addresses on the clipboard and says how many. */
export async function copyAddresses(t: Words, addresses: readonly string[]): Promise<void> {
  await attempt(async () => {
    const count = await copyLines(addresses)
    addToast({ title: copiedAddressesText(t, count) })
  })
}

/** The first address of a range: a browser does not know ranges. */
export function firstPage(address: RangeAddress): string {
  return firstAddress(rangeOf(address))
}

/**
 * Puts lines on the clipboard, as many from the first on as it takes, and resolves with their number; a toast reports missing
 * ones. Throws FailureError if the engine refuses.
 */
export async function copyLines(lines: readonly string[]): Promise<number> {
  const count = countThatFits(lines, longestCopy)
  await invoke('copyText', lines.slice(0, count).join('\n'))
  if (count < lines.length) {
    addToast({ title: i18n.t('downloads:detail.copied-part', { count, total: lines.length }) })
  }
  return count
}

/** How many lines from the first on, with a break between each two, are at most `longest` UTF-16 units. */
export function countThatFits(lines: readonly string[], longest: number): number {
  let length = -1
  for (const [count, line] of lines.entries()) {
    length += line.length + 1
    if (length > longest) return count
  }
  return lines.length
}
