import { type Language, languageNamed } from '@shared/messages/language'
import { type Reading, readings } from '@shared/model/page-kind'
import { ProxyAddress } from '@shared/model/settings'
import { NameTemplate } from '@shared/name-template/name-template'
import { headerProblem, UserAgent } from '@shared/text/header-fields'
import { parseImageRange } from '@shared/text/image-range'
import { InvalidArgumentError } from 'commander'

/** A folder; an empty word does not mean the current one. */
export function parseFolder(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give a folder; . is the current one.')
  return text
}

/** A file to read; `-` is standard input. */
export function parseFile(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give the name of a file.')
  return text
}

/** A language, named by any tag or locale of it: `zh`, `zh_CN.UTF-8`, `en-US`. */
export function parseLanguage(text: string): Language {
  const language = languageNamed(text)
  if (language === null) throw new InvalidArgumentError('Allowed choices are en, zh-CN.')
  return language
}

const sizeUnits: Readonly<Record<string, number>> = {
  '': 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
}

/** Bytes with the suffixes of curl, yt-dlp and gallery-dl, powers of 1024: `500k`, `1.5M`, `2G`, `300KiB`. */
export function parseBytes(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text.trim()) ?? []
  const bytes = Math.round(Number(number) * (sizeUnits[(unit ?? '').toLowerCase()] ?? Number.NaN))
  if (number === undefined || !Number.isSafeInteger(bytes)) {
    throw new InvalidArgumentError('Give a size such as 500k, 1.5M or 2G.')
  }
  return bytes
}

/** Bytes per second, at least 1k: below it no time limit would hold. */
export function parseRate(text: string): number {
  const bytes = parseBytes(text.replace(/\/s$/i, ''))
  if (bytes < 1024) throw new InvalidArgumentError('Give at least 1k.')
  return bytes
}

/** A whole number from 1 to `most`. */
export function parseCount(most: number): (text: string) => number {
  return (text) => {
    const count = /^\d{1,9}$/.test(text) ? Number(text) : 0
    if (count < 1 || count > most) throw new InvalidArgumentError(`Give a whole number from 1 to ${most}.`)
    return count
  }
}

/** Seconds, fractions too, as milliseconds; at most ten minutes. */
export function parseSeconds(text: string): number {
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : -1
  if (ms < 0 || ms > 600_000) throw new InvalidArgumentError('Give seconds from 0 to 600, such as 1.5.')
  return ms
}

/** Milliseconds, at most a minute. */
export function parseMilliseconds(text: string): number {
  const ms = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (ms < 0 || ms > 60_000) throw new InvalidArgumentError('Give milliseconds from 0 to 60000.')
  return ms
}

/** A proxy address; throws what commander reports. */
export function parseProxy(text: string): string {
  const parsed = ProxyAddress.safeParse(text)
  if (!parsed.success) {
    throw new InvalidArgumentError('Give an address such as http://host:8080 or socks5://host:1080.')
  }
  return parsed.data
}

/** A template of names; throws what commander reports. */
export function parseNameTemplate(text: string): string {
  const parsed = NameTemplate.safeParse(text)
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError(`${parsed.error.issues[0]?.message ?? 'Not a template'}.`)
}

/** A port to listen on; 0 stands for any free one. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (port < 0 || port > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.')
  return port
}

/** `Name: value`, as curl takes it; several are collected, the last one of a name counts. */
export function parseHeader(text: string, before: Readonly<Record<string, string>> = {}) {
  const at = text.indexOf(':')
  const name = text.slice(0, Math.max(0, at)).trim()
  const value = text.slice(at + 1).trim()
  if (at < 1 || value === '') throw new InvalidArgumentError("Give a header such as 'Accept-Language: en'.")
  const problem = headerProblem(name, value)
  if (problem !== null) throw new InvalidArgumentError(problem)
  return { ...before, [name.toLowerCase()]: value }
}

/** A User-Agent; throws what commander reports. */
export function parseUserAgent(text: string): string {
  const parsed = UserAgent.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError('Give one line that is not empty.')
  return parsed.data
}

/** gallery-dl: −1 is without end. */
export function parseRetries(text: string): number {
  const retries = /^-?\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (!(retries >= -1 && retries <= 1000)) {
    throw new InvalidArgumentError('Give a whole number from 0 to 1000, or -1 for retries without end.')
  }
  return retries
}

/** Seconds as milliseconds; throws what commander reports. */
export function parseTimeout(text: string): number {
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : Number.NaN
  if (!(ms >= 100 && ms <= 600_000)) throw new InvalidArgumentError('Give seconds from 0.1 to 600.')
  return ms
}

/** A Referer address; throws what commander reports. */
export function parseReferer(text: string): string {
  if (text === 'none' || text === 'origin') return text
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw new InvalidArgumentError('Give none, origin, or an address that begins with http:// or https://.')
}

/** Formats of pictures, best first, separated by commas, in any case, with or without a dot: `png,jpg`. */
export function parseFormats(text: string): string[] {
  const formats = text.split(',').map((one) => one.trim().replace(/^\./, '').toLowerCase())
  if (formats.length > 10 || !formats.every((one) => /^[a-z0-9]{2,5}$/.test(one))) {
    throw new InvalidArgumentError('Give 1 to 10 formats, best first, such as png,jpg.')
  }
  return [...new Set(formats)]
}

/** What a page is to be taken for. */
export function parsePageKind(text: string): Reading {
  const kind = readings.find((one) => one === text.trim().toLowerCase())
  if (kind === undefined) {
    throw new InvalidArgumentError(`Allowed choices are ${readings.join(', ')}.`)
  }
  return kind
}

/** Which images of a gallery, such as `1-10,12`; throws what commander reports. */
export function parseImages(text: string): string {
  if (parseImageRange(text) === null) {
    throw new InvalidArgumentError(
      'Give positions from 1 on: 5, 8-20, 8-, 1:24:3 (the end of a slice is excluded), or several joined by commas.',
    )
  }
  return text
}
