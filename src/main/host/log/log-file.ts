import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { dirname, parse } from 'node:path'
import { noFollow, readOnly } from '../../engine/disk/paths'
import { throughLinks } from '../../engine/disk/write-small-file'

/** Writes a line to the stderr of this process. Never throws: the terminal behind it may have been closed. */
export function writeToStderr(line: string): void {
  // Without a listener EPIPE would be an uncaught exception, which is logged, which writes to stderr, …
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => undefined)
  try {
    process.stderr.write(`${line}\n`)
  } catch {
    // There is no stderr: a program without a console.
  }
}

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

/** A file of more bytes is put aside and a new one begun. */
const longestFileBytes = 2 * 1024 * 1024

/** The file that is written and those that were put aside, in all. */
const mostFiles = 3

/** Path of a file that was put aside; 1 is the latest. */
function asidePath(path: string, number: number): string {
  const { dir, name, ext } = parse(path)
  return `${dir}/${name}.${number}${ext}`
}

/**
 * The files of a log, the oldest first, whether they exist or not. Those of a log that is a symbolic link are beside the
 * file that it leads to: putting the link itself aside would end it.
 */
export function logFiles(path: string): readonly string[] {
  const target = targetOf(path)
  const aside = Array.from({ length: mostFiles - 1 }, (_, index) => asidePath(target, mostFiles - 1 - index))
  return [...aside, target]
}

function targetOf(path: string): string {
  try {
    return throughLinks(path)
  } catch {
    // It leads nowhere, or its folder is not there yet.
    return path
  }
}

/** Makes room for a new file; the oldest goes. False if the present one could not be put aside. */
function rotate(path: string): boolean {
  const files = logFiles(path)
  let moved = false
  for (const [index, older] of files.slice(0, -1).entries()) {
    const newer = files[index + 1]
    try {
      if (newer !== undefined) renameSync(newer, older)
      moved = true
    } catch {
      // That one does not exist yet, or another program has it open.
      moved = false
    }
  }
  return moved
}

/**
 * Opens the file to append a line; makes it, and its folder, if it is not there, and begins a new one if it is too long.
 * null for what is neither a file nor a device. Throws what the file system does.
 */
function openForLine(path: string): number | null {
  const facts = statSync(path, { throwIfNoEntry: false })
  if (facts === undefined) mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // Writing into a named pipe would wait for a reader; a device such as /dev/null takes every line.
  else if (!facts.isFile() && !facts.isCharacterDevice()) return null
  // A file that cannot be put aside is emptied: the bound holds, whatever happens.
  else if (facts.size > longestFileBytes && !rotate(path)) truncateSync(path)
  return openSync(path, 'a', 0o600)
}

/**
 * Returns what appends a line to a log of at most three files of about 2 MiB.
 *
 * Synchronous: the line before a crash is the one that is needed. Never throws: on a full disk, without rights or
 * without its folder lines are lost until it can be made again. Only the user can read the files.
 */
export function openLogFile(path: string): (line: string) => void {
  /** Whether the last line stopped in its middle: it must not swallow the next one. */
  let isTorn = false
  return (line) => {
    try {
      const file = openForLine(path)
      if (file === null) return
      try {
        const bytes = Buffer.from(`${isTorn ? '\n' : ''}${line}\n`)
        isTorn = true
        isTorn = writeSync(file, bytes) < bytes.length
      } finally {
        closeSync(file)
      }
    } catch {
      // Nothing is left to report it to.
    }
  }
}
