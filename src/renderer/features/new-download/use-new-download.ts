import type { DownloadRequestInput } from '@shared/model/download-request'
import { addressAt, type PageRange, parsePageRange } from '@shared/page-range/page-range'
import { useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { recall, remember } from '../../components/remember'
import { useSettings } from '../../stores/settings'
import { closeDialog, showTask } from '../../stores/view'
import { type AddressForm, type AddressReading, formOf, manyPages, readForm } from './address-form'
import { namesAreGood, noOptions, type OptionsForm, optionsOf } from './options-form'
import { type PreviewControl, usePreview } from './use-preview'

/**
 * The request as far as a preview depends on it, so that moving To or the number of connections reads no page again:
 * the first page, the second to compare it with, the recipe, and the names. `standardFolder` is the template that holds
 * unless the request has its own.
 */
export function previewRequest(
  request: DownloadRequestInput,
  range: PageRange,
  standardFolder: string,
): DownloadRequestInput {
  const { folderTemplate, fileTemplate, smallestBytes } = request.options ?? {}
  // How many zeros a page's number gets depends on the last one.
  const isNumbered = /\{page\b/.test(folderTemplate ?? standardFolder)
  return {
    address: isNumbered ? range.canonical : firstTwo(range),
    recipe: request.recipe ?? null,
    folder: request.folder,
    options: {
      ...(folderTemplate === undefined ? {} : { folderTemplate }),
      ...(fileTemplate === undefined ? {} : { fileTemplate }),
      ...(smallestBytes === undefined ? {} : { smallestBytes }),
    },
  }
}

/** The first two addresses of a range as a range; the whole if two addresses make no range. */
function firstTwo(range: PageRange): string {
  if (range.count === 1) return range.canonical
  const first = addressAt(range, 0)
  const second = addressAt(range, 1)
  const two = parsePageRange(`${first} ${second}`)
  return two.ok && two.range.count === 2 ? two.range.canonical : range.canonical
}

/** What a user chooses for a download besides its address. */
export interface DownloadChoices {
  /** Absolute path, or empty. */
  readonly folder: string
  /** Name of a recipe; null: the one that matches. */
  readonly recipe: string | null
  readonly options: OptionsForm
}

/** The state of "New download" while it is open. */
export interface NewDownload {
  readonly form: AddressForm
  readonly reading: AddressReading
  readonly choices: DownloadChoices
  /** First page of the range, for which the recipe is looked up; null without a range. */
  readonly firstPage: string | null
  readonly preview: PreviewControl
  /** The form is complete and nothing in it is wrong. */
  readonly canStart: boolean
  /** Number of pages that the user has to confirm; null: none. */
  readonly asking: number | null
  setForm(form: AddressForm): void
  choose(part: Partial<DownloadChoices>): void
  /** Adds the task and closes the dialog; many pages have to be confirmed by a second call. A failure is shown. */
  start(): Promise<void>
}

const rememberedFolder = 'download-folder'

/** The request of a form; null while it cannot be sent. */
function requestOf(
  range: PageRange,
  { folder, recipe, options }: DownloadChoices,
): DownloadRequestInput | null {
  if (folder === '' || !namesAreGood(options)) return null
  const { startLater } = options
  return { address: range.canonical, recipe, folder, options: optionsOf(options), startLater }
}

/** State and actions of "New download". `first` is the address that it opens with; may be empty. */
export function useNewDownload(first: string): NewDownload {
  const settings = useSettings()
  const [form, setForm] = useState(() => formOf(first))
  const [choices, setChoices] = useState<DownloadChoices>(() => ({
    folder: recall(rememberedFolder) ?? settings.folder,
    recipe: null,
    options: noOptions,
  }))
  const [asked, setAsked] = useState<number | null>(null)
  const [sending, setSending] = useState(false)

  const reading = readForm(form)
  const range = reading.result.kind === 'range' ? reading.result.range : null
  const request = range === null ? null : requestOf(range, choices)
  const preview = usePreview(
    request === null || range === null ? null : previewRequest(request, range, settings.folderTemplate),
  )

  const start = async (): Promise<void> => {
    if (request === null || range === null || sending) return
    const count = range.count ?? 0
    if (count > manyPages && asked !== count) {
      setAsked(count)
      return
    }
    setSending(true)
    const started = await attempt(async () => {
      const id = await invoke('addTask', request)
      remember(rememberedFolder, request.folder)
      closeDialog()
      showTask(id)
    })
    if (!started) setSending(false)
  }

  return {
    form,
    reading,
    choices,
    firstPage: range === null ? null : addressAt(range, 0),
    preview,
    canStart: request !== null && !sending,
    asking: asked !== null && asked === range?.count ? asked : null,
    setForm,
    choose: (part) => setChoices((before) => ({ ...before, ...part })),
    start,
  }
}
