import type { Settings } from '@shared/model/settings'

/** Languages that the program speaks. */
export type Language = 'en' | 'zh-CN'

/** Language to speak: the chosen one, else that of the system (a BCP 47 tag), else English. */
export function languageOf(setting: Settings['language'], systemLocale: string): Language {
  if (setting !== 'system') return setting
  return /^zh\b/i.test(systemLocale) ? 'zh-CN' : 'en'
}
