import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeAll, describe, expect, it } from 'vitest'
import { startI18n } from '../../locales/i18n'
import { NumberField } from './number-field'

beforeAll(() => startI18n('en'))

/** A field whose listener takes no more than 64 and nothing for empty. */
function Limited() {
  const [value, setValue] = useState(8)
  return (
    <NumberField
      label="At once"
      value={value}
      settles
      onCommit={(next) => {
        if (next !== null) setValue(Math.min(next, 64))
      }}
    />
  )
}

async function type(text: string): Promise<void> {
  const user = userEvent.setup()
  const field = screen.getByRole('textbox', { name: 'At once' })
  await user.clear(field)
  if (text !== '') await user.type(field, text)
  fireEvent.blur(field)
}

describe('a field that settles', () => {
  it('shows the number that was made of the typed one, each time', async () => {
    render(<Limited />)
    const field = screen.getByRole('textbox', { name: 'At once' })
    await type('100')
    expect(field).toHaveValue('64')
    await type('100')
    expect(field).toHaveValue('64')
  })

  it('shows the number that holds after it was emptied', async () => {
    render(<Limited />)
    await type('')
    expect(screen.getByRole('textbox', { name: 'At once' })).toHaveValue('8')
  })
})
