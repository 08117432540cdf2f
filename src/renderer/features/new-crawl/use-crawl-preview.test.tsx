import type { Answer } from '@shared/contract/messages'
import type { CrawlPreview } from '@shared/model/crawl/crawl-preview'
import { failure } from '@shared/model/failure'
import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { deferred } from '../../testing/deferred'
import { fakeEngine } from '../../testing/fake-engine'
import { useCrawlPreview } from './use-crawl-preview'

const request = { address: 'https://example.org/1', recipe: null, folder: '/pictures' }
const none = { count: 0, examples: [] }
const preview = (read: number): CrawlPreview => ({
  rules: [],
  shapes: [],
  skipped: none,
  others: none,
  outside: none,
  records: [],
  columns: [],
  withoutRecord: [],
  failures: [],
  robots: [],
  read,
  known: read,
  pagesPerSecond: null,
})

it('shows what the later of two previews of one request says, whatever the earlier ends with', async () => {
  const answers: ReturnType<typeof deferred<Answer<CrawlPreview>>>[] = []
  fakeEngine({
    previewCrawl: () => {
      const answer = deferred<Answer<CrawlPreview>>()
      answers.push(answer)
      return answer.promise
    },
  })
  const { result } = renderHook(() => useCrawlPreview(request))
  const settle = (index: number, answer: Answer<CrawlPreview>) =>
    act(async () => {
      answers[index]?.resolve(answer)
      await answers[index]?.promise
    })
  act(() => result.current.update())
  act(() => result.current.update())
  await settle(0, { ok: false, failure: failure('unexpected', 'string') })
  expect(result.current.state.kind).toBe('loading')
  await settle(1, { ok: true, value: preview(2) })
  expect(result.current.state.kind).toBe('ready')

  act(() => result.current.update())
  act(() => result.current.update())
  await settle(3, { ok: true, value: preview(4) })
  await settle(2, { ok: true, value: preview(3) })
  expect(result.current.shown?.read).toBe(4)
})
