import type { Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { errorCode } from '@shared/model/error-code'
import { FailureError } from '@shared/model/failure'
import type { Verdict } from '@shared/model/library/check'
import { readOnly } from '../../disk/paths'
import { createImageIntake } from '../../image/intake'

/** What a record says of a file. */
export interface RecordedContent {
  readonly bytes: number
  /** Lower-case hexadecimal; null when it was not recorded. */
  readonly sha256: string | null
  /** Media type. */
  readonly type: string
}

/** A file on disk against its record. */
interface FileCheck {
  readonly verdict: Verdict
  /** Bytes on disk; null when there is no file to read. */
  readonly bytes: number | null
  /** The technical part in English; empty for a whole file. */
  readonly detail: string
}

const chunkBytes = 256 * 1024

/**
 * Reads a file once, from its first byte to its last, and judges it by what was recorded of it.
 *
 * Never writes. Keeps at most 256 KiB in memory. Rejects with the signal's reason alone.
 */
export async function checkFile(
  path: string,
  recorded: RecordedContent,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): Promise<FileCheck> {
  try {
    await using file = await open(path, readOnly)
    const facts = await file.stat()
    if (!facts.isFile()) return unreadable('not a file')
    // Most pictures are smaller than a chunk: memory for the whole of it, for each of 100,000, would be churned for nothing.
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, facts.size + 1))
    return judge(await readImage(file, buffer, signal, onBytes), facts, recorded)
  } catch (error) {
    signal.throwIfAborted()
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return { verdict: 'missing', bytes: null, detail: 'no such file' }
    }
    return unreadable(code === 'ELOOP' ? 'a symbolic link, not a file' : String(error))
  }
}

/** Whether a whole image, recorded or not, stands at this path; anything that cannot be read counts as one. */
export async function isWorthKeeping(path: string, signal: AbortSignal): Promise<boolean> {
  const { verdict } = await checkFile(path, { bytes: -1, sha256: null, type: '' }, signal)
  return verdict === 'changed' || verdict === 'unreadable'
}

type Content =
  | { readonly kind: 'image'; readonly sha256: string; readonly type: string; readonly extension: string }
  | { readonly kind: 'unended' | 'no-image'; readonly detail: string }

async function readImage(
  file: FileHandle,
  buffer: Buffer,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Content> {
  const intake = createImageIntake()
  try {
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      if (bytesRead === 0) break
      intake.push(buffer.subarray(0, bytesRead))
      onBytes(bytesRead)
    }
    const { sha256, type } = intake.finish(false)
    return { kind: 'image', sha256, type: type.type, extension: type.extension }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const { kind, detail } = error.failure
    return { kind: kind === 'bad-image' ? 'unended' : 'no-image', detail }
  }
}

function judge(content: Content, { size }: Stats, recorded: RecordedContent): FileCheck {
  const found = (verdict: Verdict, detail: string) => ({ verdict, bytes: size, detail })
  const sizes = `${size} bytes instead of ${recorded.bytes}`
  switch (content.kind) {
    case 'no-image':
      return size === 0 ? found('wrong-size', sizes) : found('damaged', content.detail)
    case 'unended':
      return size === recorded.bytes ? found('damaged', content.detail) : found('wrong-size', sizes)
    case 'image':
      if (size !== recorded.bytes) return found('changed', sizes)
      if (recorded.sha256 !== null && content.sha256 !== recorded.sha256) {
        return found('changed', `SHA-256 ${content.sha256} instead of ${recorded.sha256}`)
      }
      return content.type === recorded.type
        ? found('whole', '')
        : found('changed', `${content.type} instead of ${recorded.type}`)
  }
}

function unreadable(detail: string): FileCheck {
  return { verdict: 'unreadable', bytes: null, detail }
}
