import { isIP, type Socket } from 'node:net'
import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import { sinkLabel } from '@shared/model/crawl/sink-address'
import { FailureError, type SinkTrouble, sinkFailure } from '@shared/model/failure'
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise'
import type { Preparation, Sink } from '../sink'
import { newestOf } from '../table-columns'
import {
  createTable,
  type MysqlTable,
  type MysqlValue,
  type MysqlVersion,
  missingColumns,
  mysqlTable,
  readVersion,
  rowBytes,
  rowValues,
  upsert,
} from './mysql-statements'
import {
  connectMs,
  createServerWork,
  idleMs,
  mostConnections,
  preparationOf,
  type ServerOptions,
  type ServerWork,
} from './server-sink'

/** What was asked of a connection when it was new. */
interface Session {
  readonly version: MysqlVersion
  /** Most bytes of a statement with its values. */
  readonly packetBytes: number
}

/** Rows of one statement: few different statements, so that the server prepares each once for a connection. */
const statementRows = [500, 100, 20, 4, 1] as const

/** The server's own settings must not change what is stored: values that do not fit are refused, never cut. */
const sessionSql = `SET SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'`

/**
 * A sink in MySQL 5.7.8, MariaDB 10.2.7 or newer: prepared statements of many rows.
 *
 * The driver is loaded when the sink is used first.
 */
export function openMysql(options: ServerOptions): Sink {
  const { address } = options
  const { label, sockets, run, fail } = createServerWork(options, mysqlTrouble)
  const sessions = new WeakMap<object, Session>()
  let pool: Promise<Pool> | null = null

  async function withConnection<T>(work: (connection: PoolConnection, session: Session) => Promise<T>) {
    pool ??= openPool(options, sockets.open)
    const connection = await (await pool).getConnection()
    try {
      // The pool's wrapper is made for each use; the connection inside is the one that lasts.
      const session = sessions.get(connection.connection) ?? (await beginSession(connection))
      sessions.set(connection.connection, session)
      const result = await work(connection, session)
      connection.release()
      return result
    } catch (error) {
      connection.destroy()
      throw error
    }
  }

  async function look(connection: PoolConnection, table: MysqlTable): Promise<Preparation> {
    const present = await columnsOf(connection, table)
    if (present === null) return { kind: 'asks', isNew: true, statements: [createTable(table)] }
    const missing = missingColumns(table, present)
    const preparation = preparationOf(missing, await isKeyUnique(connection, table))
    if (typeof preparation === 'string') throw fail('table', `${table.name}: ${preparation}`)
    return preparation
  }

  return {
    label,
    // Inserts side by side lock gaps of the index, and would end one another (InnoDB, deadlocks).
    lanes: 1,
    prepare: (table, signal) =>
      run(signal, () => withConnection((connection) => look(connection, mysqlTable(table, address.table)))),
    make: (table, signal) =>
      run(signal, () =>
        withConnection(async (connection) => {
          const preparation = await look(connection, mysqlTable(table, address.table))
          if (preparation.kind === 'ready') return
          for (const statement of preparation.statements) await connection.query(statement)
        }),
      ),
    write: (table, records, signal) =>
      run(signal, () =>
        withConnection((connection, session) =>
          send(connection, session, {
            table: mysqlTable(table, address.table),
            records: newestOf(records),
            fail,
          }),
        ),
      ),
    async close() {
      const open = await pool?.catch(() => null)
      pool = null
      const ended = open?.end().catch(() => undefined)
      sockets.destroy()
      await ended
    },
  }
}

async function beginSession(connection: PoolConnection): Promise<Session> {
  await connection.query(sessionSql)
  const [[row]] = await connection.query<RowDataPacket[]>(
    'SELECT VERSION() AS version, @@max_allowed_packet AS packet',
  )
  return { version: readVersion(String(row?.['version'])), packetBytes: Number(row?.['packet']) }
}

