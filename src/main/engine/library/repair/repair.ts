import { realpath } from 'node:fs/promises'
import type { FolderRepair, RepairStart, Verdict } from '@shared/model/library/check'
import { canResume, canRetry } from '@shared/model/task-state'
import type { ImageId } from '@shared/model/units'
import { withUserinfoOf } from '@shared/text/address-parts'
import type { ChangeReport } from '../../ports/change-notifier'
import type { StoredGallery } from '../../storage/galleries/gallery-row'
import type { ListedImage, RecordedFile } from '../../storage/images/image-row'
import type { RunningTasks } from '../../tasks/running-tasks'
import type { Scheduler } from '../../tasks/scheduler'
import { type FileEntry, type RecordEntry, type RecordHead, readEntries } from '../check/read-record'
import { verifyFolder } from '../check/verify-gallery'
import { folderOf } from '../gallery-record'
import { requireFullPath } from '../target-folder'
import { type AdoptPorts, adoptEntry, adoptGallery, knownGalleries, recountGallery } from './adopt-gallery'

/** What a repair reads, and whom it lets work. */
export interface RepairPorts extends AdoptPorts {
  readonly changes: ChangeReport
  readonly runningTasks: RunningTasks
  readonly scheduler: Pick<Scheduler, 'enqueue'>
}

/** Whether a repair fetches a file again: one that the user may have edited only with `changed`. */
export function isRepairable(verdict: Verdict, changed: boolean): boolean {
  return verdict !== 'whole' && verdict !== 'unreadable' && (verdict !== 'changed' || changed)
}

/**
 * Checks a folder and queues what is bad in it; the files stay where they are until their replacements are whole.
 *
 * A gallery that the records do not know is adopted from its `gallery.json`. Killed at any instant and called again, the
 * end is the same. Rejects as `verifyFolder` does.
 */
export async function repairFolder(
  tools: RepairPorts,
  { folder, changed }: FolderRepair,
  signal: AbortSignal,
): Promise<RepairStart> {
  requireFullPath(folder)
  const wanted = new Set<string>()
  let head: RecordHead | null = null
  for await (const finding of verifyFolder(folder, signal)) {
    if (finding.kind === 'end') head = finding.head
    else if (isRepairable(finding.verdict, changed)) wanted.add(finding.expected.file)
  }
  if (head === null || wanted.size === 0) return { taskId: null, queued: 0 }
  const places = new Set([folder, await realpath(folder)])
  const [known] = knownGalleries(tools, head.key, (gallery) => places.has(folderOf(gallery)))
  if (known) tools.ledger.restore(known.taskId)
  const gallery = known ?? adoptGallery(tools, folder, head)
  let queued = 0
  for await (const read of readEntries(folder, signal)) {
    if (read.kind === 'bad') continue
    const line = asKnown(tools, gallery, read)
    adoptEntry(tools, gallery, line)
    if (line.kind === 'file' && wanted.has(line.entry.file) && queueEntry(tools, gallery, line.entry))
      queued++
  }
  return begin(tools, gallery, queued)
}

/** The entry under the address of our own records, which know the name and the password that no record holds. */
function asKnown(
  { storage }: RepairPorts,
  gallery: StoredGallery,
  line: Exclude<RecordEntry, { readonly kind: 'bad' }>,
): Exclude<RecordEntry, { readonly kind: 'bad' }> {
  const address = withUserinfoOf(gallery.page, line.entry.address)
  if (address === line.entry.address || !storage.images.ofAddress(gallery.id, address)) return line
  // The kinds differ in their entries, not in the address.
  return { ...line, entry: { ...line.entry, address } } as typeof line
}

/** Queues images of one gallery whose files were found bad. */
export function repairImages(
  tools: RepairPorts,
  gallery: StoredGallery,
  images: readonly { readonly id: ImageId; readonly recorded: RecordedFile }[],
): RepairStart {
  tools.ledger.restore(gallery.taskId)
  for (const { id, recorded } of images) tools.storage.images.queue.repair(id, recorded)
  return begin(tools, gallery, images.length)
}

/** False when the records say that the image has another file by now. */
function queueEntry({ storage }: RepairPorts, gallery: StoredGallery, entry: FileEntry): boolean {
  const image = storage.images.ofAddress(gallery.id, entry.address)
  if (!image || !holds(image, entry.file)) return false
  const { file, bytes, sha256, type } = entry
  // One that waits already is only counted: queueing it again would remove its partial file.
  if (image.state !== 'queued' || image.repair === null) {
    storage.images.queue.repair(image.id, { file, bytes, sha256, type })
  }
  return true
}

function holds({ state, file, repair }: ListedImage, name: string): boolean {
  if (state === 'saved' || state === 'skipped') return file === name
  return repair === null || repair.file === name
}

/** Counts again and lets the gallery's task work, whatever it did before. */
function begin(tools: RepairPorts, gallery: StoredGallery, queued: number): RepairStart {
  const { storage, ledger, scheduler, runningTasks } = tools
  const { taskId } = gallery
  if (queued === 0) return { taskId: null, queued }
  storage.galleries.progress.finish(gallery.id, null)
  recountGallery(tools, gallery)
  tools.changes.rowsChanged(taskId)
  tools.changes.libraryChanged()
  const { state } = ledger.need(taskId)
  if (canRetry(state) || canResume(state)) {
    ledger.commit(taskId, { kind: 'queued' })
    scheduler.enqueue(taskId)
  } else runningTasks.get(taskId)?.requeue()
  return { taskId, queued }
}
