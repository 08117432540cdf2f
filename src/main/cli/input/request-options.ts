import type { TaskOptions } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import { headerProblem, UserAgent } from '@shared/model/header-fields'
import { parseImageRange } from '@shared/model/image-range'
import { type Command, InvalidArgumentError } from 'commander'
import type { Context } from '../context'
import type { GivenAddress } from './read-addresses'

// Options that say how a site is asked, in the forms of gallery-dl and curl.

/** Options of requests as commander gives them; times are milliseconds. */
export interface RequestOptions {
  readonly header?: Readonly<Record<string, string>>
  readonly userAgent?: string
  readonly proxy?: string
  readonly retries?: number
  readonly httpTimeout?: number
  readonly referer?: string
  readonly username?: string
  /** true: given without a value. */
  readonly password?: string
  readonly range?: string
  readonly skip?: boolean
  readonly mtime?: boolean
}

/** `Name: value`, as curl takes it; several are collected, the last one of a name counts. */
export function parseHeader(text: string, before: Readonly<Record<string, string>> = {}) {
  const at = text.indexOf(':')
  const name = text.slice(0, Math.max(0, at)).trim()
  const value = text.slice(at + 1).trim()
  if (at < 1 || value === '') throw new InvalidArgumentError("Give a header such as 'Accept-Language: en'.")
  const problem = headerProblem(name, value)
  if (problem !== null) throw new InvalidArgumentError(problem)
  return { ...before, [name.toLowerCase()]: value }
}

/** A User-Agent; throws what commander reports. */
export function parseUserAgent(text: string): string {
  const parsed = UserAgent.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError('Give one line that is not empty.')
  return parsed.data
}

/** gallery-dl: −1 is without end. */
export function parseRetries(text: string): number {
  const retries = /^-?\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (!(retries >= -1 && retries <= 1000)) {
    throw new InvalidArgumentError('Give a whole number from 0 to 1000, or -1 for retries without end.')
  }
  return retries
}

/** Seconds as milliseconds; throws what commander reports. */
export function parseTimeout(text: string): number {
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : Number.NaN
  if (!(ms >= 100 && ms <= 600_000)) throw new InvalidArgumentError('Give seconds from 0.1 to 600.')
  return ms
}

/** A Referer address; throws what commander reports. */
export function parseReferer(text: string): string {
  if (text === 'none' || text === 'origin') return text
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw new InvalidArgumentError('Give none, origin, or an address that begins with http:// or https://.')
}

/** Which images of a gallery, such as `1-10,12`; throws what commander reports. */
export function parseImages(text: string): string {
  if (parseImageRange(text) === null) {
    throw new InvalidArgumentError(
      'Give positions from 1 on: 5, 8-20, 8-, 1:24:3 (the end of a slice is excluded), or several joined by commas.',
    )
  }
  return text
}

/** Adds the options of requests to a command. */
export function withRequestOptions(command: Command): Command {
  return command
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
}

/** What the options mean for a task. */
export function requestOptions(options: RequestOptions): TaskOptions {
  const { header, userAgent, proxy, retries, httpTimeout, referer, range, skip, mtime } = options
  return {
    ...(header === undefined ? {} : { headers: header }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(retries === undefined ? {} : { retries }),
    ...(httpTimeout === undefined ? {} : { httpTimeoutMs: httpTimeout }),
    ...(referer === undefined ? {} : { referer }),
    ...(range === undefined ? {} : { images: range }),
    ...(skip === false ? { skip } : {}),
    ...(mtime === false ? { mtime } : {}),
  }
}

/**
 * The addresses with the login of the options, percent-encoded as the name and the password of each: it reaches their
 * origins alone. A password that is missing is asked for, without echo, where there is a terminal.
 */
export async function withLogin(
  { terminal, interruption }: Context,
  addresses: readonly GivenAddress[],
  { username, password }: RequestOptions,
): Promise<readonly GivenAddress[]> {
  if (username === undefined) {
    if (password === undefined) return addresses
    throw new FailureError(failure('invalid-input', '--password needs --username'))
  }
  if (password === undefined && !terminal.canAsk) {
    throw new FailureError(failure('invalid-input', '--username needs --password where no terminal can ask'))
  }
  const secret =
    password ??
    (await interruption.race(terminal.askSecret(`Password of ${username}: `, interruption.signal)))
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
