import { concatBytes } from '../async/time-slice'
import type { Reply } from './http/http'
import type { TaskClient } from './task-client'

/**
 * The body of a reply within the bandwidth of its task: all of it, or, of a longer one, its first `most` bytes and what came
 * with them; the rest is discarded. Rejects as the body does, or with the signal's reason.
 */
export async function readBody(
  client: Pick<TaskClient, 'pass'>,
  reply: Reply,
  most: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of reply.body) {
    await client.pass(chunk.length, signal)
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes < most) continue
    reply.discard()
    break
  }
  return concatBytes(chunks, bytes, signal)
}