/** In as many statements as the packets of the server allow. */
async function send(
  connection: PoolConnection,
  { version, packetBytes }: Session,
  {
    table,
    records,
    fail,
  }: { readonly table: MysqlTable; readonly records: readonly CrawlRecord[] } & Pick<ServerWork, 'fail'>,
): Promise<void> {
  const rows = records.map((record) => rowValues(table, record))
  const bytes = rows.map(rowBytes)
  // The head of a packet, and the map of its values without one.
  const room = packetBytes - 1024 - table.columns.length * statementRows[0]
  const tooLarge = bytes.findIndex((size) => size > room)
  if (tooLarge !== -1) {
    const text = `a record of ${bytes[tooLarge]} bytes is larger than max_allowed_packet (${packetBytes})`
    throw fail('record', text)
  }
  for (let at = 0; at < rows.length; ) {
    const count = statementRows.find((size) => size <= rows.length - at && fits(bytes, at, size, room)) ?? 1
    const values: MysqlValue[] = rows.slice(at, at + count).flat()
    await connection.execute(upsert(table, count, version), values)
    at += count
  }
}

function fits(bytes: readonly number[], from: number, count: number, room: number): boolean {
  let sum = 0
  for (const size of bytes.slice(from, from + count)) sum += size
  return sum <= room
}

/** Null: there is no such table. */
async function columnsOf(connection: PoolConnection, { name }: MysqlTable) {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(`SHOW COLUMNS FROM ${name}`)
    return rows.map((row) => ({ name: String(row['Field']), type: String(row['Type']) }))
  } catch (error) {
    if (numberOf(error) === noSuchTable) return null
    throw error
  }
}

async function isKeyUnique(connection: PoolConnection, { name }: MysqlTable): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>(`SHOW INDEX FROM ${name} WHERE Non_unique = 0`)
  const columns = new Map<string, readonly string[]>()
  for (const row of rows) {
    const index = String(row['Key_name'])
    columns.set(index, [...(columns.get(index) ?? []), String(row['Column_name']).toLowerCase()])
  }
  return [...columns.values()].some((names) => names.length === 1 && names[0] === 'key')
}

async function openPool({ address, password }: ServerOptions, open: () => Socket): Promise<Pool> {
  const { host, port, socket, user, database, tls } = address
  const place = host ?? 'localhost'
  // Of an address the driver compares the certificate with the name `localhost`: any that has it would do.
  if (tls === 'verified' && isIP(place) !== 0) {
    const text = 'its certificate can only be checked by a name: give the name of the host, or tls=unverified'
    throw new FailureError(sinkFailure('access', sinkLabel(address), text))
  }
  const { createPool } = await import('mysql2/promise')
  return createPool({
    host: place,
    port,
    database,
    ...(user === '' ? {} : { user }),
    ...(password === null ? {} : { password }),
    ...(tls === 'off'
      ? {}
      : { ssl: { rejectUnauthorized: tls === 'verified', verifyIdentity: tls === 'verified' } }),
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    multipleStatements: false,
    // A server must not ask for files of this machine.
    flags: ['-LOCAL_FILES'],
    connectionLimit: mostConnections,
    connectTimeout: connectMs,
    idleTimeout: idleMs,
    stream: () => (socket === null ? open().connect(port, place) : open().connect(socket)),
  })
}

const noSuchTable = 1146

function numberOf(error: unknown): number {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : 0
}

/** Numbers of MySQL and MariaDB (their error references); what is in none of the lists may pass. */
const troubles: readonly (readonly [SinkTrouble, ReadonlySet<number>])[] = [
  [
    'access',
    new Set([1044, 1045, 1049, 1130, 1142, 1143, 1227, 1251, 1275, 1410, 1698, 1820, 1862, 3118, 3159, 4151]),
  ],
  ['table', new Set([1050, 1051, 1054, 1060, 1064, 1103, 1118, 1136, noSuchTable, 1347, 1364, 1471])],
  [
    'record',
    new Set([
      1048, 1062, 1105, 1153, 1216, 1264, 1265, 1292, 1366, 1367, 1406, 1452, 1690, 3140, 3141, 3819, 4025,
    ]),
  ],
]

/** What the error numbers of the servers mean. */
export function mysqlTrouble(error: unknown): SinkTrouble | null {
  const number = numberOf(error)
  return troubles.find(([, numbers]) => numbers.has(number))?.[0] ?? null
}
