import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { act } from 'react'
import { expect, it } from 'vitest'
import { ToastProvider } from '../../components/overlays/toast'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginSettings } from '../../stores/settings'
import { fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { DownloadsSection } from './downloads-section'

startI18n('en')

it('forgets what was learned about all sites, and says so', async () => {
  const { inputsOf } = fakeEngine()
  act(() => beginSettings(sampleSnapshot))
  render(
    <HintProvider>
      <ToastProvider>
        <DownloadsSection />
      </ToastProvider>
    </HintProvider>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Forget' }))
  expect(inputsOf('forgetSites')).toEqual([{ host: null }])
  expect(await screen.findByText(/^Forgotten: /)).toBeVisible()
})
