import { join } from 'node:path'
import type { Parsed } from '@shared/contract/commands'
import type { Texts } from '@shared/messages/desktop-text'
import type { ExportFormat } from '@shared/model/crawl/record-export'
import { parseSink, sinkLabel } from '@shared/model/crawl/sink-address'
import { FailureError, failure } from '@shared/model/failure'
import { type BrowserWindow, dialog, type MessageBoxOptions, type SaveDialogOptions } from 'electron'
import type { Engine } from '../engine/api'
import { safeName } from '../engine/disk/names/safe-name'
import { nearestFolder } from './folder-facts'

const extensions: Readonly<Record<ExportFormat, string>> = {
  csv: 'csv',
  jsonl: 'jsonl',
  parquet: 'parquet',
  sqlite: 'db',
}

/** Lets the user name a file of records; null when they changed their mind. It ends in the extension of its format. */
export async function chooseRecordFile(
  window: BrowserWindow | null,
  folder: string,
  { name, format }: Parsed<'chooseRecordFile'>,
  texts: Texts,
): Promise<string | null> {
  const extension = extensions[format]
  const file = safeName(name, { keepEnd: `.${extension}`, fallback: 'records' })
  const nearest = await nearestFolder(folder)
  const options: SaveDialogOptions = {
    title: texts.sink.chooseFile,
    defaultPath: nearest === null ? file : join(nearest, file),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  }
  const chosen =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options)
  if (chosen.canceled || chosen.filePath === '') return null
  // A file of another ending would be taken for one of another format.
  const isNamed = chosen.filePath.toLowerCase().endsWith(`.${extension}`)
  return isNamed ? chosen.filePath : `${chosen.filePath}.${extension}`
}

/** See the command: the page cannot agree in the place of the user. */
export async function nameServerSink(
  engine: Engine,
  window: BrowserWindow | null,
  { address: typed, password }: Parsed<'nameServerSink'>,
  { sink: texts }: Texts,
): Promise<string | null> {
  const parsed = parseSink(typed)
  if (!parsed.ok) throw new FailureError(parsed.failure)
  const { address, password: inAddress, text } = parsed.sink
  if (address.kind === 'file' || address.kind === 'sqlite')
    throw new FailureError(failure('invalid-input', 'this is a file: choose it in the dialog'))
  const options: MessageBoxOptions = {
    type: 'question',
    title: 'Galleon',
    message: texts.question(sinkLabel(address)),
    detail: texts.detail(text),
    buttons: [texts.allow, texts.cancel],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  }
  const { response } =
    window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options)
  if (response !== 0) return null
  const secret = password ?? (inAddress?.kind === 'text' ? inAddress.text : null)
  if (secret !== null) await engine.commands.keepSinkPassword({ sink: text, password: secret })
  return text
}
