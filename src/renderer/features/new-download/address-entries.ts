import { type PageRange, parsePageRange } from '@shared/page-range/page-range'
import { splitText } from '@shared/text/split-addresses'
import { type AddressForm, formOf, readForm } from './address-form'

/** Most addresses of one list. */
export const mostAddresses = 500

/** One of the addresses of the dialog. */
export interface AddressEntry {
  /** Stays the same while the address is edited. */
  readonly id: string
  readonly form: AddressForm
  /** Becomes a download. */
  readonly ticked: boolean
}

/** What the text of the addresses held besides them. */
export interface NotTaken {
  /** Number of words that are no addresses. */
  readonly count: number
  /** The first of them. */
  readonly words: readonly string[]
  /** Addresses that were there before. */
  readonly repeated: number
}

/** Words of a text that are named. */
const namedWords = 4

const nothingLeft: NotTaken = { count: 0, words: [], repeated: 0 }

/** Everything that the address part of the dialog holds. */
export interface AddressEntries {
  /** At least one. */
  readonly entries: readonly AddressEntry[]
  /** Index of the one that the form shows. */
  readonly chosen: number
  /** Addresses of the text that are not in the list, because it would be too long. */
  readonly more: number
  readonly notTaken: NotTaken
}

/** What the form of an address comes to; null: nothing that can be sent. */
export function rangeOfForm(form: AddressForm): PageRange | null {
  const { result } = readForm(form)
  return result.kind === 'range' ? result.range : null
}

function entryOf(form: AddressForm): AddressEntry {
  return { id: crypto.randomUUID(), form, ticked: true }
}

/** Entries of a text: several addresses are never one, whatever they share. */
export function entriesOf(text: string): AddressEntries {
  const { addresses, others, repeated } = splitText(text)
  const isList = addresses.length > 1
  const taken = isList ? addresses.slice(0, mostAddresses) : [text]
  return {
    entries: taken.map((address) => entryOf(formOf(address))),
    chosen: 0,
    more: Math.max(0, addresses.length - mostAddresses),
    // One address stays in the field with all that stands beside it.
    notTaken: isList ? { count: others.length, words: others.slice(0, namedWords), repeated } : nothingLeft,
  }
}

/** With what a text holds in the place of the chosen entry. */
export function withText({ entries, chosen, more, notTaken }: AddressEntries, text: string): AddressEntries {
  const added = entriesOf(text)
  const all = [...entries.slice(0, chosen), ...added.entries, ...entries.slice(chosen + 1)]
  const kept = all.slice(0, mostAddresses)
  return {
    entries: kept,
    chosen,
    more: more + added.more + all.length - kept.length,
    notTaken: {
      count: notTaken.count + added.notTaken.count,
      words: [...notTaken.words, ...added.notTaken.words].slice(0, namedWords),
      repeated: notTaken.repeated + added.notTaken.repeated,
    },
  }
}

/** With another form in the place of the chosen one's. */
export function withForm(state: AddressEntries, form: AddressForm): AddressEntries {
  const entries = state.entries.map((entry, index) => (index === state.chosen ? { ...entry, form } : entry))
  return { ...state, entries }
}

/** With these ticked or not. */
export function withTicks(state: AddressEntries, ids: ReadonlySet<string>, ticked: boolean): AddressEntries {
  return {
    ...state,
    entries: state.entries.map((entry) => (ids.has(entry.id) ? { ...entry, ticked } : entry)),
  }
}

/** Without these; at least one stays. */
export function without(state: AddressEntries, ids: ReadonlySet<string>): AddressEntries {
  const entries = state.entries.filter(({ id }) => !ids.has(id))
  if (entries.length === 0) return state
  const shown = state.entries[state.chosen]?.id
  const chosen = entries.findIndex(({ id }) => id === shown)
  return { ...state, entries, chosen: Math.max(0, chosen) }
}

/** The range that two entries make as `first last`; null where they make none. */
export function rangeOfEntries({ entries }: AddressEntries): string | null {
  const [first, last] = entries
  if (entries.length !== 2 || !first || !last || first.form.pages !== '' || last.form.pages !== '')
    return null
  const parsed = parsePageRange(`${first.form.address} ${last.form.address}`)
  return parsed.ok ? parsed.range.canonical : null
}
