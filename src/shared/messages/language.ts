import type { Settings } from '../model/settings'

/** Languages that the program speaks, as BCP 47 tags. */
export type Language = 'en' | 'zh-CN'

/**
 * The spoken language that a locale means: a BCP 47 tag or a POSIX locale such as `zh_CN.UTF-8`, in any case; null for
 * one that is not spoken. Every Chinese locale means simplified Chinese, the only Chinese there is.
 */
export function languageNamed(locale: string): Language | null {
  const [, language] = /^(en|zh)(?:[-_.@].*)?$/i.exec(locale.trim()) ?? []
  return language === undefined ? null : language.toLowerCase() === 'zh' ? 'zh-CN' : 'en'
}

/**
 * Language to speak: the chosen one, else that of the system (a BCP 47 tag), else English.
 */
export function languageFor(setting: Settings['language'], systemLocale: string): Language {
  if (setting !== 'system') return setting
  return languageNamed(systemLocale) ?? 'en'
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
