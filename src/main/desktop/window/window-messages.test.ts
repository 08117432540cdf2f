import type { WindowMessage } from '@shared/contract/messages'
import { describe, expect, it } from 'vitest'
import { createWindowMessages } from './window-messages'

const wish = (address: string): WindowMessage => ({ kind: 'new-download', address })

describe('createWindowMessages', () => {
  it('keeps wishes until the page listens, then sends each once and in order', () => {
    const sent: WindowMessage[] = []
    const windowMessages = createWindowMessages((message) => sent.push(message))
    windowMessages.push(wish('a'))
    windowMessages.push(wish('b'))
    expect(sent).toEqual([])
    windowMessages.open()
    windowMessages.open()
    windowMessages.push(wish('c'))
    expect(sent).toEqual([wish('a'), wish('b'), wish('c')])
  })

  it('keeps them again while the page loads anew', () => {
    const sent: WindowMessage[] = []
    const windowMessages = createWindowMessages((message) => sent.push(message))
    windowMessages.open()
    windowMessages.close()
    windowMessages.push(wish('a'))
    expect(sent).toEqual([])
    windowMessages.open()
    expect(sent).toEqual([wish('a')])
  })
})
