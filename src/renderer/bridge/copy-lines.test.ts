import { commands } from '@shared/contract/commands'
import { longestCopy } from '@shared/contract/desktop-commands'
import { beforeAll, expect, it } from 'vitest'
import { startI18n } from '../locales/i18n'
import { fakeEngine } from '../testing/fake-engine'
import { copyLines, countThatFits } from './copy-lines'

beforeAll(() => startI18n('en'))

it.each([
  [[], 5, 0],
  [['ab', 'cd'], 5, 2],
  [['ab', 'cde'], 5, 1],
  [['abcdef'], 5, 0],
])('of %j in %i units %i fit', (lines, longest, count) => {
  expect(countThatFits(lines, longest)).toBe(count)
})

it('sends no more than the desktop takes', async () => {
  const { inputsOf } = fakeEngine()
  const lines = Array.from({ length: 10_000 }, () => 'http://a.test/'.padEnd(8192, 'x'))
  const count = await copyLines(lines)
  expect(count).toBeLessThan(lines.length)
  const [text] = inputsOf('copyText')
  expect(commands.copyText.input.safeParse(text).success).toBe(true)
  expect(String(text).length).toBeGreaterThan(longestCopy - 8193)
})

it('sends the addresses of ten thousand images whole', async () => {
  const { inputsOf } = fakeEngine()
  const lines = Array.from({ length: 10_000 }, (_, at) => `http://a.test/${at}`.padEnd(1000, 'x'))
  expect(await copyLines(lines)).toBe(10_000)
  expect(inputsOf('copyText')).toEqual([lines.join('\n')])
})
