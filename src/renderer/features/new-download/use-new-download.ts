import type { DownloadRequestInput } from '@shared/contract/commands'
import { addressAt, type PageRange } from '@shared/page-range/page-range'
import { useState } from 'react'
import { invoke } from '../../bridge'
import { recall, remember } from '../../remember'
import { useSettings } from '../../stores/settings'
import { closeDialog, showTask } from '../../stores/view'
import { attempt } from '../failures/attempt'
import { type AddressForm, type AddressReading, formOf, manyPages, readForm } from './address-form'
import { namesAreGood, noOptions, type OptionsForm, optionsOf } from './options-form'
import { previewRequest } from './preview-request'
import { type PreviewControl, usePreview } from './use-preview'

/** Everything that "New download" holds while it is open. */
export interface NewDownload {
  readonly form: AddressForm
  readonly reading: AddressReading
  readonly range: PageRange | null
  /** First page of the range, in which recipes are looked up. */
  readonly firstPage: string | null
  readonly folder: string
  readonly recipe: string | null
  readonly options: OptionsForm
  readonly preview: PreviewControl
  /** The form is complete and nothing in it is wrong. */
  readonly canStart: boolean
  /** Number of pages that the person is asked about now; null: nothing is asked. */
  readonly asking: number | null
  setForm(form: AddressForm): void
  setFolder(folder: string): void
  setRecipe(recipe: string | null): void
  setOptions(options: OptionsForm): void
  /** Starts, or asks first when the pages are many. */
  start(): Promise<void>
}

const rememberedFolder = 'download-folder'

/** `first` is the address that it opens with; may be empty. */
export function useNewDownload(first: string): NewDownload {
  const settings = useSettings()
  const [form, setForm] = useState(() => formOf(first))
  const [folder, setFolder] = useState(() => recall(rememberedFolder) ?? settings.folder)
  const [recipe, setRecipe] = useState<string | null>(null)
  const [options, setOptions] = useState(noOptions)
  const [asked, setAsked] = useState<number | null>(null)
  const [sending, setSending] = useState(false)

  const reading = readForm(form)
  const range = reading.result.kind === 'range' ? reading.result.range : null
  const request: DownloadRequestInput | null =
    range === null || folder === '' || !namesAreGood(options)
      ? null
      : {
          address: range.canonical,
          recipe,
          folder,
          options: optionsOf(options),
          startLater: options.startLater,
        }
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
      remember(rememberedFolder, folder)
      closeDialog()
      showTask(id)
    })
    if (!started) setSending(false)
  }

  return {
    form,
    reading,
    range,
    firstPage: range === null ? null : addressAt(range, 0),
    folder,
    recipe,
    options,
    preview,
    canStart: request !== null && !sending,
    asking: asked !== null && asked === range?.count ? asked : null,
    setForm,
    setFolder,
    setRecipe,
    setOptions,
    start,
  }
}
