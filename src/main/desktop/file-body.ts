import type { FileHandle } from 'node:fs/promises'
import type { ByteRange } from './byte-range'

/** Bytes read at a time: the page draws while the rest comes. */
const chunkBytes = 256 * 1024

/**
 * Streams a part of a file, pulled by whoever reads it; the file is closed at the end, on an error and when the reader
 * goes away.
 */
export function fileBody(file: FileHandle, { first, last }: ByteRange): ReadableStream<Uint8Array> {
  let position = first
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const length = Math.min(chunkBytes, last - position + 1)
          const { bytesRead, buffer } = await file.read(
            new Uint8Array(Math.max(0, length)),
            0,
            length,
            position,
          )
          position += bytesRead
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead))
          // A file that shrank meanwhile reads nothing before its end.
          if (bytesRead === 0 || position > last) {
            await file.close()
            controller.close()
          }
        } catch (error) {
          await file.close().catch(() => undefined)
          controller.error(error)
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 1 },
  )
}
