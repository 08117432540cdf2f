import { FailureError } from '@shared/model/failure'
import { claimName, type NameClaim } from '../disk/claim-name'
import type { CheckedFolder } from '../disk/folder-check'
import { withExtension } from '../disk/names/file-name'
import type { DiskWriter } from '../disk/writer/disk-writer'
import type { Draft } from './draft'
import type { ImageRequest, ImageTarget, SavedImage } from './image-request'
import { replaceFile } from './replace-file'
import type { ResumeInfo } from './resume'

/** Where the bytes of a whole draft came from. */
export interface Source {
  /** Address that answered. */
  readonly address: string
  readonly etag: string | null
  readonly lastModified: string | null
  /** Whether only the closing of the connection marked the end of the body. */
  readonly endsByClosing: boolean
}

/**
 * Checks a whole draft and gives it its final name, after the intent and the bytes are on the disk.
 *
 * Throws FailureError: what the source refuses, not-an-image, bad-image, truncated, empty, and what the disk refuses.
 */
export async function finishImage(
  { folder, files }: { readonly folder: CheckedFolder; readonly files: DiskWriter },
  request: ImageRequest,
  draft: Draft,
  source: Source,
  signal: AbortSignal,
): Promise<SavedImage> {
  const { part, intake } = draft
  const { target } = request
  const { address, etag, lastModified, endsByClosing } = source
  const bytes = part.length
  const { sha256, type } = intake.finish(endsByClosing)
  const refused = request.source.refuse?.(address, sha256) ?? null
  if (refused !== null) throw new FailureError(refused)
  // The rest of a file may come without the field (RFC 9110 §15.3.7).
  const modified = lastModified ?? draft.resumeInfo?.modified ?? null
  const modifiedMs = modified === null ? null : (target.fileTime?.(modified) ?? null)
  const whole = { bytes, sha256, type: type.type }
  const turn = request.turns.beginContent(sha256)
  if (turn !== undefined) {
    await turn
    signal.throwIfAborted()
  }
  const claim: NameClaim = {
    part: part.path,
    folder: folder.path,
    wanted: withExtension(finalName(target, draft.resumeInfo), type.extension),
    bytes,
    sha256,
    write: () => part.close(modifiedMs),
    name: (from, to) => files.name(folder.dev, from, to),
    decide: async (name) => {
      // Of a small file nothing is on the disk yet: its resume info and its claim are one commit.
      const announced = part.isOnDisk ? undefined : draft.announce()
      const { safe, ...decision } = request.store.decide({ ...whole, file: name })
      const write = async () => {
        await announced
        if (decision.kind === 'keep' || part.isOnDisk) await part.close(modifiedMs)
      }
      // The intent and the bytes go onto the disk side by side: only the name waits for both.
      await bothSettled(safe, write())
      return decision
    },
    isUnrecorded: (name) => request.store.isUnrecorded(name),
  }
  const { replaces, overwrites } = target
  const claimed = await (replaces === undefined
    ? claimName(claim)
    : replaceFile(claim, replaces, signal, overwrites))
  if (claimed === null) {
    await draft.drop()
    return { kind: 'dropped', ...whole }
  }
  const named = { ...whole, file: claimed.file }
  return claimed.found
    ? { kind: 'found', ...named }
    : { kind: 'saved', ...named, address, etag, lastModified }
}

/** Resolves once both have settled; rejects with the first error. */
async function bothSettled(one: Promise<void> | undefined, other: Promise<void>): Promise<void> {
  for (const result of await Promise.allSettled([one, other])) {
    if (result.status === 'rejected') throw result.reason
  }
}

/** Known only when the reply has come: a server may name what its address does not. */
function finalName({ name, nameFor }: ImageTarget, resumeInfo: ResumeInfo | null): string {
  const suggested = resumeInfo?.suggestedName ?? null
  return suggested === null || nameFor === undefined ? name : nameFor(suggested)
}
