import { FailureError, isLocal, isTransient } from '@shared/model/failure'
import type { Referer } from '../../address/referrer-policy'
import type { CheckedFolder } from '../../disk/folder-check'
import { createPartFile, type PartFile, type PartWatch } from '../../disk/part-file'
import { claimBody, type SpaceReservation } from '../../disk/space/reserve-space'
import { createImageIntake, type ImageIntake, type Judged } from '../../image/intake'
import type { HandedReply, Reply } from '../../network/http/http'
import type { TaskClient } from '../../network/network'
import type { Attempted } from '../../network/retry'
import type { ImageAtWork } from '../download-ports'
import type { ImageDisk } from '../image-disk'
import type { DownloadRows } from './download-rows'
import { continuesPart, keptFields, type ResumeInfo, resumeInfoOf, saysComplete, validatorOf } from './resume'

/** What is fetched, and within which bounds of size it is kept. */
export interface ImageSource {
  readonly address: string
  readonly referer?: Referer | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Encoding of the page that shows the image, in which a server may suggest a name; null: not known. */
  readonly encoding?: string | null
  readonly smallestBytes?: number | undefined
  readonly largestBytes?: number | undefined
  /** What came to a first request for it. Only for an empty draft. */
  readonly handed?: HandedReply
}

/** An image in the making: the bytes on disk, what was seen in them, and what they are a part of. */
export interface Draft {
  readonly part: PartFile
  readonly intake: ImageIntake
  readonly resumeInfo: ResumeInfo | null
  /**
   * Takes what an earlier run or a thread left, at most `trusted` bytes of it. Throws FailureError (disk-full, not-writable), or the
   * reason of the signal: then nothing of it was taken.
   */
  load(resumeInfo: ResumeInfo, trusted: number, signal?: AbortSignal): Promise<void>
  /** Starts again with the file that this describes. */
  begin(resumeInfo: ResumeInfo): Promise<void>
  /** What the bytes that the part holds are; see `PartFile.hold`. */
  describe(resumeInfo: ResumeInfo): void
  /** Saves the resume info of a file that is about to be made by something else. */
  record(): Promise<void> | undefined
  /** So many bytes of such a file survive a power cut. */
  flushed(bytes: number): void
  /** Saves the resume info of a whole file before a byte is written, so that the claim of its name shares the commit. */
  announce(): Promise<void> | undefined
  /** Removes the file and forgets it. */
  drop(): Promise<void>
}

/** An empty draft; `path` is its temporary name in the folder. With null rows it is recorded nowhere, and never resumed. */
export function createDraft(
  path: string,
  { dev }: CheckedFolder,
  { files, monotonic }: Pick<ImageDisk, 'files' | 'monotonic'>,
  rows: DownloadRows | null,
): Draft {
  let intake = createImageIntake()
  let resumeInfo: ResumeInfo | null = null
  let isRecorded = false
  const saveRecord = (isWhole: boolean): Promise<void> | undefined => {
    if (isRecorded) return undefined
    isRecorded = true
    return resumeInfo === null ? undefined : rows?.savePart(resumeInfo, isWhole)
  }
  const flushed = (bytes: number) => {
    if (resumeInfo !== null) rows?.partFlushed(bytes)
  }
  const watch: PartWatch = { onCreate: () => saveRecord(false), onFlushed: flushed }
  const part = createPartFile(path, {
    watch,
    saveWhole: (to, chunks, modifiedMs) => files.save(dev, to, chunks, modifiedMs),
    forget: (key) => files.forget(dev, key),
    monotonic,
  })
  const drop = async () => {
    resumeInfo = null
    intake = createImageIntake()
    await part.restart()
    if (isRecorded) await rows?.forgetPart()
    isRecorded = false
  }
  return {
    part,
    get intake() {
      return intake
    },
    get resumeInfo() {
      return resumeInfo
    },
    load: async (known, trusted, signal) => {
      isRecorded = true
      const see = (chunk: Uint8Array) => {
        signal?.throwIfAborted()
        intake.push(chunk)
      }
      try {
        resumeInfo = known
        await part.load(see, trusted)
      } catch (error) {
        // A disk that refuses for now says nothing of the file; one that is no image is as good as nothing.
        if (!(error instanceof FailureError) || isLocal(error.failure)) throw error
        await drop()
      }
    },
    begin: async (next) => {
      if (part.length > 0 || resumeInfo !== null) await drop()
      resumeInfo = next
    },
    describe: (known) => {
      resumeInfo = known
    },
    record: () => saveRecord(false),
    flushed,
    announce: () => saveRecord(true),
    drop,
  }
}

