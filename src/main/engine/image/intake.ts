import { createHash } from 'node:crypto'
import { type Failure, FailureError, failure } from '@shared/model/failure'
import { type PictureSize, readPictureSize } from './dimensions'
import {
  createEndCheck,
  type EndCheck,
  headBytes,
  type ImageType,
  imageType,
  isDecided,
  looksLikeText,
  mayBecomeImage,
} from './sniff'

/** What an image is by its bytes. */
export interface Judged {
  /** Lower-case hexadecimal. */
  readonly sha256: string
  readonly type: ImageType
  /** Width and height in pixels; null for what has none, or where they were not wanted. */
  readonly size: PictureSize | null
}

/** Sees every byte of an image once, in order: its type, its end, its hash. */
export interface ImageIntake {
  readonly bytes: number
  /** Throws not-an-image as soon as the beginning shows it. */
  push(chunk: Uint8Array): void
  /**
   * Judges the whole. Throws FailureError: empty, not-an-image, bad-image or, where only the image itself can say that
   * bytes are missing, truncated. Ends the intake.
   */
  finish(endsByClosing: boolean): Omit<Judged, 'size'>
  /**
   * Width and height of a picture by its first 64 KB; null for what has none there, a drawing or a video, or where the
   * beginning was not to be kept.
   */
  size(): Promise<PictureSize | null>
  /** Whether the image is known to be complete with what was seen. */
  readonly isWhole: boolean
}

/** Bytes that hold nearly every header; profiles and previews of cameras stand before some. */
const headerBytes = 65_536

/** The beginning of what is pushed. */
function createBeginning() {
  const chunks: Uint8Array[] = []
  let length = 0
  return {
    push(chunk: Uint8Array) {
      if (length >= headerBytes) return
      // A copy: slice of a Buffer is none, and the chunk moves to the thread that writes it.
      chunks.push(new Uint8Array(chunk.subarray(0, headerBytes - length)))
      length += chunk.length
    },
    bytes: () => Buffer.concat(chunks),
  }
}

/** Judges the bytes of one image as they come; `keepsBeginning`: for its size. */
export function createImageIntake(keepsBeginning = true): ImageIntake {
  const hash = createHash('sha256')
  const beginning = keepsBeginning ? createBeginning() : null
  let bytes = 0
  let head: Uint8Array = new Uint8Array()
  let type: ImageType | null = null
  let end: EndCheck | null = null

  const recognise = (first: Uint8Array) => {
    type = imageType(first)
    if (type === null) throw new FailureError(notAnImage(first))
    end = createEndCheck(type)
    end.push(first)
  }

  return {
    get bytes() {
      return bytes
    },
    push: (chunk) => {
      hash.update(chunk)
      beginning?.push(chunk)
      bytes += chunk.length
      if (end !== null) {
        end.push(chunk)
        return
      }
      const first = head.length === 0 ? chunk : Buffer.concat([head, chunk])
      if (first.length >= headBytes && isDecided(first)) recognise(first)
      // The chunk is the caller's again when this returns.
      else head = first === chunk ? new Uint8Array(chunk) : first
    },
    finish: (endsByClosing) => {
      if (bytes === 0) throw new FailureError(failure('empty', 'no byte came'))
      if (end === null && endsByClosing && imageType(head) === null && mayBecomeImage(head)) {
        throw new FailureError(failure('truncated', `an image of ${bytes} bytes`))
      }
      if (end === null) recognise(head)
      if (type === null) throw new Error('a type was recognised or refused')
      if (end?.isWhole() === false) {
        // A body that ends by closing may have been cut on its way; one of known length came as the server has it.
        const kind = endsByClosing ? 'truncated' : 'bad-image'
        throw new FailureError(failure(kind, `${type.type} without its end, ${bytes} bytes`))
      }
      return { sha256: hash.digest('hex'), type }
    },
    async size() {
      if (beginning === null || type === null) return null
      if (!type.type.startsWith('image/') || type.type === 'image/svg+xml') return null
      const start = beginning.bytes()
      return await readPictureSize(type.type, (at, length) =>
        Promise.resolve(start.subarray(at, at + length)),
      )
    },
    get isWhole() {
      return end?.isWhole() === true
    },
  }
}

function notAnImage(head: Uint8Array): Failure {
  const beginning = Buffer.from(head.subarray(0, 32))
  return failure(
    'not-an-image',
    looksLikeText(head)
      ? `begins with ${JSON.stringify(beginning.toString('latin1'))}`
      : `begins with bytes ${beginning.toString('hex')}`,
  )
}
