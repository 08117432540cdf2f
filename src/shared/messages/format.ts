import type { RecipeSummary } from '../model/recipe'
import type { EpochMs } from '../model/units'
import type { Language } from './language'

/** Titles that describe: those of all other recipes are names of sites. */
const described: Readonly<Record<Language, { readonly automatic: string; readonly numberedGbk: string }>> = {
  en: { automatic: 'Automatic', numberedGbk: 'Numbered pages in GBK' },
  'zh-CN': { automatic: '自动', numberedGbk: 'GBK 编码的编号页面' },
}

/** The title of a recipe as users see it; what a user wrote and the name of a site stay as they are. */
export function recipeTitle(
  { name, origin, title }: Pick<RecipeSummary, 'name' | 'origin' | 'title'>,
  language: Language,
): string {
  const words = described[language]
  if (origin === 'automatic') return words.automatic
  return origin === 'built-in' && name === 'numbered-gbk' ? words.numberedGbk : title
}

// Numbers and times in the language of the user. Pure: the language and the present are arguments.

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const

const counts = new Map<Language, Intl.NumberFormat>()
const decimals = new Map<Language, Intl.NumberFormat>()
const percents = new Map<Language, Intl.NumberFormat>()
const days = new Map<Language, Intl.DateTimeFormat>()
const daysWithYear = new Map<Language, Intl.DateTimeFormat>()

/** Formatters are costly to make and rows ask for many: one each per language. */
function cached<T>(kept: Map<Language, T>, language: Language, make: () => T): T {
  let found = kept.get(language)
  if (found === undefined) {
    found = make()
    kept.set(language, found)
  }
  return found
}

/** A whole number with the language's grouping: `12,345`. */
export function formatCount(count: number, language: Language): string {
  return cached(counts, language, () => new Intl.NumberFormat(language)).format(count)
}

/**
 * Bytes in decimal units (1 KB = 1000 B) with about three significant digits: `0 B`, `119 KB`, `3.1 MB`, `55.0 MB`.
 */
export function formatBytes(bytes: number, language: Language): string {
  let value = Math.max(0, bytes)
  let unit = 0
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000
    unit += 1
  }
  const text =
    unit < 2 || value >= 99.95
      ? formatCount(Math.round(value), language)
      : cached(
          decimals,
          language,
          () => new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
        ).format(value)
  return `${text} ${byteUnits[unit] ?? 'PB'}`
}

/** `12.4 MB/s`. */
export function formatSpeed(bytesPerSecond: number, language: Language): string {
  return `${formatBytes(bytesPerSecond, language)}/s`
}

/** A limit of speed that a user chose: `2 MB/s`, `1.5 MB/s`; it does not move, so it needs no fixed width. */
export function formatLimit(bytesPerSecond: number, language: Language): string {
  return formatSpeed(bytesPerSecond, language).replace(/[.,]0(?= )/, '')
}

/** A share of 0 to 1 as whole percent, never 100 before it is reached. */
export function formatShare(share: number, language: Language): string {
  const whole = share >= 1 ? 1 : Math.min(0.99, Math.max(0, Math.floor(share * 100) / 100))
  return cached(percents, language, () => new Intl.NumberFormat(language, { style: 'percent' })).format(whole)
}

const durationUnits = {
  en: { s: ' s', min: ' min', h: ' h', d: ' d', gap: ' ' },
  'zh-CN': { s: ' 秒', min: ' 分', h: ' 小时', d: ' 天', gap: ' ' },
} as const satisfies Record<Language, unknown>

/** A length of time in its two largest units: `41 s`, `1 min 34 s`, `2 h 5 min`, `3 d 4 h`; beyond 99 days `> 99 d`. */
export function formatDuration(seconds: number, language: Language): string {
  const unit = durationUnits[language]
  const whole = Math.max(0, Math.ceil(seconds))
  if (whole < 60) return `${whole}${unit.s}`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return join(minutes, unit.min, whole % 60, unit.s, unit.gap)
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return join(hours, unit.h, minutes % 60, unit.min, unit.gap)
  const days = Math.floor(hours / 24)
  if (days > 99) return `> 99${unit.d}`
  return join(days, unit.d, hours % 24, unit.h, unit.gap)
}

