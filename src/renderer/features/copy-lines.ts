import { longestCopy } from '@shared/contract/commands'
import { invoke } from '../bridge'
import { addToast } from '../components/toast'
import { i18n } from '../i18n'

/**
 * Puts lines on the clipboard and resolves with how many: as many from the first on as it takes; that some are missing
 * is told. Throws FailureError if the engine refuses.
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
