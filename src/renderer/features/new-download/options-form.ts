import type { TaskOptions } from '@shared/model/download-request'
import { longestTemplate, parseTemplate } from '@shared/name-template/name-template'

/** Options as they stand in the form; null or empty: as in the settings. */
export interface OptionsForm {
  readonly connections: number | null
  readonly connectionsPerSite: number | null
  /** Seconds. */
  readonly pause: number | null
  readonly folderTemplate: string
  readonly fileTemplate: string
  readonly smallestKilobytes: number | null
  readonly startLater: boolean
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
  }
}

/** How many options differ from the settings: shown while they are folded away. */
export function changedCount(form: OptionsForm): number {
  return Object.keys(optionsOf(form)).length + (form.startLater ? 1 : 0)
}

/** Whether both templates can be sent: an empty one follows the settings. */
export function namesAreGood({ folderTemplate, fileTemplate }: OptionsForm): boolean {
  return [folderTemplate, fileTemplate].every((template) => {
    const text = template.trim()
    return text === '' || (text.length <= longestTemplate && parseTemplate(text).ok)
  })
}
