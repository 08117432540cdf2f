import type { Bridge } from '@shared/contract/messages'
import { failure } from '@shared/model/failure'
import { defaultSettings, patchedSettings, type Settings, SettingsPatch } from '@shared/model/settings'
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { HintProvider } from '../../components/overlays/tooltip'
import { speak, startI18n } from '../../locales/i18n'
import { useSettingsStore } from '../../stores/settings'
import { showSettings } from '../../stores/view'
import { SettingsView } from './settings-view'

startI18n('en')

/** An engine that takes every valid change, or refuses all of them. */
function engine({ refuses = false } = {}) {
  const changes: unknown[] = []
  let settings: Settings = { ...defaultSettings, folder: '/pictures' }
  useSettingsStore.setState({
    settings,
    host: {
      version: '1.2.3',
      platform: 'linux',
      locale: 'en',
      recipeFolder: '/recipes',
      dataFolder: '/data',
      versions: { electron: '33', chrome: '130', node: '20' },
    },
  })
  const answer = (name: string, input: unknown): unknown => {
    if (name === 'changeSettings') {
      changes.push(input)
      if (refuses) return { ok: false, failure: failure('not-writable', 'config.json') }
      settings = patchedSettings(settings, SettingsPatch.parse(input))
      return { ok: true, value: settings }
    }
    if (name === 'updateState') return { ok: true, value: { kind: 'off' } }
    if (name === 'inspectFolder') {
      return { ok: true, value: { path: input, exists: true, writable: true, freeBytes: 123_000_000_000 } }
    }
    return { ok: true, value: name === 'chooseFolder' ? '/elsewhere' : undefined }
  }
  const bridge = {
    invoke: async (name: string, input: unknown) => answer(name, input),
    onBatch: () => () => {},
    onWindowMessage: () => () => {},
  } as Bridge
  Object.defineProperty(window, 'galleon', { value: bridge, configurable: true })
  return { changes }
}

async function open(section: string) {
  const user = userEvent.setup()
  const view = render(
    <HintProvider>
      <SettingsView />
    </HintProvider>,
  )
  await user.click(screen.getByRole('tab', { name: section }))
  return { user, view }
}

beforeEach(() => {
  act(() => speak('en'))
})

