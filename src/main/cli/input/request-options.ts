import type { TaskOptions } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import type { Reading } from '@shared/model/page-kind'
import type { Command } from 'commander'
import type { Context } from '../context'
import {
  parseBytes,
  parseCount,
  parseFormats,
  parseHeader,
  parseImages,
  parseNameTemplate,
  parsePageKind,
  parseProxy,
  parseRate,
  parseReferer,
  parseRetries,
  parseSeconds,
  parseTimeout,
  parseUserAgent,
} from './option-values'
import type { GivenAddress } from './read-addresses'

// Options of a task, in the forms of gallery-dl and curl: as commander gives them, and what they mean.

/** How a site is asked; times are milliseconds. */
export interface RequestOptions {
  readonly header?: Readonly<Record<string, string>>
  readonly userAgent?: string
  readonly proxy?: string
  readonly retries?: number
  readonly httpTimeout?: number
  readonly referer?: string
  readonly connections?: number
  readonly perSite?: number
  readonly interval?: number
}

/** A login of the site (HTTP Basic). */
export interface LoginOptions {
  readonly username?: string
  readonly password?: string
}

/** Which files are saved, and how; sizes are bytes. */
export interface FileOptions {
  readonly range?: string
  readonly skip?: boolean
  readonly mtime?: boolean
  readonly filesizeMin?: number
  readonly filesizeMax?: number
  readonly folderTemplate?: string
  readonly fileTemplate?: string
}

/** How pages are understood: what they are, which of the pages that they link to are followed, which version is saved. */
export interface ReadingOptions {
  readonly readAs?: Reading
  readonly follow?: boolean
  readonly oneFolder?: boolean
  readonly largest?: boolean
  readonly shown?: boolean
  readonly format?: string[]
  readonly videos?: boolean
  /** Most images of each gallery. */
  readonly limit?: number
}

/** Most images that `--limit` takes: more than any gallery has. */
const largestLimit = 1_000_000

/** Adds the options of reading pages to a command. */
export function withReadingOptions(command: Command): Command {
  return command
    .optionsGroup('Pages and pictures:')
    .option(
      '--read-as <kind>',
      'what the pages of the range are: gallery, thumbnails, index, picture; otherwise as it is judged',
      parsePageKind,
    )
    .option(
      '--follow',
      'follow thumbnails to their pictures, an index to its galleries, a gallery to its next pages; this is so without the option',
    )
    .option('--no-follow', 'save what the given pages show, and follow none of their links')
    .option('--one-folder', 'save all pages of a range as one gallery, in one folder')
    .option(
      '--largest',
      'save the largest version of each picture that the site offers; this is so without the option',
    )
    .option('--shown', 'save each picture as its page shows it')
    .option(
      '--format <formats>',
      'formats to prefer at equal pixels, best first: png,jpg; none is refused',
      parseFormats,
    )
    .option('--videos', 'save the videos of a gallery; this is so without the option')
    .option('--no-videos', 'skip videos')
    .option(
      '--limit <n>',
      'most pictures of each gallery; more leave the result incomplete',
      parseCount(largestLimit),
    )
}

/**
 * What the options of reading mean for a task.
 *
 * Fails with `invalid-input` when two options contradict each other.
 */
export function readingOptions(options: ReadingOptions): TaskOptions {
  const { readAs, follow, oneFolder, largest, shown, format, videos, limit } = options
  if (largest === true && shown === true) {
    throw new FailureError(failure('invalid-input', 'give --largest or --shown, not both'))
  }
  return {
    ...(readAs === undefined ? {} : { readAs }),
    ...(follow === false ? { follow } : {}),
    ...(oneFolder === true ? { oneFolder } : {}),
    ...(shown === true ? { version: 'shown' } : {}),
    ...(format === undefined ? {} : { formats: format }),
    ...(videos === false ? { videos } : {}),
    ...(limit === undefined ? {} : { mostImages: limit }),
  }
}

