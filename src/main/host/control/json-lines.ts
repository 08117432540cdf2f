import type { Socket } from 'node:net'

// The control socket's framing: one JSON value a line.

/** Longest line that a server reads, in UTF-16 units: a command with 20,000 ids fits. */
export const longestLine = 1_000_000

/** Sends a value as one line. */
export function writeLine(socket: Socket, value: unknown): void {
  socket.write(`${JSON.stringify(value)}\n`)
}

/**
 * Cuts what a socket receives into lines.
 *
 * `longest` returns the longest allowed line at this moment, in UTF-16 units; a longer one ends the connection.
 */
export function onLines(socket: Socket, longest: () => number, onLine: (line: string) => void): void {
  // Pieces are joined when their line is whole: joining them at each one would make a long line quadratic.
  let pieces: string[] = []
  let length = 0
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    const [first = '', ...others] = text.split('\n')
    const whole = others.length > 0 ? [pieces.join('') + first, ...others.slice(0, -1)] : []
    const rest = others.at(-1) ?? first
    for (const line of whole) {
      if (line.length > longest()) socket.destroy()
      if (socket.destroyed) return
      onLine(line)
    }
    if (whole.length > 0) [pieces, length] = [[], 0]
    pieces.push(rest)
    length += rest.length
    if (length > longest()) socket.destroy()
  })
}
