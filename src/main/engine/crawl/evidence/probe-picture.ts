import { FailureError } from '@shared/model/failure'
import type { Referer } from '../../address/referrer-policy'
import type { ProbedPicture } from '../../extract/extraction'
import { type ReadAt, readPictureSize } from '../../image/dimensions'
import { imageType } from '../../image/sniff'
import type { TaskClient } from '../../network/network'
import { readBody } from '../../network/read-body'

/** Bytes that are asked for: most headers fit into the first, profiles and previews of cameras into the second. */
const headLengths = [4096, 65_536] as const

/** A picture whose first bytes are wanted. */
export interface PictureRequest {
  readonly address: string
  readonly referer?: Referer | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Type and size in pixels of a picture by its first bytes; null for what answers with no picture.
 *
 * A server that ignores the range (RFC 9110 §14.2) is not read further than a range would be. Rejects with the signal's
 * reason.
 */
export async function probePicture(
  client: TaskClient,
  request: PictureRequest,
  signal: AbortSignal,
): Promise<ProbedPicture | null> {
  let found: ProbedPicture | null = null
  for (const length of headLengths) {
    const head = await readHead(client, request, length, signal)
    const type = head === null ? null : imageType(head)
    if (head === null || type === null) return found
    const size = await readPictureSize(type.type, readerOf(head))
    found = { type: type.type, width: size?.width ?? null, height: size?.height ?? null }
    if (size !== null || head.length < length) return found
  }
  return found
}

/** The first 64 KB of a picture; null for what answers with none. Rejects with the signal's reason. */
export async function readPictureHead(
  client: TaskClient,
  request: PictureRequest,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const head = await readHead(client, request, headLengths[1], signal)
  return head === null || imageType(head) === null ? null : head
}

async function readHead(
  client: TaskClient,
  request: PictureRequest,
  length: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  try {
    const reply = await client.request({ ...request, firstBytes: length, wants: 'image' }, signal)
    if (reply.status !== 200 && reply.status !== 206) {
      reply.discard()
      return null
    }
    return (await readBody(client, reply, length, signal)).subarray(0, length)
  } catch (error) {
    if (error instanceof FailureError) return null
    throw error
  }
}

function readerOf(head: Uint8Array): ReadAt {
  return (position, length) => Promise.resolve(head.subarray(position, position + length))
}
