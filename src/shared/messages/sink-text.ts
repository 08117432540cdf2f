import type { SinkStatus } from '../model/crawl/crawl-record'
import type { EpochMs } from '../model/units'
import { formatCount, formatDuration, secondsUntil } from './format'
import type { Language } from './language'

/** When a sink is tried next, a clause: `next try in 42 s`. */
export function nextTryText(triesAt: EpochMs, now: EpochMs, language: Language): string {
  const time = formatDuration(secondsUntil(triesAt, now), language)
  return language === 'zh-CN' ? `${time}后重试` : `next try in ${time}`
}

/**
 * Where a sink stands, in one line without a full stop: `12,000 records wait for MariaDB db.example/shop: connection
 * refused; next try in 42 s`. The problem is in the words of the server.
 */
export function sinkText(status: SinkStatus, now: EpochMs, language: Language): string {
  const { problem, triesAt } = status
  const state = stateText(status, language)
  const isChinese = language === 'zh-CN'
  const why = problem === null ? '' : `${isChinese ? '：' : ': '}${problem}`
  const next = triesAt === null ? '' : `${isChinese ? '；' : '; '}${nextTryText(triesAt, now, language)}`
  return `${state}${why}${next}`
}

function stateText({ sink, waiting, sent, problem }: SinkStatus, language: Language): string {
  const isSent = waiting === 0 && problem === null
  const number = waiting === 0 ? sent : waiting
  const count = formatCount(number, language)
  if (language === 'zh-CN') {
    if (isSent) return `已向 ${sink} 发送 ${count} 条记录`
    return waiting === 0 ? `无法写入 ${sink}` : `${count} 条记录等待发送到 ${sink}`
  }
  const records = `${count} ${number === 1 ? 'record' : 'records'}`
  if (isSent) return `${records} sent to ${sink}`
  return waiting === 0
    ? `${sink} cannot be written to`
    : `${records} ${waiting === 1 ? 'waits' : 'wait'} for ${sink}`
}
