import type { CommandName, Input, Replies } from '@shared/contract/commands'
import type { Batch } from '@shared/contract/deltas'
import type { Answer, Bridge } from '@shared/contract/messages'
import type { Snapshot } from '@shared/contract/snapshot'
import { nothingDeleted } from '@shared/model/library/deleted-files'
import type { RecipeSummary } from '@shared/model/recipe'
import { defaultSettings } from '@shared/model/settings'

type Responders = {
  readonly [N in CommandName]?: (input: Input<N>) => Answer<Replies[N]> | Promise<Answer<Replies[N]>>
}

export interface FakeEngine {
  /** Every command that was sent, in order. */
  readonly sent: { readonly name: CommandName; readonly input: unknown }[]
  /** Inputs of one command, in order. */
  inputsOf(name: CommandName): readonly unknown[]
  send(batch: Batch): void
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
    dataFolder: '/data',
    versions: { electron: '33', chrome: '130', node: '20' },
  },
  firstStart: true,
  jobs: { check: null, rebuild: null, export: null },
  update: { kind: 'idle' },
}

const automatic: RecipeSummary = {
  name: 'automatic',
  title: 'Automatic',
  version: 1,
  origin: 'automatic',
  match: [],
  example: null,
  file: null,
  error: null,
}

function good<T>(value: T): Answer<T> {
  return { ok: true, value }
}

/** An engine without tasks. */
const quiet: Responders = {
  snapshot: () => good(sampleSnapshot),
  listRecipes: () => good([automatic]),
  recipeFor: () => good(automatic),
  inspectFolder: (path) => good({ path, known: true, exists: true, writable: true, freeBytes: 182e9 }),
  preview: () => new Promise(() => {}),
  cancelTasks: () => good(nothingDeleted),
}

/** Stands in for the preload: gives the chosen answers, else those of an engine without tasks. */
export function fakeEngine(responders: Responders = {}): FakeEngine {
  const sent: { name: CommandName; input: unknown }[] = []
  const listeners = new Set<(batch: Batch) => void>()
  const bridge: Bridge = {
    async invoke(name, input) {
      sent.push({ name, input })
      const respond = responders[name] ?? quiet[name]
      return respond === undefined ? ({ ok: true, value: undefined } as never) : await respond(input)
    },
    onBatch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onWindowMessage: () => () => {},
  }
  Object.defineProperty(window, 'galleon', { value: bridge, configurable: true })
  return {
    sent,
    inputsOf: (name) => sent.filter((command) => command.name === name).map((command) => command.input),
    send(batch) {
      for (const listener of listeners) listener(batch)
    },
  }
}
