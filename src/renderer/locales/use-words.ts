import type { Language } from '@shared/messages/language'
import { useSyncExternalStore } from 'react'
import { i18n, type Words } from './i18n'

interface Spoken {
  /** Gives the words of a key such as `downloads:pause`. Another function in each language. */
  readonly t: Words
  readonly language: Language
}

const spoken = new Map<string, Spoken>()

function current(): Spoken {
  const name = i18n.language
  let words = spoken.get(name)
  if (words === undefined) {
    words = { t: i18n.getFixedT(name), language: name === 'zh-CN' ? 'zh-CN' : 'en' }
    spoken.set(name, words)
  }
  return words
}

function subscribe(listener: () => void): () => void {
  i18n.on('languageChanged', listener)
  return () => i18n.off('languageChanged', listener)
}

/**
 * The words of every feature and the language they are in; renders again when it changes.
 *
 * Lighter than react-i18next's hook, which every cell of a long list would pay for at every scroll.
 */
export function useWords(): Spoken {
  return useSyncExternalStore(subscribe, current)
}
