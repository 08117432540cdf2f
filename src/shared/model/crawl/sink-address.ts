import { type Failure, failure } from '../failure'

/** Systems of tables on a server. */
export const serverSinks = ['postgres', 'mysql', 'mariadb'] as const
export type ServerSink = (typeof serverSinks)[number]

/** Formats of files, by their extension. */
export const fileFormats = ['csv', 'jsonl', 'parquet'] as const
export type FileFormat = (typeof fileFormats)[number]

/**
 * How a connection is protected: with a checked certificate; with any certificate, which a server between could
 * replace; not at all.
 */
export const tlsModes = ['verified', 'unverified', 'off'] as const
export type TlsMode = (typeof tlsModes)[number]

/** A table on a server. */
export interface ServerAddress {
  readonly kind: ServerSink
  /** Name or address without brackets; null: a socket. */
  readonly host: string | null
  readonly port: number
  /** Path of a Unix socket (MySQL), or of the folder that holds it (PostgreSQL). */
  readonly socket: string | null
  readonly user: string
  readonly database: string
  /** In PostgreSQL also `schema.table`; null: named after the crawl. */
  readonly table: string | null
  readonly tls: TlsMode
}

/** Where records also go, as data without a secret. */
export type SinkAddress =
  | ServerAddress
  /** Null: a file named after the crawl. */
  | { readonly kind: 'sqlite'; readonly path: string | null }
  | { readonly kind: 'file'; readonly format: FileFormat; readonly path: string }

/** A password as it was typed: itself, or the name of the environment variable that holds it. */
export type SinkPassword =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }

/** What was typed, with the password taken out. */
export interface TypedSink {
  readonly address: SinkAddress
  readonly password: SinkPassword | null
  /**
   * The address in one canonical form without the password, which gives the same address when it is parsed: what rows,
   * lists and outbox know the sink by. The name of an environment variable stays in it.
   */
  readonly text: string
}

/** What was typed is either a sink, or a failure whose detail repeats no part in which a password could be. */
export type ParsedSink =
  | { readonly ok: true; readonly sink: TypedSink }
  | { readonly ok: false; readonly failure: Failure }

const ports: Readonly<Record<ServerSink, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306 }

/** What users call them. */
const products: Readonly<Record<ServerSink, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
}

const examples =
  'sqlite:, postgres://user@host/database, mysql://…, mariadb://…, out.csv, out.jsonl, out.parquet'

const schemes: Readonly<Record<string, ServerSink>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mariadb',
}

/** Names of TLS modes, with those that the programs of PostgreSQL and MySQL use. */
const tlsNames: Readonly<Record<string, TlsMode>> = {
  verified: 'verified',
  'verify-full': 'verified',
  verify_identity: 'verified',
  unverified: 'unverified',
  require: 'unverified',
  required: 'unverified',
  off: 'off',
  disable: 'off',
  disabled: 'off',
}

function invalid(text: string): ParsedSink {
  return { ok: false, failure: failure('invalid-input', text) }
}

/** Parses what a user types as the target of records, such as the value of `--to`. */
export function parseSink(typed: string): ParsedSink {
  const text = typed.trim()
  // A single letter is a drive of Windows.
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(text) ?? []
  if (scheme === undefined) return parseFile(text)
  const name = scheme.toLowerCase()
  if (name === 'sqlite') return parseSqlite(rest)
  const kind = Object.hasOwn(schemes, name) ? schemes[name] : undefined
  if (kind !== undefined && rest.startsWith('//')) return parseServer(kind, rest.slice(2))
  if (kind !== undefined) return invalid(`${name}: needs two slashes, as in ${kind}://user@host/database`)
  return invalid(`records cannot be sent to ${name.slice(0, 20)}: — possible are ${examples}`)
}

function parseSqlite(rest: string): ParsedSink {
  // `sqlite:///x.db` is how other programs write an absolute path.
  const path = rest.replace(/^\/\/(?=\/)/, '')
  if (path.includes('\0')) return invalid('a path holds no NUL')
  const address: SinkAddress = { kind: 'sqlite', path: path === '' ? null : path }
  return { ok: true, sink: { address, password: null, text: `sqlite:${path}` } }
}

function parseFile(path: string): ParsedSink {
  if (path === '') return invalid(`nothing was given — possible are ${examples}`)
  if (path.includes('\0')) return invalid('a path holds no NUL')
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''
  if (/^(?:db|sqlite|sqlite3)$/.test(extension)) return parseSqlite(path)
  const format = fileFormats.find((known) => known === (extension === 'ndjson' ? 'jsonl' : extension))
  if (format === undefined)
    return invalid(`a file of records ends in .csv, .jsonl, .parquet or .db — possible are ${examples}`)
  return { ok: true, sink: { address: { kind: 'file', format, path }, password: null, text: path } }
}

