import { act, fireEvent, render, screen } from '@testing-library/react'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { startI18n } from '../../locales/i18n'
import { closeDialog, useView } from '../../stores/view'
import { useAddressCatcher } from './use-address-catcher'

function Page() {
  const over = useAddressCatcher()
  return (
    <>
      <input aria-label="Field" />
      {over}
    </>
  )
}

const carrier = (text: string) => ({
  types: ['text/plain'],
  getData: (type: string) => (type === 'text/plain' ? text : ''),
})

beforeAll(() => startI18n('en'))
beforeEach(() => {
  act(closeDialog)
  render(<Page />)
})

it('an address that is pasted with nothing focused opens "New download"', () => {
  fireEvent.paste(document.body, { clipboardData: carrier('see https://example.org/a/1.html') })
  expect(useView.getState().dialog).toEqual({ kind: 'new-download', address: 'https://example.org/a/1.html' })
})

it('one that is pasted into a field stays in the field', () => {
  fireEvent.paste(screen.getByLabelText('Field'), { clipboardData: carrier('https://example.org/a/1.html') })
  expect(useView.getState().dialog).toBeNull()
})

it('a link that is dragged over the window is announced and opens "New download" when dropped', () => {
  const dataTransfer = carrier('https://example.org/a/2.html')
  fireEvent.dragEnter(document.body, { dataTransfer })
  expect(screen.getByText('Drop to download')).toBeInTheDocument()
  fireEvent.drop(document.body, { dataTransfer })
  expect(screen.queryByText('Drop to download')).toBeNull()
  expect(useView.getState().dialog).toEqual({ kind: 'new-download', address: 'https://example.org/a/2.html' })
})
