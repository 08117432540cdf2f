import type { Answer, Batch, Bridge, CommandName, Input, Replies, Snapshot } from '@shared/ipc'
import { defaultSettings } from '@shared/settings'

type Responders = {
  readonly [N in CommandName]?: (input: Input<N>) => Answer<Replies[N]> | Promise<Answer<Replies[N]>>
}

export interface FakeEngine {
  /** Every command that was sent, in order. */
  readonly sent: { readonly name: CommandName; readonly input: unknown }[]
  /** Inputs of one command, in order. */
  inputsOf(name: CommandName): readonly unknown[]
  tell(batch: Batch): void
}

export const sampleSnapshot: Snapshot = {
  revision: 1,
  tasks: [],
  settings: { ...defaultSettings, folder: '/pictures' },
  host: {
    version: '1.2.3',
    platform: 'linux',
    locale: 'en',
    recipeFolder: '/recipes',
    versions: { electron: '33', chrome: '130', node: '20' },
  },
  firstStart: true,
}

/** Stands in for the preload: answers as told, and with nothing to commands that it was not told about. */
export function fakeEngine(responders: Responders = {}): FakeEngine {
  const sent: { name: CommandName; input: unknown }[] = []
  const listeners = new Set<(batch: Batch) => void>()
  const bridge: Bridge = {
    async invoke(name, input) {
      sent.push({ name, input })
      const respond = responders[name]
      return respond === undefined ? ({ ok: true, value: undefined } as never) : await respond(input)
    },
    onBatch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onIntent: () => () => {},
  }
  Object.defineProperty(window, 'galleon', { value: bridge, configurable: true })
  return {
    sent,
    inputsOf: (name) => sent.filter((command) => command.name === name).map((command) => command.input),
    tell(batch) {
      for (const listener of listeners) listener(batch)
    },
  }
}
