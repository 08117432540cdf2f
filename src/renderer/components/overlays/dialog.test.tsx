import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeAll, expect, it } from 'vitest'
import { startI18n } from '../../locales/i18n'
import { Button } from '../button'
import { Dialog } from './dialog'
import { HintProvider } from './tooltip'

beforeAll(() => startI18n('en'))

function Page() {
  const [open, setOpen] = useState(false)
  return (
    <HintProvider>
      <Button onClick={() => setOpen(true)}>Ask</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Really?"
        footer={<Button onClick={() => setOpen(false)}>Yes</Button>}
      >
        <input aria-label="Why" />
      </Dialog>
    </HintProvider>
  )
}

it('a dialog takes the focus, keeps it inside and gives it back', async () => {
  const user = userEvent.setup()
  render(<Page />)
  const opener = screen.getByRole('button', { name: 'Ask' })
  await user.click(opener)
  const dialog = await screen.findByRole('dialog', { name: 'Really?' })
  await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement))
  for (let step = 0; step < 6; step += 1) {
    await user.tab()
    await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement))
  }
  await user.click(screen.getByLabelText('Why'))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(opener).toHaveFocus())
})

it('a disabled button keeps the focus and does nothing', async () => {
  const user = userEvent.setup()
  let clicks = 0
  render(
    <Button disabled onClick={() => (clicks += 1)}>
      Start
    </Button>,
  )
  const button = screen.getByRole('button', { name: 'Start' })
  await user.click(button)
  expect(button).toHaveFocus()
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(clicks).toBe(0)
})
