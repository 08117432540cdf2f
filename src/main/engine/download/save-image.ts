import { basename, join } from 'node:path'
import { FailureError, isLocal, isTransient } from '@shared/model/failure'
import { type CheckedFolder, type CheckFolder, createFolderChecker } from '../disk/folder-check'
import { caseKey, withNumber } from '../disk/names/file-name'
import { partName } from '../disk/part-name'
import {
  claimBody,
  createSpaceReserver,
  type ReserveSpace,
  type SpaceReservation,
} from '../disk/space/reserve-space'
import { createDiskWriter, type DiskWriter } from '../disk/writer/disk-writer'
import type { Reply } from '../network/http/http'
import type { TaskClient } from '../network/network'
import type { Attempted } from '../network/retry'
import type { Log } from '../ports/ports'
import { createDraft, type Draft } from './draft'
import { finishImage } from './finish-image'
import { type ImageRequest, type ImageSource, noStore, type SavedImage } from './image-request'
import { continuesPart, resumeInfoOf, saysComplete, strongTag, validatorOf } from './resume'

export type { FileDecision } from '../disk/claim-name'
export type { ImageRequest, SavedImage, WholeImage } from './image-request'
export type { ResumeInfo } from './resume'

/** What all downloads of images share of the disk; the engine makes it once and closes it last. */
export interface ImageDisk {
  readonly checkFolder: CheckFolder
  readonly reserveSpace: ReserveSpace
  readonly files: DiskWriter
  /** Temporary names in use, so that two downloads of one name do not write into one file. */
  readonly partNames: Set<string>
  /** What marks the partial files of this data folder; see `partName`. */
  readonly partTag: string
  /** Clock of durations, in milliseconds. */
  readonly monotonic: () => number
}

/** What the disk of downloads is made of. */
interface ImageDiskOptions {
  /** Built file of `disk-writer-worker.ts`. */
  readonly diskWriterFile: string
  /** See `ImageDisk.partTag`; none when absent. */
  readonly partTag?: string
  readonly monotonic: () => number
  readonly log: Log
}

/** The caller closes `files`. */
export function createImageDisk(options: ImageDiskOptions): ImageDisk {
  const { diskWriterFile, partTag = '', monotonic, log } = options
  return {
    checkFolder: createFolderChecker(monotonic),
    reserveSpace: createSpaceReserver(monotonic),
    files: createDiskWriter(diskWriterFile, log),
    partNames: new Set(),
    partTag,
    monotonic,
  }
}

/** Reasons of an abort after which nothing is kept. */
const ending: ReadonlySet<unknown> = new Set(['cancel', 'done'])

/**
 * Fetches an image and saves it under its final name, which appears only when the file is whole and checked.
 *
 * Throws FailureError after the retries, or the signal's reason. The partial file stays when another try may use it:
 * after an abort that is a pause or a quit, after a failure that may pass or that lies on this machine.
 */
export async function saveImage(
  client: TaskClient,
  disk: ImageDisk,
  request: ImageRequest,
  signal: AbortSignal,
): Promise<SavedImage> {
  const { partNames } = disk
  const { source, target, store, report } = request
  signal.throwIfAborted()
  if (basename(target.name) !== target.name || /^\.{0,2}$|[\\/\0]/.test(target.name)) {
    throw new Error(`not a file name: ${target.name}`)
  }
  const checked = await disk.checkFolder(target.folder, target.root, store.restoreFolder)
  const folder = checked.path
  disk.files.warm(checked.dev)
  signal.throwIfAborted()
  const partPath = (name: string) => join(folder, partName(name, disk.partTag, target.owner))
  const path = freePath((number) => partPath(withNumber(target.name, number)), partNames)
  // Under another temporary name there is nothing that the resume info could belong to.
  const isOwn = path === partPath(target.name)
  const draft = createDraft(path, isOwn ? store : noStore, {
    saveWhole: (part, chunks, modifiedMs) => disk.files.save(checked.dev, part, chunks, modifiedMs),
    monotonic: disk.monotonic,
  })
  const key = caseKey(path)
  partNames.add(key)
  try {
    if (isOwn && request.part !== null) {
      await draft.load(request.part.resumeInfo, request.part.trustedBytes)
    }
    const place = { folder: checked, reserveSpace: disk.reserveSpace, files: disk.files }
    const attempt = () => tryImage(client, place, request, draft, signal)
    return await client.retry(source.address, attempt, signal)
  } catch (error) {
    if (error instanceof FailureError && isLocal(error.failure)) report.refused(error)
    const keeps =
      isOwn &&
      (signal.aborted
        ? !ending.has(signal.reason)
        : error instanceof FailureError && (isTransient(error.failure) || isLocal(error.failure)))
    // The first error is the one that is reported; a disk that is full refuses this too.
    await (keeps ? draft.part.keep() : draft.drop()).catch(() => {})
    throw error
  } finally {
    partNames.delete(key)
  }
}

