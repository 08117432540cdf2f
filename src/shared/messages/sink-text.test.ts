import { describe, expect, it } from 'vitest'
import { sinkText } from './sink-text'

const status = { sink: 'MariaDB db.example/shop', waiting: 0, sent: 0, problem: null, triesAt: null }

describe('where a sink stands', () => {
  it.each([
    [{ sent: 1 }, '1 record sent to MariaDB db.example/shop', '已向 MariaDB db.example/shop 发送 1 条记录'],
    [
      { waiting: 1 },
      '1 record waits for MariaDB db.example/shop',
      '1 条记录等待发送到 MariaDB db.example/shop',
    ],
    [
      { waiting: 12_000, problem: 'connection refused' },
      '12,000 records wait for MariaDB db.example/shop: connection refused',
      '12,000 条记录等待发送到 MariaDB db.example/shop：connection refused',
    ],
    [
      { sent: 5, problem: 'disk full' },
      'MariaDB db.example/shop cannot be written to: disk full',
      '无法写入 MariaDB db.example/shop：disk full',
    ],
    [
      { problem: 'connection refused', triesAt: 42_500 },
      'MariaDB db.example/shop cannot be written to: connection refused; next try in 42 s',
      '无法写入 MariaDB db.example/shop：connection refused；42 秒后重试',
    ],
  ])('%j', (change, english, chinese) => {
    expect(sinkText({ ...status, ...change }, 1000, 'en')).toBe(english)
    expect(sinkText({ ...status, ...change }, 1000, 'zh-CN')).toBe(chinese)
  })
})
