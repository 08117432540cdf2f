import type { WriteStream } from 'node:tty'
import { wrappedHeight } from './text-width'

const hideCursor = '\x1b[?25l'
const showCursor = '\x1b[?25h'

/** Lines at the end of a terminal's output that are drawn again in place, while others are printed above them. */
export interface Screen {
  readonly columns: number
  readonly rows: number
  /** Replaces the lines; each fits into the columns. */
  draw(lines: readonly string[]): void
  /** Runs what writes whole lines, with the drawn lines out of its way. */
  above(write: () => void): void
  /** Takes the lines off and gives the cursor back; drawing continues with the next `draw`. */
  clear(): void
}

/** A screen of lines that are drawn in place. */
export function createScreen(stream: WriteStream): Screen {
  let drawn: readonly string[] = []
  let hidden = false

  const columns = () => stream.columns || 80

  // A terminal that became narrower has wrapped what was drawn: it is higher than it has lines.
  function back(): string {
    const height = drawn.reduce((sum, line) => sum + wrappedHeight(line, columns()), 0)
    return height === 0 ? '' : `\x1b[${height}A\r\x1b[J`
  }

  function give(): void {
    if (hidden) stream.write(showCursor)
    hidden = false
  }
  // However the program ends, the cursor comes back.
  process.once('exit', give)

  return {
    get columns() {
      return columns()
    },
    get rows() {
      return stream.rows || 24
    },
    draw(lines) {
      const start = hidden ? '' : hideCursor
      hidden = true
      stream.write(`${start}${back()}${lines.map((line) => `${line}\n`).join('')}`)
      drawn = [...lines]
    },
    above(write) {
      const lines = drawn
      if (lines.length > 0) stream.write(back())
      drawn = []
      write()
      if (lines.length > 0) stream.write(lines.map((line) => `${line}\n`).join(''))
      drawn = lines
    },
    clear() {
      if (drawn.length > 0) stream.write(back())
      drawn = []
      give()
    },
  }
}
