import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { errorCode } from '@shared/model/error-code'
import { FailureError, failure } from '@shared/model/failure'
import { addressAt, type PageRange } from '@shared/page-range/page-range'
import type { Terminal } from '../output/terminal'

/** Most repeated addresses that are named. */
const mostNamed = 20

/** What a range asks a site for: what stands behind `#` never reaches it, and a host has one spelling. */
function askedFor(range: PageRange): string {
  if (range.count !== 1) return range.canonical.replace(/#.*$/s, '')
  const url = new URL(addressAt(range, 0))
  url.hash = ''
  return url.href
}

/**
 * The ranges of one command, each once in the order given; the user is informed of those that were given again, and of
 * the place in a list where they stand. `given` are the addresses that the ranges were read from.
 */
export function withoutRepeats(
  terminal: Terminal,
  ranges: readonly PageRange[],
  given: readonly GivenAddress[],
): readonly PageRange[] {
  const once = new Map<string, PageRange>()
  const repeats: string[] = []
  for (const [index, range] of ranges.entries()) {
    const key = askedFor(range)
    if (!once.has(key)) {
      once.set(key, range)
      continue
    }
    const place = given[index]?.place ?? null
    repeats.push(`${place === null ? '' : `${place}: `}${range.canonical}`)
  }
  for (const repeat of repeats.slice(0, mostNamed)) {
    terminal.say(terminal.texts.get.repeated(repeat), 'faint')
  }
  const more = repeats.length - mostNamed
  const { tasks, count } = terminal.texts
  if (more > 0) terminal.say(tasks.andMore(count(more)), 'faint')
  return [...once.values()]
}

/** An address as it was given. */
export interface GivenAddress {
  readonly text: string
  /** `list.txt:3` for line 3 of a list; null: given on the command line. */
  readonly place: string | null
}

/** Most bytes of a list: more is no list of addresses, and a device would never end. */
const longestList = 256 * 1024 ** 2

/**
 * Text of a list in UTF-8, or in UTF-16 if it begins with that byte order mark, as editors on Windows save it. Bytes that
 * are no UTF-8 become U+FFFD.
 */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (!isUtf16) return new TextDecoder('utf-8').decode(bytes)
  return new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes)
}

/**
 * The addresses of a list: one a line. Skipped are blank lines, lines that begin with `#`, and what stands behind a blank
 * and `#`; a `#` inside of an address begins its fragment.
 */
export function addressesOf(bytes: Uint8Array, name: string): readonly GivenAddress[] {
  return textOf(bytes)
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({
      text: line.replace(/(?:^|\s)#.*$/s, '').trim(),
      place: `${name}:${index + 1}`,
    }))
    .filter(({ text }) => text !== '')
}

async function readBounded(stream: Readable, name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array | string)
    length += bytes.length
    if (length > longestList) throw new Error(`${name} is larger than ${longestList} bytes`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/**
 * Reads a list of addresses from a file, or from `stdin` for `-`, which is named `<stdin>`. A pipe is read to its end.
 *
 * Fails with `invalid-input` if it cannot be read or is no text.
 */
export async function readAddresses(
  name: string,
  cwd: string,
  stdin: Readable,
): Promise<readonly GivenAddress[]> {
  const shown = name === '-' ? '<stdin>' : name
  let given: readonly GivenAddress[]
  try {
    const stream = name === '-' ? stdin : createReadStream(resolve(cwd, name))
    given = addressesOf(await readBounded(stream, shown), shown)
  } catch (error) {
    throw new FailureError(failure('invalid-input', `--input-file: ${reasonOf(error, name)}`), {
      cause: error,
    })
  }
  const binary = given.find(({ text }) => text.includes('\0'))
  if (binary === undefined) return given
  throw new FailureError(
    failure('invalid-input', `--input-file: ${binary.place}: a NUL character: this is not a text file`),
  )
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