describe('a change', () => {
  it('of a switch is saved once and at once', async () => {
    const { changes } = engine()
    const { user } = await open('General')
    await user.click(screen.getByRole('switch', { name: 'Notify when a task ends' }))
    expect(changes).toEqual([{ notifications: false }])
    expect(screen.getByRole('switch', { name: 'Notify when a task ends' })).not.toBeChecked()
  })

  it('of a choice is saved once and at once', async () => {
    const { changes } = engine()
    const { user } = await open('General')
    await user.click(screen.getByRole('radio', { name: 'Dark' }))
    expect(changes).toEqual([{ theme: 'dark' }])
  })

  it('of a typed number is saved once, when the field is left', async () => {
    const { changes } = engine()
    const { user } = await open('Downloads')
    const field = screen.getByLabelText('Connections in all')
    await user.clear(field)
    await user.type(field, '24')
    expect(changes).toEqual([])
    await user.tab()
    expect(changes).toEqual([{ connections: 24 }])
  })

  it('of a number is saved once by Enter, not again by leaving', async () => {
    const { changes } = engine()
    const { user } = await open('Downloads')
    const field = screen.getByLabelText('Tasks at once')
    await user.clear(field)
    await user.type(field, '5{Enter}')
    await user.tab()
    expect(changes).toEqual([{ tasksAtOnce: 5 }])
  })

  it('in seconds is saved in milliseconds', async () => {
    const { changes } = engine()
    const { user } = await open('Downloads')
    const field = screen.getByLabelText('Pause between requests to a site')
    await user.clear(field)
    await user.type(field, '1.5{Enter}')
    expect(changes).toEqual([{ intervalMs: 1500 }])
  })

  it('of one time limit keeps the other ones', async () => {
    const { changes } = engine()
    const { user } = await open('Network')
    const field = screen.getByLabelText('Connecting')
    await user.clear(field)
    await user.type(field, '30{Enter}')
    expect(changes).toEqual([{ network: { connectTimeoutMs: 30_000 } }])
  })

  it('of two time limits in a row keeps both', async () => {
    const { changes } = engine()
    await open('Network')
    for (const [label, value] of [
      ['Connecting', '30'],
      ['Silence during a transfer', '40'],
    ] as const) {
      const field = screen.getByLabelText(label)
      fireEvent.input(field, { target: { value } })
      fireEvent.keyDown(field, { key: 'Enter' })
    }
    await waitFor(() => expect(changes).toHaveLength(2))
    expect(changes).toEqual([
      { network: { connectTimeoutMs: 30_000 } },
      { network: { idleTimeoutMs: 40_000 } },
    ])
    const both = { connectTimeoutMs: 30_000, idleTimeoutMs: 40_000 }
    await waitFor(() => expect(useSettingsStore.getState().settings?.network).toMatchObject(both))
  })

  it('of a template is saved when the user has finished, also by leaving the page', async () => {
    const { changes } = engine()
    const { user } = await open('Names')
    await user.type(screen.getByLabelText('Folder of a gallery'), ' x')
    expect(changes).toEqual([])
    await user.click(screen.getByRole('tab', { name: 'General' }))
    expect(changes).toEqual([{ folderTemplate: '{title} [{id}] x' }])
  })

  it('of the folder takes what the system’s picker answered', async () => {
    const { changes } = engine()
    const { user } = await open('General')
    expect(await screen.findByText('123 GB free')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Choose …' }))
    expect(changes).toEqual([{ folder: '/elsewhere' }])
    expect(await screen.findByText('/elsewhere')).toBeVisible()
  })

  it('that the engine refuses says so beside its control, which keeps what holds', async () => {
    engine({ refuses: true })
    const { user } = await open('General')
    await user.click(screen.getByRole('switch', { name: 'Notify when a task ends' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(/^Not saved: /)
    expect(screen.getByRole('switch', { name: 'Notify when a task ends' })).toBeChecked()
  })
})

describe('what is wrong stays here, with the reason', () => {
  it('for a number outside its limits', async () => {
    const { changes } = engine()
    const { user } = await open('Downloads')
    const field = screen.getByLabelText('Tasks at once')
    await user.clear(field)
    await user.type(field, '99')
    await user.tab()
    expect(screen.getByRole('alert')).toHaveTextContent('Enter a number from 1 to 10.')
    expect(field).toHaveAttribute('aria-invalid', 'true')
    expect(changes).toEqual([])
    await user.clear(field)
    await user.type(field, '9')
    await user.tab()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(changes).toEqual([{ tasksAtOnce: 9 }])
  })

  it('for an empty number', async () => {
    const { changes } = engine()
    const { user } = await open('Downloads')
    await user.clear(screen.getByLabelText('Connections in all'))
    await user.tab()
    expect(screen.getByRole('alert')).toHaveTextContent('Enter a number.')
    expect(changes).toEqual([])
  })

  it('for a template, with its position, until it is good', async () => {
    const { changes } = engine()
    const { user } = await open('Names')
    const field = screen.getByLabelText('File of an image')
    await user.clear(field)
    await user.type(field, '{{num} {{title')
    await user.tab()
    expect(screen.getByRole('alert')).toHaveTextContent('Character 7: this brace is not closed by }.')
    expect(changes).toEqual([])
    await user.type(field, '}')
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByText('7 Harbour at dawn')).toBeVisible()
  })

  it('for a proxy without its scheme', async () => {
    const { changes } = engine()
    const { user } = await open('Network')
    const field = screen.getByLabelText('Proxy')
    await user.type(field, '127.0.0.1:8080{Enter}')
    expect(screen.getByRole('alert')).toHaveTextContent('must begin with http://')
    expect(changes).toEqual([])
    await user.clear(field)
    await user.type(field, 'socks5://127.0.0.1:1080{Enter}')
    await user.tab()
    expect(changes).toEqual([{ proxy: 'socks5://127.0.0.1:1080' }])
  })
})

describe('the bandwidth limit', () => {
  it('is switched on with an amount, changed, and switched off', async () => {
    const { changes } = engine()
    const { user } = await open('Downloads')
    const limit = screen.getByRole('switch', { name: 'Limit bandwidth' })
    await user.click(limit)
    const amount = await screen.findByLabelText('Most per second')
    await user.clear(amount)
    await user.type(amount, '2.5{Enter}')
    await user.click(limit)
    expect(changes).toEqual([
      { bytesPerSecond: 5_000_000 },
      { bytesPerSecond: 2_500_000 },
      { bytesPerSecond: null },
    ])
    expect(screen.queryByLabelText('Most per second')).toBeNull()
  })
})

it('puts the standard template back', async () => {
  const { changes } = engine()
  useSettingsStore.setState((state) => ({
    settings: { ...(state.settings as Settings), fileTemplate: '{num}' },
  }))
  const { user } = await open('Names')
  const restore = screen.getAllByRole('button', { name: 'Restore default' })[1]
  if (restore) await user.click(restore)
  expect(changes).toEqual([{ fileTemplate: defaultSettings.fileTemplate }])
  expect(screen.getByLabelText('File of an image')).toHaveValue(defaultSettings.fileTemplate)
})

it('adds a field behind the template, or in place of what is marked', async () => {
  const { changes } = engine()
  const { user } = await open('Names')
  const file = screen.getByLabelText<HTMLInputElement>('File of an image')
  const offered = within(screen.getByRole('group', { name: 'Fields for “File of an image”' }))
  await user.click(offered.getByRole('button', { name: '{host}' }))
  expect(file).toHaveValue('{num:>03} {filename}.{extension}{host}')
  await expect.poll(() => document.activeElement).toBe(file)
  await user.tripleClick(file)
  await user.click(offered.getByRole('button', { name: '{num}' }))
  expect(file).toHaveValue('{num}')
  await user.type(file, '{Enter}')
  expect(changes.at(-1)).toEqual({ fileTemplate: '{num}' })
})

it('speaks another language as soon as it is asked to', async () => {
  engine()
  await open('General')
  act(() => speak('zh-CN'))
  const tab = screen.getByRole('tabpanel')
  expect(within(tab).getByRole('switch', { name: '任务结束时通知' })).toBeVisible()
  expect(within(tab).queryByText('Language')).toBeNull()
})

describe('every section', () => {
  for (const section of ['General', 'Downloads', 'Names', 'Network', 'About']) {
    it(`${section} names each of its controls`, async () => {
      engine()
      const { view } = await open(section)
      const { violations } = await axe.run(view.container, {
        // Colours need a layout, which there is none of here.
        rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
      })
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    })
  }
})

it('a way to one group of settings ends in its first field', async () => {
  const { changes } = engine()
  const { user } = await open('General')
  act(() => showSettings('network', 'limits-of-size'))
  expect(screen.getByRole('tab', { name: 'Network' })).toHaveAttribute('aria-selected', 'true')
  const field = screen.getByLabelText('Largest picture')
  expect(field).toHaveFocus()
  await user.clear(field)
  await user.type(field, '8192{Enter}')
  expect(changes).toEqual([{ network: { decodedBodyLimitBytes: 8 * 1024 ** 3 } }])
})
