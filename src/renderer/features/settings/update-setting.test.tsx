import type { Bridge } from '@shared/contract/messages'
import { failure } from '@shared/model/failure'
import { defaultSettings } from '@shared/model/settings'
import type { UpdateState } from '@shared/model/update'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { startI18n } from '../../locales/i18n'
import { useSettingsStore } from '../../stores/settings'
import { useUpdate } from '../../stores/update'
import { UpdateSetting } from './update-setting'

startI18n('en')
afterEach(() => useUpdate.setState({ state: { kind: 'off' } }))

/** Shows the setting of a program that is in this state; answers the commands that the window sends. */
async function show(state: UpdateState): Promise<string[]> {
  const sent: string[] = []
  const bridge: Bridge = {
    invoke: async (name) => {
      sent.push(name)
      return { ok: true, value: defaultSettings as never }
    },
    onBatch: () => () => {},
    onWindowMessage: () => () => {},
  }
  Object.defineProperty(window, 'galleon', { value: bridge, configurable: true })
  useSettingsStore.setState({ settings: defaultSettings })
  useUpdate.setState({ state })
  render(<UpdateSetting />)
  await screen.findByText('Updates')
  return sent
}

it.each<[UpdateState, string, string, string]>([
  [{ kind: 'idle' }, 'Not checked', 'Check for updates', 'checkForUpdate'],
  [{ kind: 'current' }, 'the newest version', 'Check for updates', 'checkForUpdate'],
  [
    { kind: 'failed', failure: failure('refused', '') },
    'could not be reached',
    'Check for updates',
    'checkForUpdate',
  ],
  [{ kind: 'not-signed' }, 'not what the publisher', 'Check for updates', 'checkForUpdate'],
  [{ kind: 'available', version: '2.0.0' }, 'Version 2.0.0', 'Download update', 'downloadUpdate'],
  [{ kind: 'downloading', version: '2.0.0', share: 0.996 }, '99 %', 'Cancel', 'cancelUpdate'],
  [{ kind: 'ready', version: '2.0.0' }, 'downloaded and checked', 'Install and restart', 'installUpdate'],
])('%j offers what can be done', async (state, words, button, command) => {
  const sent = await show(state)
  expect(screen.getByRole('status').textContent).toContain(words)
  await userEvent.setup().click(screen.getByRole('button', { name: button }))
  expect(sent).toEqual([command])
})

it('a build that does not update itself says so and offers nothing', async () => {
  await show({ kind: 'off' })
  expect(screen.getByRole('status').textContent).toBe('This build does not update itself.')
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.queryByRole('switch')).toBeNull()
})

it('asks only on demand once that is switched off', async () => {
  const sent = await show({ kind: 'idle' })
  await userEvent.setup().click(screen.getByRole('switch', { name: 'Check for updates automatically' }))
  expect(sent).toEqual(['changeSettings'])
})

it('follows what happens', async () => {
  await show({ kind: 'checking' })
  const button = screen.getByRole('button', { name: 'Check for updates' })
  expect(button.getAttribute('aria-disabled')).toBe('true')
  act(() => useUpdate.setState({ state: { kind: 'available', version: '3.0.0' } }))
  expect(screen.getByRole('status').textContent).toContain('3.0.0')
})
