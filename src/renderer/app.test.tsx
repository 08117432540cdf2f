import { failure } from '@shared/model/failure'
import { nothingBad } from '@shared/model/library/check'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { App } from './app'
import { ToastProvider } from './components/overlays/toast'
import { HintProvider } from './components/overlays/tooltip'
import { speak, startI18n } from './locales/i18n'
import { useSettingsStore } from './stores/settings'
import { closeDialog, showView, useView } from './stores/view'
import { fakeEngine, sampleSnapshot } from './testing/fake-engine'

// There is no canvas here to draw on.

beforeAll(() => startI18n('en'))
beforeEach(() => {
  act(() => {
    closeDialog()
    showView('downloads')
    useSettingsStore.setState({ settings: null })
    speak('en')
  })
})

function show(): ReturnType<typeof userEvent.setup> {
  render(
    <HintProvider>
      <ToastProvider>
        <App />
      </ToastProvider>
    </HintProvider>,
  )
  return userEvent.setup()
}

it('the first start offers the demo gallery, which needs no internet', async () => {
  fakeEngine({
    snapshot: () => ({ ok: true, value: sampleSnapshot }),
    startDemo: () => ({ ok: true, value: { address: 'http://127.0.0.1:40123/a/[5510-5525].html' } }),
  })
  const user = show()
  await user.click(await screen.findByRole('button', { name: 'Try it with the built-in demo gallery' }))
  await screen.findByRole('dialog', { name: 'New download' })
  expect(screen.getByLabelText('Address')).toHaveValue('http://127.0.0.1:40123/a/5510.html')
  expect(screen.getByText('16 pages, from …/5510.html to …/5525.html')).toBeVisible()
})

it('shows the check of files that the page before this one began', async () => {
  const check = { galleries: 1, files: 10, bytes: 100, filesDone: 1, bytesDone: 10, whole: 1, unknown: 0 }
  const progress = {
    ...check,
    bad: nothingBad,
    gone: [],
    missing: { images: 0, pages: 0 },
    incomplete: [],
  } as const
  fakeEngine({
    snapshot: () => ({
      ok: true,
      value: {
        ...sampleSnapshot,
        jobs: { check: { state: 'working', progress }, rebuild: null, export: null },
      },
    }),
  })
  show()
  expect(await screen.findByRole('dialog', { name: 'Check files' })).toBeVisible()
})

it('speaks another language as soon as the settings say so', async () => {
  const engine = fakeEngine({ snapshot: () => ({ ok: true, value: sampleSnapshot }) })
  show()
  await screen.findByText('Nothing downloaded yet')
  act(() =>
    engine.send({
      revision: 2,
      deltas: [{ kind: 'settings', settings: { ...sampleSnapshot.settings, language: 'zh-CN' } }],
    }),
  )
  expect(await screen.findByText('还没有下载')).toBeVisible()
  expect(document.documentElement.lang).toBe('zh-CN')
})

it('a command that fails is shown with what to do, not with an error', async () => {
  fakeEngine({
    snapshot: () => ({ ok: true, value: sampleSnapshot }),
    startDemo: () => ({ ok: false, failure: failure('disk-full', 'ENOSPC') }),
  })
  const user = show()
  await user.click(await screen.findByRole('button', { name: 'Try it with the built-in demo gallery' }))
  await waitFor(() => expect(screen.getAllByText('The disk is full.').length).toBeGreaterThan(0))
  expect(useView.getState().dialog).toBeNull()
})

it('an engine that cannot be reached is reported, and can be tried again', async () => {
  let ready = false
  fakeEngine({
    snapshot: () =>
      ready
        ? { ok: true, value: sampleSnapshot }
        : { ok: false, failure: failure('held-elsewhere', 'data folder') },
  })
  const user = show()
  expect(await screen.findByText('Galleon could not start')).toBeVisible()
  ready = true
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('Nothing downloaded yet')).toBeVisible()
})

it('an address and Enter in the bar open "New download" filled in', async () => {
  fakeEngine({ snapshot: () => ({ ok: true, value: sampleSnapshot }) })
  const user = show()
  await user.type(await screen.findByLabelText('Page address'), 'https://example.org/a/7.html{Enter}')
  await screen.findByRole('dialog', { name: 'New download' })
  expect(screen.getByLabelText('Address')).toHaveValue('https://example.org/a/7.html')
})
