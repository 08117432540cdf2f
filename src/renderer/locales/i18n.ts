import type { Language } from '@shared/messages/language'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import enCheck from './en/check'
import enCommon from './en/common'
import enCrawls from './en/crawls'
import enDownloads from './en/downloads'
import enLibrary from './en/library'
import enNewDownload from './en/new-download'
import enProblems from './en/problems'
import enRecipes from './en/recipes'
import enSettings from './en/settings'
import enViewer from './en/viewer'
import enWhatsNew from './en/whats-new'
import zhCheck from './zh-CN/check'
import zhCommon from './zh-CN/common'
import zhCrawls from './zh-CN/crawls'
import zhDownloads from './zh-CN/downloads'
import zhLibrary from './zh-CN/library'
import zhNewDownload from './zh-CN/new-download'
import zhProblems from './zh-CN/problems'
import zhRecipes from './zh-CN/recipes'
import zhSettings from './zh-CN/settings'
import zhViewer from './zh-CN/viewer'
import zhWhatsNew from './zh-CN/whats-new'

/** English words by feature; its shape types every other language (`Localized`). */
export const en = {
  check: enCheck,
  common: enCommon,
  crawls: enCrawls,
  downloads: enDownloads,
  'new-download': enNewDownload,
  problems: enProblems,
  library: enLibrary,
  viewer: enViewer,
  settings: enSettings,
  recipes: enRecipes,
  'whats-new': enWhatsNew,
}

/** Simplified Chinese words by feature. */
export const zhCN = {
  check: zhCheck,
  common: zhCommon,
  crawls: zhCrawls,
  downloads: zhDownloads,
  'new-download': zhNewDownload,
  problems: zhProblems,
  library: zhLibrary,
  viewer: zhViewer,
  settings: zhSettings,
  recipes: zhRecipes,
  'whats-new': zhWhatsNew,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en
    enableSelector: false
  }
}

/** The translations, for code outside of components. */
export const i18n = i18next.createInstance()

/** Gives the words of a key such as `downloads:pause`, in the language that is spoken now. */
export type Words = (typeof i18n)['t']

/** Must have run before the first render; the words are bundled, so it ends in the same turn. */
export function startI18n(language: Language): void {
  void i18n.use(initReactI18next).init({
    resources: { en, 'zh-CN': zhCN },
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(en),
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** The language that the window speaks now. */
export function spokenLanguage(): Language {
  return i18n.language === 'zh-CN' ? 'zh-CN' : 'en'
}

/** Switches every word on the screen, and `<html lang>` with it: fonts and screen readers follow that. */
export function speak(language: Language): void {
  if (i18n.language === language) return
  document.documentElement.lang = language
  void i18n.changeLanguage(language)
}
