import { beforeAll, expect, it } from 'vitest'
import { sampleTask } from '../../../test/sample-task'
import { i18n, startI18n } from './i18n'
import { requestWords, taskName } from './task-name'

beforeAll(() => startI18n('en'))

it.each([
  ['https://example.org/a/[5510-5560].html', 'example.org', 'Pages 5510–5560', '第 5510–5560 页'],
  ['http://127.0.0.1:4000/[001-100:10].html', '127.0.0.1:4000', 'Pages 001–100 (+10)', '第 001–100 (+10) 页'],
  ['https://example.org/{1-20,25}.html', 'example.org', 'Pages 1–20, 25', '第 1–20, 25 页'],
  ['https://example.org/[5560-].html', 'example.org', 'Pages 5560 …', '第 5560 … 页'],
  ['https://example.org/[a-c]/[1-9]', 'example.org', 'Pages a–c × 1–9', '第 a–c × 1–9 页'],
  ['https://example.org/a/1.html?x=2', 'example.org', '/a/1.html', '/a/1.html'],
  ['https://example.org', 'example.org', '/', '/'],
])('%s is called by its site and its pages', (address, host, english, chinese) => {
  const task = sampleTask({ address })
  expect(requestWords(task.request).host).toBe(host)
  expect(taskName(i18n.getFixedT('en'), task)).toBe(english)
  expect(taskName(i18n.getFixedT('zh-CN'), task)).toBe(chinese)
})

it('is called by the title of its one gallery', () => {
  expect(taskName(i18n.getFixedT('en'), sampleTask({ title: 'Harbour' }))).toBe('Harbour')
})

it('is called by the first title where an address leads to several galleries, by the pages of a range', () => {
  const several = { title: 'Harbour', counts: { galleries: 6 } }
  const index = sampleTask({ ...several, address: 'https://example.org/albums/' })
  expect(taskName(i18n.getFixedT('en'), index)).toBe('Harbour and 5 more')
  expect(taskName(i18n.getFixedT('zh-CN'), index)).toBe('Harbour 及另外 5 个图集')
  expect(taskName(i18n.getFixedT('en'), sampleTask(several))).toBe('Pages 5510–5560')
})
