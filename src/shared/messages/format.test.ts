import { describe, expect, it } from 'vitest'
import {
  counted,
  countedMedia,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatLimit,
  formatPause,
  formatShare,
  formatSpeed,
  formatTime,
  secondsUntil,
} from './format'

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [-5, '0 B'],
    [999, '999 B'],
    [999.5, '1 KB'],
    [1000, '1 KB'],
    [119_400, '119 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [3_140_000, '3.1 MB'],
    [55_000_000, '55.0 MB'],
    [99_949_999, '99.9 MB'],
    [99_950_000, '100 MB'],
    [1_240_000_000, '1.2 GB'],
    [7.5e15, '7.5 PB'],
    [2e18, '2,000 PB'],
  ])('%d are %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text)
    expect(formatBytes(bytes, 'zh-CN')).toBe(text)
  })

  it('a second are a speed', () => {
    expect(formatSpeed(12_400_000, 'en')).toBe('12.4 MB/s')
  })
})

describe('a length of time', () => {
  it.each([
    [-3, '0 s', '0 秒'],
    [0.2, '1 s', '1 秒'],
    [41, '41 s', '41 秒'],
    [59.5, '1 min', '1 分'],
    [94, '1 min 34 s', '1 分 34 秒'],
    [3600, '1 h', '1 小时'],
    [7500, '2 h 5 min', '2 小时 5 分'],
    [273_600, '3 d 4 h', '3 天 4 小时'],
    [9e9, '> 99 d', '> 99 天'],
  ])('of %d seconds is %s', (seconds, en, zh) => {
    expect(formatDuration(seconds, 'en')).toBe(en)
    expect(formatDuration(seconds, 'zh-CN')).toBe(zh)
  })

  it('until a moment is never below zero', () => {
    expect(secondsUntil(12_001, 1000)).toBe(12)
    expect(secondsUntil(1000, 5000)).toBe(0)
  })
})

describe('a pause', () => {
  it.each([
    [100, '0.1 s', '0.1 秒'],
    [40, '0.1 s', '0.1 秒'],
    [1500, '1.5 s', '1.5 秒'],
    [2000, '2 s', '2 秒'],
    [12_300, '13 s', '13 秒'],
    [90_000, '1 min 30 s', '1 分 30 秒'],
  ])('%i ms is %s', (milliseconds, en, zh) => {
    expect(formatPause(milliseconds, 'en')).toBe(en)
    expect(formatPause(milliseconds, 'zh-CN')).toBe(zh)
  })
})

describe('a share', () => {
  it.each([
    [0, '0%'],
    [0.619, '61%'],
    [0.999, '99%'],
    [1, '100%'],
    [1.2, '100%'],
    [-1, '0%'],
  ])('of %d is %s', (share, text) => {
    expect(formatShare(share, 'en')).toBe(text)
  })
})

it('groups the digits of a count', () => {
  expect(formatCount(12_345, 'en')).toBe('12,345')
})

it('writes the time of day as the language does', () => {
  const noon = new Date(2024, 4, 6, 14, 5).getTime()
  expect(formatTime(noon, 'en').replace(/\s/g, ' ')).toBe('2:05 PM')
  expect(formatTime(noon, 'zh-CN')).toBe('14:05')
})

describe('a day', () => {
  const noon = (year: number, month: number, day: number) => new Date(year, month - 1, day, 12).getTime()

  it('is written without the year while that is the present one', () => {
    expect(formatDay(noon(2026, 3, 5), noon(2026, 12, 31), 'en')).toBe('Mar 5')
    expect(formatDay(noon(2026, 3, 5), noon(2026, 12, 31), 'zh-CN')).toBe('3月5日')
  })

  it('is written with any other year', () => {
    expect(formatDay(noon(2025, 12, 31), noon(2026, 1, 1), 'en')).toBe('Dec 31, 2025')
    expect(formatDay(noon(2025, 12, 31), noon(2026, 1, 1), 'zh-CN')).toBe('2025年12月31日')
  })
})

it('a limit is written without an empty digit', () => {
  expect(formatLimit(2_000_000, 'en')).toBe('2 MB/s')
  expect(formatLimit(10_000_000, 'zh-CN')).toBe('10 MB/s')
  expect(formatLimit(1_500_000, 'en')).toBe('1.5 MB/s')
  expect(formatLimit(500_000, 'en')).toBe('500 KB/s')
})

it('counts things with the plural of the language', () => {
  expect([0, 1, 2000].map((count) => counted(count, 'gallery', 'en'))).toEqual([
    '0 galleries',
    '1 gallery',
    '2,000 galleries',
  ])
  expect([1, 2000].map((count) => counted(count, 'image', 'zh-CN'))).toEqual(['1 张图片', '2,000 张图片'])
})

it('counts videos apart from pictures', () => {
  const media = (imageCount: number, videoCount: number) => ({ imageCount, videoCount })
  expect(countedMedia(media(4, 1), 'picture', 'en')).toBe('3 pictures and 1 video')
  expect(countedMedia(media(1, 0), 'image', 'en')).toBe('1 image')
  expect(countedMedia(media(2, 2), 'picture', 'en')).toBe('2 videos')
  expect(countedMedia(media(0, 0), 'picture', 'en')).toBe('0 pictures')
  expect(countedMedia(media(4, 1), 'picture', 'zh-CN')).toBe('3 张图片和 1 个视频')
})
