import type { DownloadRequestInput } from '@shared/model/download-request'
import type { Preview } from '@shared/model/gallery'
import type { Reading } from '@shared/model/page-kind'
import type { TaskId } from '@shared/model/units'
import { addressAt, type PageRange } from '@shared/page-range/page-range'
import { useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { recall, remember } from '../../components/remember'
import { useSettings } from '../../stores/settings'
import { closeDialog, showTask } from '../../stores/view'
import { type AddressEntries, type AddressEntry, entriesOf, rangeOfForm, without } from './address-entries'
import { type AddressForm, type AddressReading, manyPages, readForm } from './address-form'
import { noOptions, type OptionsForm, optionsAreGood, optionsOf } from './options-form'
import { isJudged } from './readings'
import { firstOf, type PreviewControl, usePreview } from './use-preview'

/**
 * The request as far as its result depends on it: what only decides how fast it comes, or what is done with files that are there,
 * reads no page again. The whole range, because the pages that are compared lie far apart in it.
 */
export function previewRequest(request: DownloadRequestInput): DownloadRequestInput {
  const {
    connections: _connections,
    connectionsPerSite: _perSite,
    intervalMs: _interval,
    bytesPerSecond: _speed,
    retries: _retries,
    mtime: _mtime,
    skip: _skip,
    listOnly: _listOnly,
    ...options
  } = request.options ?? {}
  return { address: request.address, recipe: request.recipe ?? null, folder: request.folder, options }
}

/** What a user chooses for a download besides its address. */
export interface DownloadChoices {
  /** Absolute path, or empty. */
  readonly folder: string
  /** Name of a recipe; null: the one that matches. */
  readonly recipe: string | null
  readonly options: OptionsForm
}

/** The page of the preview as it was judged, and what the user makes of it. */
export interface PageReading {
  /** As the page was judged, also while another reading of it is shown; null: not known yet. */
  readonly judged: Preview | null
  /** What the user chose instead; null: as it was judged. */
  readonly chosen: Reading | null
  choose(kind: Reading): void
}

/** The state of "New download" while it is open. */
export interface NewDownload {
  readonly addresses: AddressEntries
  readonly form: AddressForm
  readonly reading: AddressReading
  readonly choices: DownloadChoices
  /** The chosen range; null without one. */
  readonly range: PageRange | null
  readonly preview: PreviewControl
  readonly page: PageReading
  /** Downloads that start. */
  readonly wanted: number
  /** The form is complete and nothing in it is wrong. */
  readonly canStart: boolean
  /** Number of pages that the user has to confirm; null: none. */
  readonly asking: number | null
  setAddresses(change: (before: AddressEntries) => AddressEntries): void
  choose(part: Partial<DownloadChoices>): void
  /** Adds the tasks and closes the dialog; many pages have to be confirmed by a second call. A failure is shown. */
  start(): Promise<void>
}

const rememberedFolder = 'download-folder'

/** The request of a range; null while it cannot be sent. */
function requestOf(
  range: PageRange | null,
  { folder, recipe, options }: DownloadChoices,
  readings: ReadonlyMap<string, Reading>,
): DownloadRequestInput | null {
  if (range === null || folder === '' || !optionsAreGood(options)) return null
  const readAs = readings.get(addressAt(range, 0))
  const { startLater } = options
  return {
    address: range.canonical,
    recipe,
    folder,
    options: { ...optionsOf(options), ...(readAs === undefined ? {} : { readAs }) },
    startLater,
  }
}

/** State and actions of "New download". `first` is the text that it opens with: an address, several, or empty. */
export function useNewDownload(first: string): NewDownload {
  const settings = useSettings()
  const [addresses, setAddresses] = useState(() => entriesOf(first))
  const [choices, setChoices] = useState<DownloadChoices>(() => ({
    folder: recall(rememberedFolder) ?? settings.folder,
    recipe: null,
    options: noOptions,
  }))
  // By the address of the first page: another address is judged again.
  const [readings, setReadings] = useState<ReadonlyMap<string, Reading>>(new Map())

  const { entries, chosen } = addresses
  const form = entries[chosen]?.form ?? { address: '', chosen: null, pages: '' }
  const reading = readForm(form)
  const range = reading.result.kind === 'range' ? reading.result.range : null
  const firstPage = range === null ? null : addressAt(range, 0)
  const request = requestOf(range, choices, readings)
  const asked = request === null ? null : previewRequest(request)
  const preview = usePreview(asked)
  const judged = useJudged(firstPage, preview)

  const wanted = entries.length === 1 ? entries : entries.filter(({ ticked }) => ticked)
  const ranges = wanted.map((entry) => (entry === entries[chosen] ? range : rangeOfForm(entry.form)))
  const ready = wanted.flatMap((entry, at) => {
    const one = requestOf(ranges[at] ?? null, choices, readings)
    return one === null ? [] : [{ entry, request: one }]
  })
  const pages = ranges.reduce((sum, one) => sum + (one?.count ?? 0), 0)
  const starting = useStart(ready, pages, (ids) => setAddresses((before) => without(before, ids)))

  return {
    addresses,
    form,
    reading,
    choices,
    range,
    preview,
    page: {
      judged,
      chosen: firstPage === null ? null : (readings.get(firstPage) ?? null),
      choose(kind) {
        if (firstPage === null) return
        const next = new Map(readings)
        if (kind === judged?.judgement.kind) next.delete(firstPage)
        else next.set(firstPage, kind)
        setReadings(next)
      },
    },
    wanted: wanted.length,
    canStart: ready.length > 0 && ready.length === wanted.length && !starting.sending,
    asking: starting.asking,
    setAddresses,
    choose: (part) => setChoices((before) => ({ ...before, ...part })),
    start: starting.start,
  }
}

/** Most pages whose judgement is kept while others are shown. */
const mostJudged = 50

/**
 * The last preview of this first page that shows it as it was judged, also while another reading is shown, and when other
 * addresses were chosen in between: a page that is read as the user chose answers without its judgement.
 */
function useJudged(firstPage: string | null, { state }: PreviewControl): Preview | null {
  const [kept, setKept] = useState<ReadonlyMap<string, Preview>>(new Map())
  if (state.kind === 'ready' && isJudged(state.preview)) {
    // The request of the state and not the form's: the preview of before stays until the next one is read.
    const page = firstOf(state.request.address)
    if (kept.get(page) !== state.preview) {
      const others = [...kept].filter(([other]) => other !== page)
      setKept(new Map([...others.slice(1 - mostJudged), [page, state.preview]]))
    }
  }
  return firstPage === null ? null : (kept.get(firstPage) ?? null)
}

interface ReadyEntry {
  readonly entry: AddressEntry
  readonly request: DownloadRequestInput
}

/** Adds a task for each entry in order. Those that were added before a failure are reported, so that none is added twice. */
function useStart(
  ready: readonly ReadyEntry[],
  pages: number,
  onPart: (added: ReadonlySet<string>) => void,
): Pick<NewDownload, 'asking' | 'start'> & { readonly sending: boolean } {
  const [asked, setAsked] = useState<number | null>(null)
  const [sending, setSending] = useState(false)
  const start = async (): Promise<void> => {
    if (ready.length === 0 || sending) return
    if (pages > manyPages && asked !== pages) {
      setAsked(pages)
      return
    }
    setSending(true)
    const added = new Map<string, TaskId>()
    const started = await attempt(async () => {
      for (const { entry, request } of ready) {
        added.set(entry.id, await invoke('addTask', request))
        remember(rememberedFolder, request.folder)
      }
    })
    if (started) {
      closeDialog()
      const [first] = added.values()
      if (first !== undefined) showTask(first)
    } else {
      onPart(new Set(added.keys()))
      setSending(false)
    }
  }
  return { asking: asked !== null && asked === pages ? asked : null, sending, start }
}
