import { addToast } from '../components/toast'
import type { Words } from '../i18n'
import { copyLines } from './copy-lines'
import { attempt } from './failures/attempt'

// One is said in other words also where a language has no plural.

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
