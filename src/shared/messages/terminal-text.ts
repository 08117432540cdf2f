import { en, type TerminalMessages } from './en/terminal'
import {
  type Counted,
  counted,
  formatBytes,
  formatCount,
  formatDuration,
  formatShare,
  formatSpeed,
  formatUntil,
} from './format'
import type { Language } from './language'
import { detailInChinese } from './zh-CN/details'
import { zhCN } from './zh-CN/terminal'

/** The words and formats of the terminal in one language. */
export interface TerminalTexts extends TerminalMessages {
  readonly language: Language
  /** A technical detail, which the engine and the parser of the command line give in English. */
  detail(english: string): string
  /** `1 image`, `2,000 images`. */
  counted(count: number, thing: Counted): string
  /** `12,345`. */
  count(count: number): string
  bytes(bytes: number): string
  speed(bytesPerSecond: number): string
  /** A length of time in seconds. */
  duration(seconds: number): string
  /** A share of 0 to 1 as whole percent. */
  share(share: number): string
  /** A moment to come, in milliseconds since 1970. */
  until(moment: number): string
}

const messages: Readonly<Record<Language, TerminalMessages>> = { en, 'zh-CN': zhCN }

/** All that the terminal says in this language. */
export function terminalTexts(language: Language): TerminalTexts {
  return {
    ...messages[language],
    language,
    detail: (english) => (language === 'zh-CN' ? detailInChinese(english) : english),
    counted: (count, thing) => counted(count, thing, language),
    count: (count) => formatCount(count, language),
    bytes: (bytes) => formatBytes(bytes, language),
    speed: (bytesPerSecond) => formatSpeed(bytesPerSecond, language),
    duration: (seconds) => formatDuration(seconds, language),
    share: (share) => formatShare(share, language),
    until: (moment) => formatUntil(moment, Date.now(), language),
  }
}
