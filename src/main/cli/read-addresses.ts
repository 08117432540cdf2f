import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { text as readAll } from 'node:stream/consumers'
import { FailureError, failure } from '@shared/failure'
import { errorCode } from '../error-code'

/** The addresses of a list: one a line, blank lines and those that begin with `#` left out. */
export function addressesOf(text: string): readonly string[] {
  return text
    .replace(/^\u{feff}/u, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** Reads a list of addresses from a file, or from `stdin` for `-`. Fails with `invalid-input` if it cannot be read. */
export async function readAddresses(name: string, cwd: string, stdin: Readable): Promise<readonly string[]> {
  try {
    return addressesOf(name === '-' ? await readAll(stdin) : await readFile(resolve(cwd, name), 'utf8'))
  } catch (error) {
    throw new FailureError(failure('invalid-input', `--input-file: ${reasonOf(error, name)}`), {
      cause: error,
    })
  }
}

function reasonOf(error: unknown, name: string): string {
  switch (errorCode(error)) {
    case 'ENOENT':
      return `there is no file ${name}`
    case 'EISDIR':
      return `${name} is a folder, not a file`
    case 'EACCES':
    case 'EPERM':
      return `${name} may not be read`
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
