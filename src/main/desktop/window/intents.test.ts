import type { Intent } from '@shared/contract/commands'
import { describe, expect, it } from 'vitest'
import { createIntents } from './intents'

const wish = (address: string): Intent => ({ kind: 'new-download', address })

describe('createIntents', () => {
  it('keeps wishes until the page listens, then sends each once and in order', () => {
    const sent: Intent[] = []
    const intents = createIntents((intent) => sent.push(intent))
    intents.push(wish('a'))
    intents.push(wish('b'))
    expect(sent).toEqual([])
    intents.open()
    intents.open()
    intents.push(wish('c'))
    expect(sent).toEqual([wish('a'), wish('b'), wish('c')])
  })

  it('keeps them again while the page loads anew', () => {
    const sent: Intent[] = []
    const intents = createIntents((intent) => sent.push(intent))
    intents.open()
    intents.close()
    intents.push(wish('a'))
    expect(sent).toEqual([])
    intents.open()
    expect(sent).toEqual([wish('a')])
  })
})
