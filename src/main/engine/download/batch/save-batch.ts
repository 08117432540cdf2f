import { FailureError } from '@shared/model/failure'
import type { Turn } from '../../async/sequencer'
import { partName } from '../../disk/part-name'
import type { WholeFile } from '../../storage/images/image-row'
import type { DownloadPorts } from '../download-ports'
import { fileTime, finalNameOf } from '../saving/finish-image'
import { replyWith } from '../saving/reply-with'
import { type KeptPart, keptFields, resumeInfoOf } from '../saving/resume'
import type { LaneReply } from '../thread/lane-reply'
import type { StoredEnd, StoredFile } from '../thread/messages'
import type { BatchedImage } from './batched-image'

/** An image that the thread of its disk holds, whole and checked. */
export interface WholeImage {
  readonly entry: BatchedImage
  readonly reply: Extract<LaneReply, { readonly kind: 'whole' }>
}

/** A file that has its name; its record is to be written. */
export interface NamedImage {
  readonly entry: BatchedImage
  readonly whole: WholeFile
  readonly etag: string | null
  readonly lastModified: string | null
}

/** An image that goes its own way. With its reply: the thread holds it still. Else its row says what became of it. */
export interface LeavingImage {
  readonly entry: BatchedImage
  readonly reply: WholeImage['reply'] | null
  /** Its name was refused: those of its gallery may be taken as well. */
  readonly isTaken?: boolean
}

/** How a batch ended. Its contents have their turn until it is disposed of, when the records are written. */
export interface SavedBatch extends Disposable {
  readonly named: readonly NamedImage[]
  readonly leaving: readonly LeavingImage[]
}

/** An image with its place among the rows and on the disk. */
interface Claimed {
  readonly image: WholeImage
  readonly named: NamedImage
  readonly stored: StoredFile
}

/**
 * Brings whole images of one disk to their names, in the order that all files keep: first the rows that know the partial files, then
 * these; when claims and bytes are on the disk, the names. Whatever is unusual about one leaves that one to its own way.
 */
export async function saveBatch(run: DownloadPorts, images: readonly WholeImage[]): Promise<SavedBatch> {
  const turns: Turn[] = []
  const end = (named: readonly NamedImage[], leaving: readonly LeavingImage[]): SavedBatch => ({
    named,
    leaving,
    [Symbol.dispose]: () => {
      for (const turn of turns) turn.end()
    },
  })
  const leaves = ({ entry, reply }: WholeImage): LeavingImage => ({ entry, reply })
  const { storage } = run.output
  const plain = withoutTwins(run, images, turns)
  const others = images.filter((image) => !plain.has(image)).map(leaves)
  const [first] = plain
  if (first === undefined) return end([], others)
  const folders: string[] = []
  let claimed: readonly Claimed[]
  let isSafe: Promise<boolean>
  try {
    claimed = [...plain].map((image) => claim(run, image, folders))
    isSafe = storage.durable().then(
      () => true,
      () => false,
    )
    // No file is in a folder whose gallery or image the database could lose, and after a kill the row says what it is.
    await Promise.all([run.pages.safe(), storage.committed()])
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return end([], [...others, ...[...plain].map(leaves)])
  }
  const { dev } = first.entry.place.folder
  const storing = run.imageDisk.files.store(dev, { folders, files: claimed.map(({ stored }) => stored) })
  void isSafe.then(storing.link)
  const ended = await storing.ended
  const named: NamedImage[] = []
  for (const [nth, one] of claimed.entries()) {
    // Null for all: the thread has crashed, and what is there must be looked for.
    const how = ended === null ? undefined : (ended[nth] ?? null)
    if (how === null) named.push(one.named)
    else others.push(afterFailure(run, one.image, how))
  }
  return end(named, others)
}

/** Those whose content is new to the task, with its turn; one that is as long as no file may be is not among them. */
function withoutTwins(
  { task, output: { storage }, images: { contents }, settings }: DownloadPorts,
  images: readonly WholeImage[],
  turns: Turn[],
): ReadonlySet<WholeImage> {
  const { decodedBodyLimitBytes } = settings().network
  const hashes = images.map(({ reply }) => reply.sha256)
  const known = storage.images.files.knownContents(task.id, hashes)
  const plain = new Set<WholeImage>()
  for (const image of images) {
    const { sha256, bytes } = image.reply
    if (known.has(sha256) || contents.isBusy(sha256) || bytes > decodedBodyLimitBytes) continue
    turns.push(contents.begin(sha256))
    plain.add(image)
  }
  return plain
}

/** Writes into its row what its partial file is and which name it is about to get. Its folder is one of `folders`, or is added. */
function claim(run: DownloadPorts, image: WholeImage, folders: string[]): Claimed {
  const { entry, reply: came } = image
  const { image: row, name } = entry
  const { gallery, folder } = entry.place
  const { address } = row
  const reply = replyWith(address, came.headers)
  const resumeInfo = resumeInfoOf(reply, address, gallery.encoding)
  const kept = keptFields(reply)
  const request = { gallery, image: row, source: { address }, name }
  const file = finalNameOf(run, request, resumeInfo.suggestedName, came.type)
  const whole = { file, bytes: came.bytes, sha256: came.sha256, type: came.type.type }
  const part: KeptPart = { ...resumeInfo, name, boot: run.ports.bootId.mark, flushed: 0 }
  run.output.storage.images.parts.claim(row.id, whole, part)
  return {
    image,
    named: { entry, whole, ...kept },
    stored: {
      held: came.held,
      folder: placeIn(folders, folder.path),
      part: partName(name, run.imageDisk.partTag, row.id),
      to: file,
      modifiedMs: fileTime(run, kept.lastModified),
    },
  }
}

function placeIn(folders: string[], path: string): number {
  const known = folders.lastIndexOf(path)
  return known < 0 ? folders.push(path) - 1 : known
}

/** An image whose file did not get its name; `how` undefined: nothing is known of it. */
function afterFailure(
  { output: { storage } }: DownloadPorts,
  { entry, reply }: WholeImage,
  how: NonNullable<StoredEnd> | undefined,
): LeavingImage {
  if (how?.at === 'write') return { entry, reply }
  // It has no name: a file that has it is another one, and must not be taken for this image.
  if (how?.at === 'link' || how?.at === 'flush' || how?.at === 'lost')
    storage.images.parts.unclaim(entry.image.id)
  return { entry, reply: null, isTaken: how?.at === 'link' }
}
