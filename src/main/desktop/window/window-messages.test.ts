import type { WindowMessage } from '@shared/contract/messages'
import { describe, expect, it } from 'vitest'
import { createWindowMessages } from './window-messages'

const message = (address: string): WindowMessage => ({ kind: 'new-download', address })

describe('createWindowMessages', () => {
  it('keeps messages until the page listens, then sends each once and in order', () => {
    const sent: WindowMessage[] = []
    const windowMessages = createWindowMessages((message) => sent.push(message))
    windowMessages.push(message('a'))
    windowMessages.push(message('b'))
    expect(sent).toEqual([])
    windowMessages.open()
    windowMessages.open()
    windowMessages.push(message('c'))
    expect(sent).toEqual([message('a'), message('b'), message('c')])
  })

  it('keeps them again while the page reloads', () => {
    const sent: WindowMessage[] = []
    const windowMessages = createWindowMessages((message) => sent.push(message))
    windowMessages.open()
    windowMessages.close()
    windowMessages.push(message('a'))
    expect(sent).toEqual([])
    windowMessages.open()
    expect(sent).toEqual([message('a')])
  })
})
