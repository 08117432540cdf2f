import { type Failure, type FailureKind, isLocal } from '../model/failure'
import type { ProblemGroup, SkipReason } from '../model/gallery'
import type { PageObstacle } from '../model/page-kind'
import type { EpochMs } from '../model/units'
import { en } from './en/failures'
import { counted, formatUntil } from './format'
import type { Language } from './language'
import { obstacleText } from './page-text'
import { zhCN } from './zh-CN/failures'

const messages = { en, 'zh-CN': zhCN } as const

/** A failure for the user. */
interface FailureText {
  /** What happened. */
  readonly sentence: string
  /** What the user can do. */
  readonly next: string
}

/** What happened to one thing, and the next step. What stands in the way of a page says more than its kind of failure. */
export function failureText(failure: Failure, language: Language, now: EpochMs = Date.now()): FailureText {
  const obstacle = obstacleWords(failure, language)
  if (obstacle !== null) return obstacle
  const { kinds, records } = messages[language]
  if (isLocal(failure) && failure.of === 'records') return records[failure.kind]
  const { sentence, next } = kinds[failure.kind]
  const time = failure.kind === 'rate-limited' ? formatUntil(failure.until, now, language) : ''
  const status = 'status' in failure ? String(failure.status) : ''
  const sink = failure.kind === 'sink' ? failure.sink : ''
  return { sentence: fill(sentence, { status, time, sink, detail: failure.detail }), next }
}

/**
 * One line of the terminal, a log or an event: the sentence without its full stop, and the technical detail, which is
 * always in English.
 */
export function failureLine(failure: Failure, language: Language, now: EpochMs = Date.now()): string {
  const { sentence } = failureText(failure, language, now)
  const plain = sentence.replace(/[.。]$/, '').replace(/[:：]\s*$/, '')
  const saysDetail =
    obstacleWords(failure, language) === null &&
    messages[language].kinds[failure.kind].sentence.includes('{{detail}}')
  if (failure.detail === '' || saysDetail) return plain
  return `${plain}${language === 'zh-CN' ? '：' : ': '}${failure.detail}`
}

/** What the user can do about a failure or a group of them, with the options of the terminal. */
export function terminalAdvice(of: FailureCause, language: Language): string {
  const obstacle = obstacleWords(of, language)
  if (obstacle !== null) return obstacle.inTerminal
  const { inTerminal, next } = messages[language].kinds[of.kind]
  return inTerminal ?? next
}

/** Why something failed: what sentences and advice are chosen by. */
interface FailureCause {
  readonly kind: FailureKind
  readonly page?: PageObstacle | null | undefined
  readonly frame?: string | undefined
}

/** The words of what stands in the way of a page; null: nothing does. */
function obstacleWords({ page, frame }: FailureCause, language: Language) {
  return page === undefined || page === null ? null : obstacleText(page, language, frame)
}

/** What happened to many things at one site, such as "example.org answered 403 to 18 images". */
export function groupText(group: ProblemGroup, language: Language, now: EpochMs = Date.now()): FailureText {
  const { group: sentence, next } = obstacleWords(group, language) ?? messages[language].kinds[group.kind]
  const time = group.until === null ? '' : formatUntil(group.until, now, language)
  const status = group.status === null ? '' : String(group.status)
  return {
    sentence: fill(sentence, { host: group.host, status, things: thingsText(group, language), time }),
    next,
  }
}

/** "18 images and 2 pages". */
function thingsText({ images, pages }: ProblemGroup, language: Language): string {
  const imagesText = counted(images, 'image', language)
  const pagesText = counted(pages, 'page', language)
  if (pages === 0) return imagesText
  if (images === 0) return pagesText
  return fill(messages[language].both, { images: imagesText, pages: pagesText })
}

/** A few words for a cell of a table; without its status where that is not known. */
export function failureName(
  kind: FailureKind,
  status: number | null,
  language: Language,
  page: PageObstacle | null = null,
): string {
  if (page !== null) return obstacleText(page, language).name
  const { name } = messages[language].kinds[kind]
  if (status === null) return name.replace(/\s*[（(]?\{\{status\}\}[)）]?/, '')
  return fill(name, { status: String(status) })
}

/** A failure in a few words, for a cell of a table: what the page was where something stands in the way of it. */
export function shortFailure(failure: Failure, language: Language): string {
  const status = 'status' in failure ? failure.status : null
  return failureName(failure.kind, status, language, 'page' in failure ? failure.page : null)
}

/** Why an address that was seen was not taken. */
export function skipReasonText(reason: SkipReason, language: Language): string {
  return messages[language].skipped[reason]
}

/** Puts values into the holes of a text. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
}
