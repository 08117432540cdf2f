import type { SinkStatus } from '../model/crawl/crawl-record'
import { formatCount } from './format'
import type { Language } from './language'

/**
 * Where a sink stands, in one line without a full stop: `12,000 records wait for MariaDB db.example/shop: connection
 * refused`. The problem is in the words of the server.
 */
export function sinkText({ sink, waiting, sent, problem }: SinkStatus, language: Language): string {
  const count = formatCount(waiting === 0 ? sent : waiting, language)
  if (language === 'zh-CN') {
    if (waiting === 0 && problem === null) return `已向 ${sink} 发送 ${count} 条记录`
    const state = waiting === 0 ? `无法写入 ${sink}` : `${count} 条记录等待发送到 ${sink}`
    return problem === null ? state : `${state}：${problem}`
  }
  const records = `${count} ${(waiting === 0 ? sent : waiting) === 1 ? 'record' : 'records'}`
  if (waiting === 0 && problem === null) return `${records} sent to ${sink}`
  const verb = waiting === 1 ? 'waits' : 'wait'
  const state = waiting === 0 ? `${sink} cannot be written to` : `${records} ${verb} for ${sink}`
  return problem === null ? state : `${state}: ${problem}`
}
