import { expect, it } from 'vitest'
import { sampleTask } from '../../../test/sample-task'
import { requestWords, taskName } from './task-name'

it.each([
  ['https://example.org/a/[5510-5560].html', 'example.org', '/a/5510–5560'],
  ['http://127.0.0.1:4000/[001-100:10].html', '127.0.0.1:4000', '/001–100 (+10)'],
  ['https://example.org/{1-20,25}.html', 'example.org', '/1–20, 25'],
  ['https://example.org/[5560-].html', 'example.org', '/5560 …'],
  ['https://example.org/[a-c]/[1-9]', 'example.org', '/a–c/1–9'],
  ['https://example.org/a/1.html?x=2', 'example.org', '/a/1.html?x=2'],
  ['https://example.org', 'example.org', '/'],
  ['https://example.org/g/list?page=[1-3]', 'example.org', '/g/list?page=1–3'],
  ['https://example.org/%E9%9B%AA/1.html', 'example.org', '/雪/1'],
])('%s is called by its site and its place', (address, host, place) => {
  const task = sampleTask({ address })
  expect(requestWords(task.request)).toMatchObject({ host, place })
  expect(taskName(task)).toBe(place)
})

it('is called by the title of its one gallery', () => {
  expect(taskName(sampleTask({ title: 'Harbour' }))).toBe('Harbour')
})

it.each([
  ['Mountain light 1', 'Mountain light 8', 'Mountain light'],
  ['雨后的街道 第1集', '雨后的街道 第30集', '雨后的街道'],
  ['Harbour papers (1)', 'Harbour papers (12)', 'Harbour papers'],
  ['Harbour', 'Harbour', 'Harbour'],
  ['Harbour at dusk', 'Hardly seen', 'Harbour at dusk … Hardly seen'],
  ['春江花月夜', '春山', '春江花月夜 … 春山'],
  ['1', '2', '1 … 2'],
])('of galleries from %s to %s is called %s', (title, lastTitle, name) => {
  expect(taskName(sampleTask({ title, lastTitle }))).toBe(name)
})
