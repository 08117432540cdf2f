import type { HeldBy } from '../model/crawl/crawl-record'
import type { Task } from '../model/task'
import { formatCount } from './format'
import type { Language } from './language'
import { shortfallTexts } from './page-text'

type Held = (limit: string) => string

const english: Readonly<Record<HeldBy, Held>> = {
  pages: (limit) => `stopped at its limit of ${limit} pages`,
  depth: (limit) => `stopped at its depth limit of ${limit}`,
  minutes: (limit) => `stopped at its time limit of ${limit} minutes`,
  stop: () => 'stopped by you',
}
const chinese: Readonly<Record<HeldBy, Held>> = {
  pages: (limit) => `已达页数上限（${limit} 页）`,
  depth: (limit) => `已达深度上限（${limit} 层）`,
  minutes: (limit) => `已达时间上限（${limit} 分钟）`,
  stop: () => '已由您停止',
}

/** Why addresses of a crawl wait after its run, a clause without a full stop; null: none do, or it is no crawl. */
export function heldText(
  { request, progress: { counts } }: Pick<Task, 'request' | 'progress'>,
  language: Language,
): string | null {
  const waiting = counts.shortfalls?.limited ?? 0
  const by = counts.crawl?.heldBy ?? null
  if (request.crawl === undefined || by === null || waiting === 0) return null
  const { pages, depth, minutes = 0 } = request.crawl.limits
  // Each *continue* lets it go as deep again, and counts pages and time from the beginning.
  const limits = { pages, depth: depth * (request.portions ?? 1), minutes, stop: 0 }
  const [limit, count] = [formatCount(limits[by], language), formatCount(waiting, language)]
  if (language === 'zh-CN') return `${chinese[by](limit)}：还有 ${count} 个地址等待`
  return `${english[by](limit)}: ${count} ${waiting === 1 ? 'address waits' : 'addresses wait'}`
}

/** What keeps the result of a task from being everything that was asked for, a clause for each kind; empty: nothing. */
export function taskShortfalls(
  task: Pick<Task, 'request' | 'progress'>,
  language: Language,
): readonly string[] {
  const { shortfalls } = task.progress.counts
  const held = heldText(task, language)
  if (held === null) return shortfallTexts(shortfalls, language)
  return [held, ...shortfallTexts({ ...shortfalls, limited: 0 }, language)]
}