/** A pause in milliseconds: below ten seconds to a tenth, `0.1 s`, so that a short one is not said to be a whole second. */
export function formatPause(milliseconds: number, language: Language): string {
  const seconds = Math.ceil(milliseconds / 100) / 10
  if (seconds >= 10 || Number.isInteger(seconds)) return formatDuration(seconds, language)
  return `${seconds.toFixed(1)}${durationUnits[language].s}`
}

function join(major: number, majorUnit: string, minor: number, minorUnit: string, gap: string): string {
  return minor === 0 ? `${major}${majorUnit}` : `${major}${majorUnit}${gap}${minor}${minorUnit}`
}

/** Whole seconds until a moment, never below zero. */
export function secondsUntil(moment: EpochMs, now: EpochMs): number {
  return Math.max(0, Math.ceil((moment - now) / 1000))
}

/** The time of day: `14:05`, or `2:05 PM` where the language writes so. */
export function formatTime(moment: EpochMs, language: Language): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(moment)
}

/** Date and time of day. */
export function formatDateTime(moment: EpochMs, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(moment)
}

/** A moment to come: the time of day; with the date when it is more than half a day away. */
export function formatUntil(moment: EpochMs, now: EpochMs, language: Language): string {
  const isNear = secondsUntil(moment, now) < 12 * 3600
  return isNear ? formatTime(moment, language) : formatDateTime(moment, language)
}

/** The day, `3 Mar` as the language writes it; with the year when it is not the year of `now`. */
export function formatDay(moment: EpochMs, now: EpochMs, language: Language): string {
  const thisYear = new Date(moment).getFullYear() === new Date(now).getFullYear()
  const kept = thisYear ? days : daysWithYear
  const year = thisYear ? {} : { year: 'numeric' as const }
  return cached(
    kept,
    language,
    () => new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', ...year }),
  ).format(moment)
}

/** A clause as a sentence: with a capital, where the script has one, and a full stop. */
export function asSentence(clause: string, language: Language): string {
  return `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}${language === 'zh-CN' ? '。' : '.'}`
}

/** Things that are counted in sentences. */
export type Counted =
  | 'image'
  | 'picture'
  | 'video'
  | 'page'
  | 'gallery'
  | 'file'
  | 'problem'
  | 'task'
  | 'download'

const english: Readonly<Record<Counted, readonly [one: string, other: string]>> = {
  image: ['image', 'images'],
  picture: ['picture', 'pictures'],
  video: ['video', 'videos'],
  page: ['page', 'pages'],
  gallery: ['gallery', 'galleries'],
  file: ['file', 'files'],
  problem: ['problem', 'problems'],
  task: ['task', 'tasks'],
  download: ['download', 'downloads'],
}

/** Chinese has no plural; each noun has its measure word. */
const chinese: Readonly<Record<Counted, string>> = {
  image: '张图片',
  picture: '张图片',
  video: '个视频',
  page: '个页面',
  gallery: '个图集',
  file: '个文件',
  problem: '个问题',
  task: '个任务',
  download: '个下载',
}

/** `1 image`, `2,000 images`; `2,000 张图片`. */
export function counted(count: number, thing: Counted, language: Language): string {
  const [one, other] = english[thing]
  const noun = language === 'zh-CN' ? chinese[thing] : count === 1 ? one : other
  return `${formatCount(count, language)} ${noun}`
}

/** What a page shows, videos apart: `4 pictures`, `3 pictures and 1 video`, `1 video`; `3 张图片和 1 个视频`. */
export function countedMedia(
  { imageCount, videoCount }: { readonly imageCount: number; readonly videoCount: number },
  picture: 'image' | 'picture',
  language: Language,
): string {
  const pictures = counted(imageCount - videoCount, picture, language)
  if (videoCount === 0) return pictures
  const videos = counted(videoCount, 'video', language)
  if (videoCount === imageCount) return videos
  return language === 'zh-CN' ? `${pictures}和 ${videos}` : `${pictures} and ${videos}`
}
