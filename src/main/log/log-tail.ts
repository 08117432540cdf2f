import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { noFollow, readOnly } from '../engine/disk/paths'
import { logFiles } from '../host/log/log-file'

/** Bytes at the end of a file, without the line that they begin in the middle of. */
function tailOf(path: string, mostBytes: number): string {
  let file: number
  try {
    file = openSync(path, readOnly & ~noFollow)
  } catch {
    return ''
  }
  try {
    const facts = fstatSync(file)
    if (!facts.isFile()) return ''
    const { size } = facts
    const bytes = Buffer.alloc(Math.min(size, mostBytes))
    const read = readSync(file, bytes, 0, bytes.length, size - bytes.length)
    const text = bytes.toString('utf8', 0, read)
    return read < size ? text.slice(text.indexOf('\n') + 1) : text
  } catch {
    return ''
  } finally {
    closeSync(file)
  }
}

/** The last lines of a log, the oldest first; none if there is no log. Reads at most `mostBytes` of each of its files. */
export function lastLines(path: string, mostLines: number, mostBytes: number): readonly string[] {
  let lines: string[] = []
  for (const file of logFiles(path).toReversed()) {
    if (lines.length >= mostLines) break
    const older = tailOf(file, mostBytes)
      .split(/\r?\n/)
      .filter((line) => line !== '')
    lines = [...older, ...lines]
  }
  return lines.slice(-mostLines)
}
