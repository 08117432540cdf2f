import type { InlinePicture } from '../extract/versions/inline-picture'
import type { Reply } from '../network/http/http'
import type { TaskClient } from '../network/network'

/** The client of a task, whose every request answers with a picture that stands inside a page: nothing is sent. */
export function insideClient(client: TaskClient, address: string, picture: InlinePicture): TaskClient {
  const reply = (): Reply => ({
    status: 200,
    address,
    referer: null,
    header: (name) => (name === 'content-type' ? picture.type : null),
    fields: () => [],
    length: picture.bytes.length,
    coded: false,
    endsByClosing: false,
    body: bodyOf(picture.bytes),
    discard: () => {},
  })
  return { ...client, request: () => Promise.resolve(reply()), judge: () => null, pass: () => undefined }
}

/** Bytes that are handed on together. */
const chunkBytes = 64 * 1024

async function* bodyOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += chunkBytes)
    yield await Promise.resolve(bytes.subarray(at, at + chunkBytes))
}
