import type { Rebuild } from '@shared/rebuild'
import { counted } from './format'
import type { Terminal } from './terminal'

/** Reports a list of downloads that was lost in whole or in part, once, when everything on disk was found again. */
export function reportRebuild(rebuild: Rebuild | null, terminal: Terminal): void {
  if (rebuild === null) return
  const { kept, reason, galleries } = rebuild
  const keptAs = kept === null ? '' : ` The old file is kept as ${kept}.`
  terminal.warn(`${whatHappened[rebuild.what](reason)}${keptAs}`)
  terminal.warn(`Found again on disk: ${counted(galleries, 'gallery')}. ${whatToDo[rebuild.what]}`)
}

const whatHappened = {
  damaged: () => 'The list of downloads was damaged, and a new one was started.',
  emptied: (reason) => `The list of downloads was lost (${reason}), and a new one was started.`,
  behind: (reason) => `The last changes to the list of downloads were lost (${reason}).`,
} satisfies Record<Rebuild['what'], (reason: string) => string>

const whatToDo = {
  damaged: 'Downloads that had not ended must be started again.',
  emptied: 'Downloads that had not ended must be started again.',
  behind: 'Resume the tasks that had not ended: files that are there are not fetched again.',
} satisfies Record<Rebuild['what'], string>
