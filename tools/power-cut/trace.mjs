import { readFileSync } from 'node:fs'
import { runChild } from '../set-up/children.mjs'

/**
 * What a program did to the disk, in order. `printed` is a line on its standard output.
 *
 * @typedef {(
 *   | { kind: 'open', fd: number, path: string, creates: boolean, truncates: boolean }
 *   | { kind: 'close', fd: number }
 *   | { kind: 'write', fd: number, at: number | null, bytes: Buffer }
 *   | { kind: 'truncate', fd: number, length: number }
 *   | { kind: 'sync-begins', fd: number, id: number, path: string }
 *   | { kind: 'sync-ends', id: number }
 *   | { kind: 'rename' | 'link', from: string, to: string }
 *   | { kind: 'unlink' | 'rmdir' | 'mkdir', path: string }
 *   | { kind: 'printed', text: string }
 * )} Step `at` is null where the file's own position counts
 */

const calls =
  'openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,fsync,fdatasync,' +
  'rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,close'

/** Whether this machine can record. */
export async function canTrace() {
  const trial = ['-e', 'trace=none', process.execPath, '-e', '']
  return (await runChild('strace', trial, { stdio: 'ignore' })) === 0
}

/**
 * Runs a program in Node and records its calls.
 *
 * @param {readonly string[]} args of Node
 * @param {string} logFile does not exist yet
 * @param {string} _data folder of the database; not needed here, strace sees all of its files
 * @returns {Promise<Step[]>}
 */
export async function traceProgram(args, logFile, _data) {
  const flags = ['-f', '-o', logFile, '-s', '4000000', '-xx', '-e', `trace=${calls}`, '-e', 'signal=none']
  await runChild('strace', [...flags, process.execPath, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  return readTrace(readFileSync(logFile, 'latin1'))
}

/**
 * @param {string} log as `strace -f -xx` writes it
 * @returns {Step[]}
 */
export function readTrace(log) {
  /** @type {Step[]} */
  const steps = []
  /** Calls of threads that had not returned when another call was logged. */
  /** @type {Map<string, { text: string, sync: number }>} */
  const open = new Map()
  /** Paths by descriptor. */
  /** @type {Map<number, string>} */
  const paths = new Map()
  let syncs = 0
  for (const line of log.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/s.exec(line) ?? []
    if (rest === '') continue
    if (rest.endsWith(' <unfinished ...>')) {
      const text = rest.slice(0, -' <unfinished ...>'.length)
      open.set(thread, { text, sync: begin(text) })
      continue
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/s.exec(rest)
    const begun = resumed ? open.get(thread) : undefined
    if (resumed && begun === undefined) continue
    open.delete(thread)
    const text = begun === undefined ? rest : `${begun.text}${resumed?.[1]}`
    end(text, begun === undefined ? begin(text) : begun.sync)
  }
  return steps

  /**
   * What counts from the moment of the call.
   *
   * @param {string} text
   * @returns {number} a number for a flush, else 0
   */
  function begin(text) {
    const closed = /^close\((\d+)/.exec(text)
    if (closed) steps.push({ kind: 'close', fd: Number(closed[1]) })
    const sync = /^f(?:data)?sync\((\d+)/.exec(text)
    if (!sync) return 0
    syncs++
    const fd = Number(sync[1])
    steps.push({ kind: 'sync-begins', fd, id: syncs, path: paths.get(fd) ?? '' })
    return syncs
  }

  /**
   * What counts from the moment of its return.
   *
   * @param {string} text
   * @param {number} sync
   */
  function end(text, sync) {
    const [, name = '', args = '', returned = '-1'] = /^(\w+)\((.*)\) += (-?\d+)/s.exec(text) ?? []
    const result = Number(returned)
    if (result < 0) return
    const texts = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) =>
      Buffer.from(hex.replaceAll('\\x', ''), 'hex'),
    )
    const [path = '', to = ''] = texts.map((bytes) => bytes.toString())
    const fd = Number.parseInt(args, 10)
    const last = Number(/(-?\d+)$/.exec(args.replace(/, 0$/, name === 'pwritev2' ? '' : ', 0'))?.[1])
    const written = () => Buffer.concat(texts).subarray(0, result)
    switch (name) {
      case 'open':
      case 'openat':
      case 'creat': {
        paths.set(result, path)
        const creates = name === 'creat' || args.includes('O_CREAT')
        const truncates = name === 'creat' || args.includes('O_TRUNC')
        steps.push({ kind: 'open', fd: result, path, creates, truncates })
        break
      }
      case 'write':
      case 'writev':
        if (fd === 1) steps.push({ kind: 'printed', text: written().toString() })
        else steps.push({ kind: 'write', fd, at: null, bytes: written() })
        break
      case 'pwrite64':
      case 'pwritev':
      case 'pwritev2':
        steps.push({ kind: 'write', fd, at: last, bytes: written() })
        break
      case 'ftruncate':
        steps.push({ kind: 'truncate', fd, length: last })
        break
      case 'fsync':
      case 'fdatasync':
        steps.push({ kind: 'sync-ends', id: sync })
        break
      case 'rename':
      case 'renameat':
      case 'renameat2':
        steps.push({ kind: 'rename', from: path, to })
        break
      case 'link':
      case 'linkat':
        steps.push({ kind: 'link', from: path, to })
        break
      case 'unlink':
      case 'unlinkat':
        steps.push({ kind: args.includes('AT_REMOVEDIR') ? 'rmdir' : 'unlink', path })
        break
      case 'rmdir':
      case 'mkdir':
        steps.push({ kind: name, path })
        break
      case 'mkdirat':
        steps.push({ kind: 'mkdir', path })
        break
      default:
    }
  }
}