/** Adds the options of requests to a command. */
export function withRequestOptions(command: Command): Command {
  return command
    .optionsGroup('Requests:')
    .option(
      '-H, --header <header>',
      "further header of every request: 'Name: value'; may be repeated",
      parseHeader,
    )
    .option('-a, --user-agent <text>', 'User-Agent of every request', parseUserAgent)
    .option('--referer <referer>', 'Referer of every request: none, origin or an address', parseReferer)
    .option('-u, --username <name>', 'user name for the site (HTTP Basic)')
    .option('-p, --password <password>', 'its password; without this option the terminal asks for it')
    .option(
      '-R, --retries <n>',
      'further tries of a failed request, 0 to 1000; -1: without end',
      parseRetries,
    )
    .option(
      '--http-timeout <seconds>',
      'longest wait for a connection, a reply and a next byte',
      parseTimeout,
    )
    .option('--proxy <address>', 'http, https, socks5 or socks5h proxy', parseProxy)
    .option('--limit-rate <rate>', 'bytes per second of all downloads together: 500k, 2M', parseRate)
    .option('--connections <n>', 'connections of a task at once, 1 to 128', parseCount(128))
    .option(
      '--per-site <n>',
      'connections to one site at once, 1 to 64; otherwise as many as help',
      parseCount(64),
    )
    .option('--interval <seconds>', 'least pause between two requests to one site, 0 to 600', parseSeconds)
}

/** Adds the options of files to a command. */
export function withFileOptions(command: Command): Command {
  return command
    .optionsGroup('Files:')
    .option(
      '--range <range>',
      'which images of each gallery: 1-10, 5, 8-, 1:24:3; the others are skipped',
      parseImages,
    )
    .option('--no-skip', 'fetch again what an earlier download saved, and replace it')
    .option('--no-mtime', 'leave files with the time of the download instead of the time of Last-Modified')
    .option('--filesize-min <size>', 'skip smaller pictures: 20k', parseBytes)
    .option('--filesize-max <size>', 'skip larger pictures: 10M', parseBytes)
    .option('--folder-template <template>', "name of a gallery's folder: '{title} [{id}]'", parseNameTemplate)
    .option(
      '--file-template <template>',
      "name of a file: '{num:>03} {filename}.{extension}'",
      parseNameTemplate,
    )
}

/**
 * What the options mean for a task.
 *
 * Fails with `invalid-input` when no picture can be within the limits of size: everything would be skipped silently.
 */
export function taskOptions(options: RequestOptions & FileOptions): TaskOptions {
  const { header, userAgent, proxy, retries, httpTimeout, referer, connections, perSite, interval } = options
  const { range, skip, mtime, filesizeMin, filesizeMax, folderTemplate, fileTemplate } = options
  if (filesizeMin !== undefined && filesizeMax !== undefined && filesizeMin > filesizeMax) {
    throw new FailureError(failure('invalid-input', '--filesize-min is larger than --filesize-max'))
  }
  return {
    ...(header === undefined ? {} : { headers: header }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(retries === undefined ? {} : { retries }),
    ...(httpTimeout === undefined ? {} : { httpTimeoutMs: httpTimeout }),
    ...(referer === undefined ? {} : { referer }),
    ...(connections === undefined ? {} : { connections }),
    ...(perSite === undefined ? {} : { connectionsPerSite: perSite }),
    ...(interval === undefined ? {} : { intervalMs: interval }),
    ...(range === undefined ? {} : { images: range }),
    ...(skip === false ? { skip } : {}),
    ...(mtime === false ? { mtime } : {}),
    ...(filesizeMin === undefined ? {} : { smallestBytes: filesizeMin }),
    ...(filesizeMax === undefined ? {} : { largestBytes: filesizeMax }),
    ...(folderTemplate === undefined ? {} : { folderTemplate }),
    ...(fileTemplate === undefined ? {} : { fileTemplate }),
  }
}

/**
 * The addresses with the login of the options, percent-encoded as the name and the password of each: it reaches their
 * origins alone. A password that is missing is asked for, without echo, where there is a terminal.
 */
export async function withLogin(
  { terminal, interruption }: Context,
  addresses: readonly GivenAddress[],
  { username, password }: LoginOptions,
): Promise<readonly GivenAddress[]> {
  if (username === undefined) {
    if (password === undefined) return addresses
    throw new FailureError(failure('invalid-input', '--password needs --username'))
  }
  if (password === undefined && !terminal.prompt.canAsk) {
    throw new FailureError(failure('invalid-input', '--username needs --password where no terminal can ask'))
  }
  const secret =
    password ??
    (await interruption.race(terminal.prompt.askSecret(`Password of ${username}: `, interruption.signal)))
  const login = `${encodeLogin(username)}:${encodeLogin(secret)}@`
  return addresses.map((given) => {
    const [, scheme = 'https://', rest = ''] =
      /^\s*(https?:\/\/)?(?:[^/?#@\s]*@)?(.*)$/is.exec(given.text) ?? []
    return { ...given, text: `${scheme}${login}${rest}` }
  })
}

/** Also what means something in a range: the login is taken literally. */
function encodeLogin(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
