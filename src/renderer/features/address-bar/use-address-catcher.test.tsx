import { act, fireEvent, render, screen } from '@testing-library/react'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { startI18n } from '../../locales/i18n'
import { closeDialog, useView } from '../../stores/view'
import { findAddress, useAddressCatcher } from './use-address-catcher'

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

it.each([
  ['https://example.org/a/5510.html', 'https://example.org/a/5510.html'],
  ['  https://example.org/a/[1-9].html\n', 'https://example.org/a/[1-9].html'],
  ['look: https://example.org/a/1.html, nice', 'https://example.org/a/1.html,'],
  ['<a href="http://example.org/x">', 'http://example.org/x'],
  [
    'https://example.org/1.html https://example.org/9.html',
    'https://example.org/1.html https://example.org/9.html',
  ],
  [
    'https://example.org/1.html\nhttps://other.example/2.html',
    'https://example.org/1.html https://other.example/2.html',
  ],
  [
    'https://a.example/\r\nhttps://b.example/ https://c.example/',
    'https://a.example/ https://b.example/ https://c.example/',
  ],
  ['# title\nhttps://a.example/', 'https://a.example/'],
  ['<a href="http://example.org/x">http://example.org/x</a>', 'http://example.org/x'],
  [`https://a.example/ ${'x'.repeat(9000)}`, 'https://a.example/'],
  ['www.example.org/a/1.html', 'www.example.org/a/1.html'],
  ['example.org', null],
  ['a sentence about nothing', null],
  ['ftp://example.org/a', null],
  ['', null],
  ['x'.repeat(9000), null],
])('in %j is %j', (text, address) => {
  expect(findAddress(text)).toBe(address)
})
