import { both, command, reply } from '@shared/contract/command'
import { channels } from '@shared/contract/deltas'
import type { Answer } from '@shared/contract/messages'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dispatchOver, UnknownCommandError } from '../../host/dispatch'
import { type InvokeChannel, type SenderEvent, type SenderFrame, serve } from './serve-commands'

const origin = 'app://galleon'
const mainFrame: SenderFrame = { origin, parent: null }
const fromOurWindow: SenderEvent = { sender: { id: 1 }, senderFrame: mainFrame }

/** Serves one command on a channel that a test can speak into. */
function served(windowId: number | null = 1) {
  const calls: unknown[] = []
  const table = {
    greet: command({ input: z.string(), reply: reply<string>(), durable: false, callers: both }),
  }
  const handlers = {
    greet: (name: string) => {
      calls.push(name)
      return `Hello ${name}`
    },
  }
  const listeners = new Map<string, Parameters<InvokeChannel['handle']>[1]>()
  serve(
    { handle: (channel, listener) => listeners.set(channel, listener) },
    { windowId: () => windowId, origin },
    dispatchOver(table, handlers, {
      caller: 'window',
      durable: () => Promise.resolve(),
      log: () => undefined,
    }),
  )
  const listener = listeners.get(channels.invoke)
  if (listener === undefined) throw new Error('nothing is served')
  return { calls, channels: [...listeners.keys()], invoke: listener }
}

describe('serve', () => {
  it('answers the main frame of our window over one channel', async () => {
    const { invoke, channels: names } = served()
    expect(names).toEqual([channels.invoke])
    expect(await invoke(fromOurWindow, 'greet', 'Ada')).toEqual({ ok: true, value: 'Hello Ada' })
  })

  it.each<[string, SenderEvent]>([
    ['a frame inside our page', { sender: { id: 1 }, senderFrame: { origin, parent: mainFrame } }],
    ['a frame that is gone', { sender: { id: 1 }, senderFrame: null }],
    [
      'another origin in our window',
      { sender: { id: 1 }, senderFrame: { origin: 'https://example.org', parent: null } },
    ],
    [
      'an origin that begins like ours',
      { sender: { id: 1 }, senderFrame: { origin: `${origin}.evil`, parent: null } },
    ],
    ['another window', { sender: { id: 2 }, senderFrame: mainFrame }],
  ])('refuses %s by a throw and calls no handler', async (_who, event) => {
    const { invoke, calls } = served()
    await expect(invoke(event, 'greet', 'Ada')).rejects.toThrow('refused')
    expect(calls).toEqual([])
  })

  it('refuses every sender while there is no window', async () => {
    await expect(served(null).invoke(fromOurWindow, 'greet', 'Ada')).rejects.toThrow('refused')
  })

  it('throws only for unknown senders and unknown names', async () => {
    const { invoke, calls } = served()
    const frame = fc.option(
      fc.record({ origin: fc.constantFrom(origin, 'null', 'file://'), parent: fc.constantFrom(null, {}) }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.record({ sender: fc.record({ id: fc.integer({ min: 0, max: 2 }) }), senderFrame: frame }),
        fc.oneof(fc.constant('greet'), fc.anything()),
        fc.anything(),
        async (event, name, input) => {
          calls.length = 0
          const isOurs =
            event.sender.id === 1 && event.senderFrame?.origin === origin && event.senderFrame.parent === null
          const isRight = name === 'greet' && typeof input === 'string'
          const outcome = await invoke(event, name, input).then(
            (reply) => ((reply as Answer<unknown>).ok ? 'answered' : 'invalid-input'),
            (thrown: unknown) => (thrown instanceof UnknownCommandError ? 'unknown' : 'refused'),
          )
          const ours = name === 'greet' ? (isRight ? 'answered' : 'invalid-input') : 'unknown'
          expect(outcome).toBe(isOurs ? ours : 'refused')
          expect(calls).toHaveLength(isOurs && isRight ? 1 : 0)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
