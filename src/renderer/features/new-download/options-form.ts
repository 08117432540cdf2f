import type { TaskOptions } from '@shared/model/download-request'
import { longestTemplate, parseTemplate } from '@shared/name-template/name-template'

/** Options as they stand in the form; null or empty: as in the settings, or the default of the engine. */
export interface OptionsForm {
  readonly connections: number | null
  readonly connectionsPerSite: number | null
  /** Seconds. */
  readonly pause: number | null
  readonly folderTemplate: string
  readonly fileTemplate: string
  readonly smallestKilobytes: number | null
  readonly startLater: boolean
  readonly pages: PageOptions
}

/** Options of what is followed and which versions are taken. */
export interface PageOptions {
  /** Thumbnails are followed to their pictures, an index to its galleries, a gallery to its next pages. */
  readonly follow: boolean
  readonly oneFolder: boolean
  readonly version: NonNullable<TaskOptions['version']>
  /** Names of formats as typed, such as `png, webp`. */
  readonly formats: string
  readonly videos: boolean
  /** Most images of each gallery; null: all. */
  readonly mostImages: number | null
}

/** The form in which everything follows the settings. */
export const noOptions: OptionsForm = {
  connections: null,
  connectionsPerSite: null,
  pause: null,
  folderTemplate: '',
  fileTemplate: '',
  smallestKilobytes: null,
  startLater: false,
  pages: { follow: true, oneFolder: false, version: 'largest', formats: '', videos: true, mostImages: null },
}

const bytesPerKilobyte = 1000

/** Only what the user changed: everything else follows the settings, also later. */
export function optionsOf(form: OptionsForm): TaskOptions {
  const { connections, connectionsPerSite, pause, smallestKilobytes } = form
  const folderTemplate = form.folderTemplate.trim()
  const fileTemplate = form.fileTemplate.trim()
  return {
    ...(connections === null ? {} : { connections }),
    ...(connectionsPerSite === null ? {} : { connectionsPerSite }),
    ...(pause === null ? {} : { intervalMs: Math.round(pause * 1000) }),
    ...(folderTemplate === '' ? {} : { folderTemplate }),
    ...(fileTemplate === '' ? {} : { fileTemplate }),
    ...(smallestKilobytes === null
      ? {}
      : { smallestBytes: Math.round(smallestKilobytes * bytesPerKilobyte) }),
    ...pageOptionsOf(form.pages),
  }
}

function pageOptionsOf({
  follow,
  oneFolder,
  version,
  formats,
  videos,
  mostImages,
}: PageOptions): TaskOptions {
  const wanted = formatsOf(formats) ?? []
  return {
    ...(follow ? {} : { follow }),
    ...(oneFolder ? { oneFolder } : {}),
    ...(version === 'largest' ? {} : { version }),
    ...(wanted.length === 0 ? {} : { formats: wanted }),
    ...(videos ? {} : { videos }),
    ...(mostImages === null ? {} : { mostImages }),
  }
}

/** Most formats of a request. */
const mostFormats = 10

/** The formats of a typed list, best first, without dots and repeats; null where one of them is no name of a format. */
export function formatsOf(text: string): string[] | null {
  const names = text
    .toLowerCase()
    .split(/[\s,;，、]+/)
    .map((name) => name.replace(/^\./, ''))
    .filter((name) => name !== '')
  const formats = [...new Set(names)]
  return formats.length <= mostFormats && formats.every((name) => /^[a-z0-9]{2,5}$/.test(name))
    ? formats
    : null
}

/** How many options differ from the settings: shown while they are folded away. */
export function changedCount(form: OptionsForm): number {
  return Object.keys(optionsOf(form)).length + (form.startLater ? 1 : 0)
}

/** Whether the options can be sent: an empty template follows the settings, and each format is a name of one. */
export function optionsAreGood({ folderTemplate, fileTemplate, pages }: OptionsForm): boolean {
  const templates = [folderTemplate, fileTemplate].every((template) => {
    const text = template.trim()
    return text === '' || (text.length <= longestTemplate && parseTemplate(text).ok)
  })
  return templates && formatsOf(pages.formats) !== null
}
