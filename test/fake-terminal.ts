import { PassThrough } from 'node:stream'
import type { WriteStream } from 'node:tty'
import type { Streams } from '../src/main/cli/cli-host'

/** Streams as a terminal of these columns gives them, and everything that was written. */
export function openStreams({ isTTY = true, env = {} }: { isTTY?: boolean; env?: Streams['env'] } = {}) {
  const make = () => {
    let text = ''
    const stream = Object.assign(new PassThrough(), { isTTY, columns: 40, rows: 10 })
    stream.on('data', (piece: Buffer) => {
      text += piece.toString()
    })
    return { stream: stream as unknown as WriteStream, text: () => text }
  }
  const [stdout, stderr] = [make(), make()]
  const stdin = Object.assign(new PassThrough(), { isTTY })
  const streams: Streams = { stdin, stdout: stdout.stream, stderr: stderr.stream, env }
  return { streams, stdin, out: stdout.text, err: stderr.text }
}
