import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * What a program did to the disk, in the order in which it was done.
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
 *   | { kind: 'told', text: string }
 * )} Step `at` is null where the file's own position counts
 */

const calls =
  'openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,fsync,fdatasync,' +
  'rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,close'

/** Whether this machine can record. */
export function canTrace() {
  return new Promise((resolve) => {
    const child = spawn('strace', ['-e', 'trace=none', process.execPath, '-e', ''], { stdio: 'ignore' })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
}

/**
 * Runs a program in Node and records its calls.
 *
 * @param {readonly string[]} args of Node
 * @param {string} logFile does not exist yet
 * @param {string} _data folder of the database; all of its files are seen without knowing it
 * @returns {Promise<Step[]>}
 */
export async function traceProgram(args, logFile, _data) {
  const child = spawn(
    'strace',
    [
      '-f',
      '-o',
      logFile,
      '-s',
      '4000000',
      '-xx',
      '-e',
      `trace=${calls}`,
      '-e',
      'signal=none',
      process.execPath,
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  child.stdout.resume()
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  return readTrace(readFileSync(logFile, 'latin1'))
}

/**
 * @param {string} log as `strace -f -xx` writes it
 * @returns {Step[]}
 */
export function readTrace(log) {
  const steps = []
  /** Calls of threads that had not returned when another one was written down. */
  const open = new Map()
  /** Paths by descriptor, for whoever wants to know what was flushed. */
  const paths = new Map()
  let syncs = 0
  for (const line of log.split('\n')) {
    const found = /^(\d+) +(.*)$/s.exec(line)
    if (!found) continue
    const [, thread, rest] = found
    if (rest.endsWith(' <unfinished ...>')) {
      const call = { text: rest.slice(0, -' <unfinished ...>'.length), sync: 0 }
      call.sync = begin(call.text)
      open.set(thread, call)
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

  /** What counts from the moment of the call. A number for a flush, else 0. */
  function begin(text) {
    const closed = /^close\((\d+)/.exec(text)
    if (closed) steps.push({ kind: 'close', fd: Number(closed[1]) })
    const sync = /^f(?:data)?sync\((\d+)/.exec(text)
    if (!sync) return 0
    syncs++
    steps.push({
      kind: 'sync-begins',
      fd: Number(sync[1]),
      id: syncs,
      path: paths.get(Number(sync[1])) ?? '',
    })
    return syncs
  }

  /** What counts from the moment of its return. */
  function end(text, sync) {
    const call = /^(\w+)\((.*)\) += (-?\d+)/s.exec(text)
    if (!call || Number(call[3]) < 0) return
    const [, name, args] = call
    const result = Number(call[3])
    const texts = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) =>
      Buffer.from(match[1].replaceAll('\\x', ''), 'hex'),
    )
    const named = texts.map((bytes) => bytes.toString())
    const fd = Number.parseInt(args, 10)
    const last = Number(/(-?\d+)$/.exec(args.replace(/, 0$/, name === 'pwritev2' ? '' : ', 0'))?.[1])
    const written = () => Buffer.concat(texts).subarray(0, result)
    switch (name) {
      case 'open':
      case 'openat':
      case 'creat':
        paths.set(result, named[0])
        steps.push({
          kind: 'open',
          fd: result,
          path: named[0],
          creates: name === 'creat' || args.includes('O_CREAT'),
          truncates: name === 'creat' || args.includes('O_TRUNC'),
        })
        break
      case 'write':
      case 'writev':
        if (fd === 1) steps.push({ kind: 'told', text: written().toString() })
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
        steps.push({ kind: 'rename', from: named[0], to: named[1] })
        break
      case 'link':
      case 'linkat':
        steps.push({ kind: 'link', from: named[0], to: named[1] })
        break
      case 'unlink':
      case 'unlinkat':
        steps.push({ kind: args.includes('AT_REMOVEDIR') ? 'rmdir' : 'unlink', path: named[0] })
        break
      case 'rmdir':
        steps.push({ kind: 'rmdir', path: named[0] })
        break
      case 'mkdir':
      case 'mkdirat':
        steps.push({ kind: 'mkdir', path: named[0] })
        break
      default:
    }
  }
}