function freePath(pathOf: (number: number) => string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const path = pathOf(number)
    if (!taken.has(caseKey(path))) return path
  }
}

/** Where an image goes. */
interface Destination {
  readonly folder: CheckedFolder
  readonly reserveSpace: ReserveSpace
  readonly files: DiskWriter
}

async function tryImage(
  client: TaskClient,
  place: Destination,
  request: ImageRequest,
  draft: Draft,
  signal: AbortSignal,
): Promise<Attempted<SavedImage>> {
  const turn = request.turns.beginTry()
  if (turn !== undefined && !(await turn)) {
    await draft.drop()
    return { kind: 'value', value: { kind: 'unneeded' } }
  }
  try {
    const attempted = await attemptImage(client, place, request, draft, signal)
    if (attempted.kind === 'backoff') request.turns.endTry()
    return attempted
  } catch (error) {
    if (!signal.aborted && error instanceof FailureError && isTransient(error.failure)) request.turns.endTry()
    throw error
  }
}

async function attemptImage(
  client: TaskClient,
  place: Destination,
  request: ImageRequest,
  draft: Draft,
  signal: AbortSignal,
): Promise<Attempted<SavedImage>> {
  const { resumeInfo, part } = draft
  // Until the file has its name: what was received last is written then.
  using room = place.reserveSpace(place.folder)
  // Killed between the last byte and the name.
  if (resumeInfo !== null && resumeInfo.total === part.length && draft.intake.isWhole) {
    return {
      kind: 'value',
      value: await finishImage(place, request, draft, { ...resumeInfo, endsByClosing: false }, signal),
    }
  }
  const opened = await openRest(client, request.source, draft, signal)
  if (opened.kind === 'complete') {
    const source = {
      address: opened.address,
      etag: resumeInfo?.etag ?? null,
      lastModified: resumeInfo?.lastModified ?? null,
    }
    return {
      kind: 'value',
      value: await finishImage(place, request, draft, { ...source, endsByClosing: true }, signal),
    }
  }
  const { reply } = opened
  if (opened.kind === 'whole') {
    const backoff = client.judge(reply)
    if (backoff !== null) return backoff
    try {
      await draft.begin(resumeInfoOf(reply, request.source.address, request.source.encoding))
    } catch (error) {
      // It stays unread: its connection and its permits would be kept until the run ends.
      reply.discard()
      throw error
    }
  }
  try {
    const received = await receive(client, reply, room, request, draft, signal)
    if (received === 'filtered') {
      await draft.drop()
      return { kind: 'value', value: { kind: 'filtered' } }
    }
    const source = {
      address: reply.address,
      etag: strongTag(reply),
      lastModified: reply.header('last-modified'),
      endsByClosing: reply.endsByClosing,
    }
    return { kind: 'value', value: await finishImage(place, request, draft, source, signal) }
  } catch (error) {
    // What came is written before the wait for the next attempt, and the file is not held open meanwhile.
    if (!signal.aborted && error instanceof FailureError && isTransient(error.failure)) await part.keep()
    throw error
  }
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
  { address, referer, headers }: ImageSource,
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
  return { kind: 'whole', reply: await client.request(request, signal) }
}

/** Reads the body into the draft. The end of this function frees the connection, whichever way it ends. */
async function receive(
  client: TaskClient,
  reply: Reply,
  room: SpaceReservation,
  { source, report }: ImageRequest,
  { part, intake }: Draft,
  signal: AbortSignal,
): Promise<'whole' | 'filtered'> {
  const { smallestBytes = 0, largestBytes = Infinity } = source
  const total = reply.length === null ? null : part.length + reply.length
  const isOutside = (bytes: number) => bytes < smallestBytes || bytes > largestBytes
  if (total !== null && total > 0 && isOutside(total)) {
    reply.discard()
    return 'filtered'
  }
  const claimed = claimBody(reply.length, room)
  // Before the connection is given back: it would begin the next file.
  const refused = (error: unknown): never => {
    if (error instanceof FailureError) report.refused(error)
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
    report.received(part.length, total)
    if (part.length > largestBytes) return 'filtered'
  }
  return part.length > 0 && isOutside(part.length) ? 'filtered' : 'whole'
}
