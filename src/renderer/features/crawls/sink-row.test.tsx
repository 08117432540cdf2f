import { emptyCrawlCounts } from '@shared/model/crawl/crawl-record'
import { render, screen } from '@testing-library/react'
import { beforeAll, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { SinkRow } from './sink-row'

function show(address: string, isRunning: boolean) {
  const state = isRunning
    ? ({ kind: 'running', discovering: false } as const)
    : ({ kind: 'done', at: 1 } as const)
  const task = sampleTask({ state, counts: { crawl: { ...emptyCrawlCounts, records: 27 } } })
  const sink = { address, sink: address, waiting: 0, sent: 0, problem: null, triesAt: null }
  render(
    <HintProvider>
      <SinkRow sink={sink} task={task} runs={isRunning} />
    </HintProvider>,
  )
}

beforeAll(() => startI18n('en'))

it.each([
  [
    'a file has no rows before the crawl has ended',
    '/records/books.csv',
    true,
    'written when the crawl has ended',
  ],
  ['a file has its rows afterwards', '/records/books.csv', false, '27 rows'],
  ['a database has rows meanwhile', 'sqlite:/records/books.db', true, '27 rows'],
])('%s', (_, address, isRunning, text) => {
  show(address, isRunning)
  expect(screen.getByText(text)).toBeVisible()
  expect(screen.queryAllByText('27 rows')).toHaveLength(text === '27 rows' ? 1 : 0)
})
