import { beforeAll, expect, it } from 'vitest'
import { i18n, startI18n } from '../../i18n'
import { retryText } from './follow-retry'

beforeAll(() => startI18n('en'))

it.each([
  [18, 3, 15, 0, 'Retried 18: 3 worked, 15 failed again'],
  [18, 18, 0, 0, 'Retried 18: all worked'],
  [1, 1, 0, 0, 'Retried 1: it worked'],
  [18, 0, 18, 0, 'Retried 18: all failed again'],
  [1, 0, 1, 0, 'Retried 1: it failed again'],
  [18, 3, 5, 10, 'Retrying 18: 10 to go'],
])('of %i retried %i came, %i failed, %i wait: %s', (count, saved, failed, waiting, text) => {
  expect(retryText(i18n.getFixedT('en'), { count, outcome: { saved, failed, waiting } })).toBe(text)
})
