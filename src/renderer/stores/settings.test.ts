import type { Bridge } from '@shared/contract/messages'
import { failure } from '@shared/model/failure'
import { defaultSettings, patchedSettings, type Settings, SettingsPatch } from '@shared/model/settings'
import { beforeEach, expect, it } from 'vitest'
import { applySettingsBatch, changeSettings, sendSettings, useSettingsStore } from './settings'

/** An engine that answers when a test lets it. */
function engine() {
  const asked: { readonly patch: SettingsPatch; answer(refuses?: boolean): void }[] = []
  let settings: Settings = defaultSettings
  const bridge = {
    invoke: (_name: string, input: unknown) =>
      new Promise<unknown>((resolve) => {
        const patch = SettingsPatch.parse(input)
        asked.push({
          patch,
          answer(refuses = false) {
            if (refuses) return resolve({ ok: false, failure: failure('not-writable', 'config.json') })
            settings = patchedSettings(settings, patch)
            resolve({ ok: true, value: settings })
          },
        })
      }),
    onBatch: () => () => {},
    onWindowMessage: () => () => {},
  } as Bridge
  Object.defineProperty(window, 'galleon', { value: bridge, configurable: true })
  return asked
}

const mirrored = () => useSettingsStore.getState().settings

beforeEach(() => useSettingsStore.setState({ settings: defaultSettings }))

it('changes from all controls are sent one at a time, each after the answer to the one before', async () => {
  const asked = engine()
  const first = sendSettings({ theme: 'dark' })
  const second = changeSettings({ bytesPerSecond: 5000 })
  await expect.poll(() => asked.length).toBe(1)
  expect(asked.map(({ patch }) => patch)).toEqual([{ theme: 'dark' }])
  asked[0]?.answer()
  await first
  expect(mirrored()).toMatchObject({ theme: 'dark', bytesPerSecond: null })
  await expect.poll(() => asked.length).toBe(2)
  asked[1]?.answer()
  expect(await second).toBe(true)
  expect(mirrored()).toMatchObject({ theme: 'dark', bytesPerSecond: 5000 })
})

it('a change that was refused neither changes the mirror nor stops the ones behind it', async () => {
  const asked = engine()
  const refused = sendSettings({ theme: 'dark' }).catch(String)
  const next = sendSettings({ tasksAtOnce: 5 })
  await expect.poll(() => asked.length).toBe(1)
  asked[0]?.answer(true)
  expect(await refused).toContain('config.json')
  await expect.poll(() => asked.length).toBe(2)
  asked[1]?.answer()
  await next
  expect(mirrored()).toMatchObject({ theme: 'system', tasksAtOnce: 5 })
})

it('a delta of the engine is mirrored', () => {
  const settings = patchedSettings(defaultSettings, { theme: 'light' })
  applySettingsBatch({ revision: 1, deltas: [{ kind: 'settings', settings }] })
  expect(mirrored()).toEqual(settings)
})
