import { describe, expect, it } from 'vitest'
import {
  type AddressEntries,
  entriesOf,
  mostAddresses,
  rangeOfEntries,
  withForm,
  without,
  withText,
} from './address-entries'

const shown = ({ entries }: AddressEntries) =>
  entries.map(({ form }) => form.address + (form.pages && ` ${form.pages}`))

describe('the addresses of "New download"', () => {
  it('are several where a text holds several, and each keeps its range', () => {
    const state = entriesOf('https://a.example/[1-5].html\nhttps://b.example/9.html')
    expect(shown(state)).toEqual(['https://a.example/1.html 1-5', 'https://b.example/9.html'])
    expect(state.entries.every(({ ticked }) => ticked)).toBe(true)
  })

  it('are two where they differ in a number, and can be taken as a range', () => {
    const state = entriesOf('https://a.example/5.html https://a.example/9.html')
    expect(shown(state)).toEqual(['https://a.example/5.html', 'https://a.example/9.html'])
    expect(rangeOfEntries(state)).toBe('https://a.example/[5-9].html')
    expect(rangeOfEntries(entriesOf('https://a.example/5 https://b.example/9'))).toBeNull()
  })

  it('are one where there is one, or none', () => {
    expect(shown(entriesOf('https://a.example/[5-9].html'))).toEqual(['https://a.example/5.html 5-9'])
    expect(shown(entriesOf(''))).toEqual([''])
  })

  it('take the place of the one that they are pasted over', () => {
    const state = { ...entriesOf('https://a.example/ https://b.example/'), chosen: 1 }
    expect(shown(withText(state, 'https://c.example/\nhttps://d.example/'))).toEqual([
      'https://a.example/',
      'https://c.example/',
      'https://d.example/',
    ])
  })

  it('change one at a time, and the last one stays', () => {
    const state = entriesOf('https://a.example/ https://b.example/')
    const [first, second] = state.entries
    const changed = withForm(state, { address: 'https://x.example/', chosen: null, pages: '' })
    expect(shown(changed)).toEqual(['https://x.example/', 'https://b.example/'])
    expect(shown(without(changed, new Set([first?.id ?? ''])))).toEqual(['https://b.example/'])
    expect(shown(without(changed, new Set([first?.id ?? '', second?.id ?? ''])))).toHaveLength(2)
  })

  it('are no more than a list can show, and the rest is counted', () => {
    const many = Array.from({ length: mostAddresses + 7 }, (_, n) => `https://a.example/${n}`).join('\n')
    expect(entriesOf(many)).toMatchObject({ more: 7 })
    expect(entriesOf(many).entries).toHaveLength(mostAddresses)
  })
})
