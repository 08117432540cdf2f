import enCheck from '../src/renderer/locales/en/check'
import enCommon from '../src/renderer/locales/en/common'
import enCrawls from '../src/renderer/locales/en/crawls'
import enDownloads from '../src/renderer/locales/en/downloads'
import enLibrary from '../src/renderer/locales/en/library'
import enNewDownload from '../src/renderer/locales/en/new-download'
import enProblems from '../src/renderer/locales/en/problems'
import enRecipes from '../src/renderer/locales/en/recipes'
import enSettings from '../src/renderer/locales/en/settings'
import enViewer from '../src/renderer/locales/en/viewer'
import enWhatsNew from '../src/renderer/locales/en/whats-new'
import zhCheck from '../src/renderer/locales/zh-CN/check'
import zhCommon from '../src/renderer/locales/zh-CN/common'
import zhCrawls from '../src/renderer/locales/zh-CN/crawls'
import zhDownloads from '../src/renderer/locales/zh-CN/downloads'
import zhLibrary from '../src/renderer/locales/zh-CN/library'
import zhNewDownload from '../src/renderer/locales/zh-CN/new-download'
import zhProblems from '../src/renderer/locales/zh-CN/problems'
import zhRecipes from '../src/renderer/locales/zh-CN/recipes'
import zhSettings from '../src/renderer/locales/zh-CN/settings'
import zhViewer from '../src/renderer/locales/zh-CN/viewer'
import zhWhatsNew from '../src/renderer/locales/zh-CN/whats-new'
import { en as enFailures, type FailureMessages } from '../src/shared/messages/en/failures'
import type { Language, Localized } from '../src/shared/messages/language'
import { zhCN as zhFailures } from '../src/shared/messages/zh-CN/failures'

const en = {
  check: enCheck,
  common: enCommon,
  crawls: enCrawls,
  downloads: enDownloads,
  library: enLibrary,
  newDownload: enNewDownload,
  problems: enProblems,
  recipes: enRecipes,
  settings: enSettings,
  viewer: enViewer,
  whatsNew: enWhatsNew,
}

/** The words on the screen, by feature: tests find things by what a user reads and a screen reader says. */
export type Words = Localized<typeof en> & { readonly failures: ReturnType<typeof failures> }

const failures = ({ kinds, skipped }: FailureMessages) => ({ ...kinds, skipped })

export const words: Readonly<Record<Language, Words>> = {
  en: { ...en, failures: failures(enFailures) },
  'zh-CN': {
    check: zhCheck,
    common: zhCommon,
    crawls: zhCrawls,
    downloads: zhDownloads,
    failures: failures(zhFailures),
    library: zhLibrary,
    newDownload: zhNewDownload,
    problems: zhProblems,
    recipes: zhRecipes,
    settings: zhSettings,
    viewer: zhViewer,
    whatsNew: zhWhatsNew,
  },
}

/** Puts values into the places of a text: `fill('{{count}} images', { count: 3 })`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)(?:, \w+)?\}\}/g, (_, name: string) => String(values[name] ?? ''))
}
