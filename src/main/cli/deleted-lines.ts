import { counted } from '@shared/messages/format'
import type { DeletedFiles, KeptFile } from '@shared/model/deleted-files'

/** What became of the finished files of cancelled tasks, a sentence a line; none when there was nothing to delete. */
export function deletedLines({ trashed, deleted, changed, shared, kept }: DeletedFiles): readonly string[] {
  const lines: string[] = []
  if (trashed > 0) lines.push(`${counted(trashed, 'file')} moved to the trash`)
  if (deleted > 0) lines.push(`${counted(deleted, 'file')} deleted for good: no trash took them`)
  const pathsOf = (reason: KeptFile['why']) =>
    kept.filter(({ why }) => why === reason).map(({ path }) => `  ${path}`)
  if (changed > 0) {
    const reason = 'changed since the download, or not comparable with its record'
    lines.push(`${counted(changed, 'file')} kept: ${reason}`, ...pathsOf('changed'))
  }
  if (shared > 0) {
    const reason = 'another download has them in its record, or they were there before'
    lines.push(`${counted(shared, 'file')} kept: ${reason}`, ...pathsOf('shared'))
  }
  const more = changed + shared - kept.length
  if (kept.length > 0 && more > 0) lines.push(`and ${more.toLocaleString('en')} more`)
  return lines
}