/** `user:password@host:port/database/table?parameter=value`, the parts percent-encoded (RFC 3986 §3). */
function parseServer(kind: ServerSink, rest: string): ParsedSink {
  const [, authority = '', path = '', query = ''] = /^([^/?#]*)([^?#]*)(?:\?([^#]*))?/.exec(rest) ?? []
  const hint = 'write / ? # @ % and : in a name or a password as %2F %3F %23 %40 %25 and %3A'
  // A password with a raw slash would end up in the path, and be shown.
  if (rest.includes('#') || path.includes('@'))
    return invalid(`the address of ${products[kind]} is ambiguous: ${hint}`)
  const at = authority.lastIndexOf('@')
  const login = at === -1 ? '' : authority.slice(0, at)
  const colon = login.indexOf(':')
  const user = decode(colon === -1 ? login : login.slice(0, colon))
  const password = colon === -1 ? null : passwordOf(login.slice(colon + 1))
  const place = placeOf(authority.slice(at + 1), ports[kind])
  if (place === null) return invalid(`the address of ${products[kind]} has no usable host and port; ${hint}`)
  const parameters = parametersOf(kind, query)
  if (typeof parameters === 'string') return invalid(parameters)
  const [database = '', table = '', more] = path.slice(1).split('/').map(decode)
  if (database === '' || more !== undefined)
    return invalid(`write ${kind}://user@host/database or ${kind}://user@host/database/table`)
  if ([user, database, table].some((part) => /\p{Cc}/u.test(part)))
    return invalid('names of users, databases and tables hold no control characters')
  const { socket } = parameters
  if (place.host === '' && socket === null)
    return invalid(`write ${kind}://user@host/database: the host is missing`)
  const host = socket === null ? place.host : null
  const address: ServerAddress = {
    kind,
    host,
    port: place.port,
    socket,
    user,
    database,
    table: table === '' ? null : table,
    tls: parameters.tls ?? tlsWithout(host),
  }
  return { ok: true, sink: { address, password, text: textOf(address, password) } }
}

/** What is meant when nothing is said: on this machine nothing can read along. */
function tlsWithout(host: string | null): TlsMode {
  return host === null || isThisMachine(host) ? 'off' : 'verified'
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function passwordOf(typed: string): SinkPassword | null {
  if (typed === '') return null
  const [, plain, braced] = /^\$(?:([a-z_]\w*)|\{([a-z_]\w*)\})$/i.exec(typed) ?? []
  const name = plain ?? braced
  return name === undefined ? { kind: 'text', text: decode(typed) } : { kind: 'variable', name }
}

/** Host without brackets, lower case; null: not a host with a port. */
function placeOf(text: string, otherwise: number): { readonly host: string; readonly port: number } | null {
  const [whole, ipv6, name = '', digits] =
    /^(?:\[([0-9a-f:.]+)\]|([^\s:[\]@\\]*))(?::(\d{1,5}))?$/i.exec(text) ?? []
  const port = digits === undefined ? otherwise : Number(digits)
  if (whole === undefined || port < 1 || port > 65_535) return null
  const host = (ipv6 ?? decode(name)).toLowerCase()
  return /[\s\0/?#@]/.test(host) ? null : { host, port }
}

/** A text says what is wrong; values are not repeated. */
function parametersOf(
  kind: ServerSink,
  query: string,
): { readonly tls: TlsMode | null; readonly socket: string | null } | string {
  let tls: TlsMode | null = null
  let socket: string | null = null
  for (const part of query.split('&').filter((one) => one !== '')) {
    const equals = part.indexOf('=')
    const name = decode(equals === -1 ? part : part.slice(0, equals)).toLowerCase()
    const value = equals === -1 ? '' : decode(part.slice(equals + 1))
    if (name === 'socket') socket = value
    else if (name === 'tls' || name === 'sslmode' || name === 'ssl-mode') {
      const mode = value.toLowerCase()
      if (!Object.hasOwn(tlsNames, mode)) return `${name} is one of ${tlsModes.join(', ')}`
      tls = tlsNames[mode] ?? null
    } else return `the address of ${products[kind]} takes only tls and socket after the question mark`
  }
  if (socket !== null && !/^\/[^\0]*$/.test(socket)) return 'socket is an absolute path'
  return { tls, socket }
}

/** Percent-decoded; text that is not encoded (`100%`) stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** As `encodeURIComponent`, with every character that has a meaning in an address. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  )
}

function hostOf({ host, port, kind }: ServerAddress): string {
  if (host === null) return ''
  const name = host.includes(':') ? `[${host}]` : host
  return port === ports[kind] ? name : `${name}:${port}`
}

function textOf(address: ServerAddress, password: SinkPassword | null): string {
  const { kind, host, user, database, table, socket, tls } = address
  const variable = password?.kind === 'variable' ? `:$${password.name}` : ''
  const login = user === '' && variable === '' ? '' : `${encode(user)}${variable}@`
  const path = [database, ...(table === null ? [] : [table])].map(encode).join('/')
  const parameters = [
    ...(tls === tlsWithout(host) ? [] : [`tls=${tls}`]),
    ...(socket === null ? [] : [`socket=${encode(socket)}`]),
  ]
  const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`
  return `${kind}://${login}${hostOf(address)}/${path}${query}`
}

/** What lists and messages call a sink: `PostgreSQL db.example/shop/items`, or the path of a file. Holds no login. */
export function sinkLabel(address: SinkAddress): string {
  if (address.kind === 'file') return address.path
  if (address.kind === 'sqlite') return address.path === null ? 'SQLite' : `SQLite ${address.path}`
  const { kind, database, table, socket } = address
  const place = socket ?? hostOf(address)
  return `${products[kind]} ${place}/${database}${table === null ? '' : `/${table}`}`
}
