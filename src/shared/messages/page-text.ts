import {
  type Evidence,
  type Judgement,
  type PageKind,
  type PageObstacle,
  type Shortfalls,
  shortfallKinds,
} from '../model/page-kind'
import { en, type PageMessages } from './en/pages'
import { formatCount } from './format'
import type { Language } from './language'
import { zhCN } from './zh-CN/pages'

const messages = { en, 'zh-CN': zhCN } as const

/** A few words for a kind of page: a label or a choice. */
export function pageKindName(kind: PageKind, language: Language): string {
  return messages[language].kinds[kind].name
}

/** What the page is, in one sentence; of what stands in the way, that; with a second sentence where it is not certain. */
export function judgementText({ kind, certain, obstacle }: Judgement, language: Language): string {
  const { kinds, obstacles, uncertain } = messages[language]
  const isBlocked = obstacle !== null && (kind === 'other' || kind === 'text')
  const { sentence } = isBlocked ? obstacles[obstacle] : kinds[kind]
  if (certain) return sentence
  return language === 'zh-CN' ? `${sentence}${uncertain}` : `${sentence} ${uncertain}`
}

/** One reason of a judgement, as a clause without a full stop. */
export function evidenceText({ code, count, detail }: Evidence, language: Language): string {
  const { evidence, remembered }: PageMessages = messages[language]
  const before = count === 0 ? remembered[code] : undefined
  if (before !== undefined) return before
  const text = plural(evidence[code], count, language).replace('{{detail}}', detail)
  return detail === '' ? text.replace(/ ?[(（][)）]/, '') : text
}

/**
 * What stands in the way of a page: what it is, and one next step. `inTerminal` names options; `frame` as in `Judgement`.
 */
export function obstacleText(obstacle: PageObstacle, language: Language, frame?: string) {
  const { obstacles, ofFrame } = messages[language]
  const { name, sentence, group, next, inTerminal } = obstacles[obstacle]
  if (obstacle !== 'frames' || frame === undefined) return { name, sentence, group, next, inTerminal }
  const named = (text: string) => text.replace('{{address}}', () => frame)
  return { name, sentence, group, next: named(ofFrame.next), inTerminal: named(ofFrame.inTerminal) }
}

/** What keeps a result from being everything that was asked for, a clause for each kind; empty: nothing. */
export function shortfallTexts(shortfalls: Shortfalls | undefined, language: Language): readonly string[] {
  return shortfallKinds.flatMap((kind) => {
    const count = shortfalls?.[kind] ?? 0
    return count === 0 ? [] : [plural(messages[language].shortfalls[kind], count, language)]
  })
}

function plural(
  { one, other }: { readonly one: string; readonly other: string },
  count: number,
  language: Language,
): string {
  return (count === 1 ? one : other).replace('{{count}}', formatCount(count, language))
}
