import type { Answer } from '@shared/contract/messages'
import { failure } from '@shared/model/failure'
import type { Preview } from '@shared/model/gallery'
import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { fakeEngine } from '../../testing/fake-engine'
import { usePreview } from './use-preview'

const request = { address: 'https://example.org/1', recipe: null, folder: '/pictures' }

it('stays cancelled whatever the cancelled preview still answers', async () => {
  let reply: (answer: Answer<Preview>) => void = () => {}
  const answered = new Promise<Answer<Preview>>((resolve) => {
    reply = resolve
  })
  const engine = fakeEngine({ preview: () => answered })
  const { result } = renderHook(() => usePreview(request))
  await waitFor(() => expect(result.current.state.kind).toBe('loading'))
  act(() => result.current.cancel())
  expect(engine.inputsOf('cancelPreview')).toHaveLength(1)
  await act(async () => {
    reply({ ok: false, failure: failure('unexpected', 'string') })
    await answered
  })
  expect(result.current.state).toEqual({ kind: 'cancelled' })
})