/** A draft that lacks nothing and was judged to be an image; `size` absent: the draft's intake has seen it. */
export interface WholeDraft extends Omit<Judged, 'size'>, Partial<Pick<Judged, 'size'>> {
  readonly bytes: number
  /** Address that answered, after redirects. */
  readonly address: string
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What became of a draft: it is whole, or outside the bounds of size and dropped. */
export type FilledDraft = (WholeDraft & { readonly kind: 'whole' }) | { readonly kind: 'filtered' }

/**
 * Fetches what a draft lacks, once, and judges the whole. `room` is where its bytes go; `work` is null for an image that no task saves.
 *
 * Throws FailureError: those of the request, not-an-image, bad-image, truncated, empty, and what the disk refuses; or the
 * signal's reason. After one that may pass the draft is closed, so that another try can continue it.
 */
export async function fillDraft(
  client: TaskClient,
  source: ImageSource,
  draft: Draft,
  room: SpaceReservation,
  work: Pick<ImageAtWork, 'progress' | 'disk'> | null,
  signal: AbortSignal,
): Promise<Attempted<FilledDraft>> {
  const { resumeInfo, part } = draft
  // Killed between the last byte and the name.
  if (resumeInfo !== null && resumeInfo.total === part.length && draft.intake.isWhole) {
    return { kind: 'value', value: judgeWhole(draft, resumeInfo, false) }
  }
  const opened = await openRest(client, source, draft, signal)
  if (opened.kind === 'complete') {
    const { etag = null, lastModified = null } = resumeInfo ?? {}
    return { kind: 'value', value: judgeWhole(draft, { address: opened.address, etag, lastModified }, true) }
  }
  const { reply } = opened
  if (opened.kind === 'whole') {
    const backoff = client.judge(reply)
    if (backoff !== null) return backoff
    try {
      await draft.begin(resumeInfoOf(reply, source.address, source.encoding))
    } catch (error) {
      // It stays unread: its connection and its permits would be kept until the run ends.
      reply.discard()
      throw error
    }
  }
  try {
    const received = await receive(client, reply, source, draft, room, work, signal)
    if (received === 'filtered') {
      await draft.drop()
      return { kind: 'value', value: { kind: 'filtered' } }
    }
    const from = { address: reply.address, ...keptFields(reply) }
    return { kind: 'value', value: judgeWhole(draft, from, reply.endsByClosing) }
  } catch (error) {
    // What came is written before the wait for the next attempt, and the file is not held open meanwhile.
    if (!signal.aborted && error instanceof FailureError && isTransient(error.failure)) await part.keep()
    throw error
  }
}

/** `endsByClosing`: only the closing of the connection marked the end of the body. */
function judgeWhole(
  { part, intake }: Draft,
  { address, etag, lastModified }: Pick<WholeDraft, 'address' | 'etag' | 'lastModified'>,
  endsByClosing: boolean,
): FilledDraft {
  const { sha256, type } = intake.finish(endsByClosing)
  return { kind: 'whole', bytes: part.length, sha256, type, address, etag, lastModified }
}

type Opened =
  /** The body is exactly what the draft lacks. */
  | { readonly kind: 'rest'; readonly reply: Reply }
  /** The draft must start again, if the reply is a good one. */
  | { readonly kind: 'whole'; readonly reply: Reply }
  /** The draft lacks nothing. */
  | { readonly kind: 'complete'; readonly address: string }

/** Asks for what the draft lacks, or for the whole file if the draft cannot be continued. */
async function openRest(
  client: TaskClient,
  { address, referer, headers, handed }: ImageSource,
  draft: Draft,
  signal: AbortSignal,
): Promise<Opened> {
  const request = { address, referer, headers, wants: 'image' } as const
  const { resumeInfo, part } = draft
  const validator = resumeInfo === null ? null : validatorOf(resumeInfo)
  if (
    resumeInfo !== null &&
    validator !== null &&
    part.length > 0 &&
    part.length < (resumeInfo.total ?? Infinity)
  ) {
    const reply = await client.request({ ...request, resume: { from: part.length, validator } }, signal)
    if (reply.status === 206 && continuesPart(reply, resumeInfo, part.length)) return { kind: 'rest', reply }
    if (reply.status !== 206 && reply.status !== 416) return { kind: 'whole', reply }
    reply.discard()
    if (reply.status === 416 && saysComplete(reply, resumeInfo, part.length) && draft.intake.isWhole) {
      return { kind: 'complete', address: reply.address }
    }
    await draft.drop()
  }
  return { kind: 'whole', reply: await client.request({ ...request, handed }, signal) }
}

/** Reads the body into the draft. The end of this function frees the connection, whichever way it ends. */
async function receive(
  client: TaskClient,
  reply: Reply,
  { smallestBytes = 0, largestBytes = Infinity }: ImageSource,
  { part, intake }: Draft,
  room: SpaceReservation,
  work: Pick<ImageAtWork, 'progress' | 'disk'> | null,
  signal: AbortSignal,
): Promise<'whole' | 'filtered'> {
  const total = reply.length === null ? null : part.length + reply.length
  const isOutside = (bytes: number) => bytes < smallestBytes || bytes > largestBytes
  if (total !== null && total > 0 && isOutside(total)) {
    reply.discard()
    return 'filtered'
  }
  const claimed = claimBody(reply.length, room)
  // Before the connection is given back: it would begin the next file.
  const refused = (error: unknown): never => {
    if (error instanceof FailureError) work?.disk.refused(error)
    throw error
  }
  try {
    await claimed.begin().catch(refused)
  } catch (error) {
    reply.discard()
    throw error
  }
  for await (const chunk of reply.body) {
    const turn = client.pass(chunk.length, signal)
    if (turn !== undefined) await turn
    const room = claimed.receive(chunk.length)
    if (room !== undefined) await room.catch(refused)
    intake.push(chunk)
    const written = part.append(chunk, total)
    if (written !== undefined) await written.catch(refused)
    claimed.hold(part.unwritten)
    work?.progress.report(part.length, total)
    if (part.length > largestBytes) return 'filtered'
  }
  return part.length > 0 && isOutside(part.length) ? 'filtered' : 'whole'
}
