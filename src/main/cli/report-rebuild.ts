import { counted } from '@shared/messages/format'
import type { Rebuild } from '@shared/model/check'
import type { Terminal } from './output/terminal'

/** Reports a list of downloads that was lost in whole or in part, once, when everything on disk was found again. */
export function reportRebuild(rebuild: Rebuild | null, terminal: Terminal): void {
  if (rebuild === null) return
  const { what, kept, reason, tasks, unreadable, galleries } = rebuild
  const keptAs = kept === null ? '' : ` The old file is kept as ${kept}.`
  if (what !== 'rows') {
    terminal.warn(`${whatHappened[what](reason)}${keptAs}`)
    terminal.warn(`Found again on disk: ${counted(galleries, 'gallery')}. ${whatToDo(what, tasks)}`)
  }
  if (unreadable.length === 0) return
  const [name, verb] = unreadable.length === 1 ? ['Task', 'was'] : ['Tasks', 'were']
  terminal.warn(
    `${name} ${unreadable.join(', ')} could not be read and ${verb} taken off the list. Their files and galleries stay; add their addresses again.`,
  )
}

const whatHappened = {
  damaged: () => 'The list of downloads was damaged, and a new one was started.',
  emptied: (reason) => `The list of downloads was lost (${reason}), and a new one was started.`,
  behind: (reason) => `The last changes to the list of downloads were lost (${reason}).`,
} satisfies Record<Exclude<Rebuild['what'], 'rows'>, (reason: string) => string>

function whatToDo(what: Rebuild['what'], tasks: number): string {
  if (what === 'behind')
    return 'Resume the tasks that had not ended: files that are there are not fetched again.'
  if (tasks === 0) return 'Downloads that had not ended must be started again.'
  return `${counted(tasks, 'download')} could still be read: paused, to be resumed or cancelled. Files that are there are not fetched again.`
}
