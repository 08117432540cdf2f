import type { Settings } from '../model/settings'

/** Languages that the program speaks, as BCP 47 tags. */
export type Language = 'en' | 'zh-CN'

/**
 * Language to speak: the chosen one, else that of the system (a BCP 47 tag), else English. Every Chinese system gets
 * simplified Chinese, the only Chinese there is.
 */
export function languageFor(setting: Settings['language'], systemLocale: string): Language {
  if (setting !== 'system') return setting
  return /^zh\b/i.test(systemLocale) ? 'zh-CN' : 'en'
}

/**
 * Shape of the words in another language: the same keys as English, except that a language without plural forms has
 * no `_one`.
 */
export type Localized<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string
    ? string
    : Localized<T[K]>
}
