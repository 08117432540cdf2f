import type { Words } from '../i18n'

// One is said in other words also where a language has no plural.

export function copyAddressesText(t: Words, count: number): string {
  return count === 1 ? t('downloads:copy-address') : t('downloads:detail.copy-addresses', { count })
}

export function copiedAddressesText(t: Words, count: number): string {
  return count === 1 ? t('downloads:copied-address') : t('downloads:detail.copied-addresses', { count })
}
