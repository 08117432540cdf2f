import type { FileDecision } from '../../disk/claim-name'
import type { StoredGallery } from '../../storage/galleries/gallery-row'
import type { QueuedImage, WholeFile } from '../../storage/images/image-row'
import type { SavingPorts } from '../download-ports'
import { pathOf } from '../known-copy'
import type { KeptPart, ResumeInfo } from './resume'

/** What is done with a whole file. `safe`: when it has resolved the claim is on the disk, and the name may be given. */
type Claim = FileDecision & { readonly safe?: Promise<void> }

/**
 * The rows of one image, as its download reads and changes them. They order its records and its files: the row of a
 * partial file is committed before its bytes, the claim of a name is flushed before the name.
 *
 * Every method throws FailureError (disk-full, not-writable) of the records.
 */
export interface DownloadRows {
  /**
   * Saves what resumes the partial file that is about to be on disk under its temporary name; resolves when its row is safe
   * before the bytes are. `isWhole`: all of its bytes came, and `claim` follows in the same turn and saves it.
   */
  savePart(resumeInfo: ResumeInfo, isWhole: boolean): Promise<void>
  /** The partial file is gone; resolves when that survives a power cut. */
  forgetPart(): Promise<void>
  /** `bytes` of the partial file survive a power cut, and no older ones follow them. */
  partFlushed(bytes: number): void
  /** Decides about a whole file and saves the name that it is about to get; called again when that name is taken. */
  claim(whole: WholeFile): Claim
  /** Whether no row of the task names a file of this name in the folder. */
  isUnrecorded(file: string): boolean
}

/** The rows of an image in its gallery; `name` is the one that its partial file is recorded with. */
export function createDownloadRows(
  {
    task: { id },
    output: { storage },
    pages,
    ports,
    settings,
  }: Omit<SavingPorts, 'client' | 'lane' | 'imageDisk' | 'images'>,
  gallery: StoredGallery,
  image: QueuedImage,
  name: string,
): DownloadRows {
  const { parts, files } = storage.images
  const boot = ports.bootId.mark
  let unclaimed: KeptPart | null = null
  return {
    async savePart(resumeInfo, isWhole) {
      const noted: KeptPart = { ...resumeInfo, name, boot, flushed: 0 }
      // Of a whole file it is one row with its claim, which is saved in this very turn.
      if (isWhole) unclaimed = noted
      else parts.save(image.id, noted)
      // No file is in a folder whose gallery or image the database could lose, and after a kill the row says what the
      // file is. Small files that became whole in one turn share a commit.
      await Promise.all([pages.safe(), isWhole ? storage.committed() : storage.flush()])
    },
    async forgetPart() {
      parts.save(image.id, null)
      // Old resume info must not come back for the bytes that are written next.
      await storage.durable()
    },
    partFlushed: (flushed) => parts.change(image.id, { flushed, boot }),
    claim(whole) {
      // Of a twin only its size is known here: what replaces a bad file must not be a link to another one.
      const known = image.repair ? null : files.byContent(id, whole.sha256)
      const twin = known ? pathOf(known) : null
      if (twin !== null && settings().duplicates === 'note') return { kind: 'drop' }
      // Recorded before the name exists: after a kill or a power cut between the two the file is recognised.
      parts.claim(image.id, whole, unclaimed)
      unclaimed = null
      const safe = storage.durable()
      return twin === null ? { kind: 'keep', safe } : { kind: 'link', path: twin, safe }
    },
    // What another task has saved there counts as unrecorded: an equal file needs no second one beside it.
    isUnrecorded: (file) => !files.isTakenInTask(id, image.id, { ...gallery, file }, true),
  }
}
