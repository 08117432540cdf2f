import type { Socket } from 'node:net'
import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { SinkTrouble } from '@shared/model/failure'
import type { Pool, PoolClient, QueryResultRow } from 'pg'
import type { Preparation, Sink } from '../sink'
import { newestOf } from '../table-columns'
import {
  createTable,
  missingColumns,
  type PostgresTable,
  postgresTable,
  upsert,
  upsertValues,
} from './postgres-statements'
import {
  connectMs,
  createServerWork,
  idleMs,
  mostConnections,
  preparationOf,
  type ServerOptions,
} from './server-sink'

const presentSql = `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type
FROM pg_catalog.pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`

/** Whether `key` alone is unique: without that no row can be found again. */
const uniqueSql = `SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indpred IS NULL AND i.indnkeyatts = 1 AND a.attname = 'key'`

/**
 * A sink in PostgreSQL 9.6 or newer: one statement for each batch, each column as one array.
 *
 * The driver is loaded when the sink is used first.
 */
export function openPostgres(options: ServerOptions): Sink {
  const { address } = options
  const { label, sockets, run, fail } = createServerWork(options, postgresTrouble)
  let pool: Promise<Pool> | null = null

  async function withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    pool ??= openPool(options, sockets.open)
    const client = await (await pool).connect()
    // While a statement runs, the pool listens to none of its errors.
    const ignore = () => undefined
    client.on('error', ignore)
    let failed: Error | undefined
    try {
      return await work(client)
    } catch (error) {
      failed = error instanceof Error ? error : new Error(String(error))
      throw error
    } finally {
      client.off('error', ignore)
      client.release(failed)
    }
  }

  async function look(client: PoolClient, table: PostgresTable): Promise<Preparation> {
    const present = await rowsOf<{ name: string; type: string }>(client, presentSql, table)
    if (present.length === 0) return { kind: 'asks', isNew: true, statements: [createTable(table)] }
    const unique = await rowsOf(client, uniqueSql, table)
    const preparation = preparationOf(missingColumns(table, present), unique.length > 0)
    if (typeof preparation === 'string') throw fail('table', `${table.name}: ${preparation}`)
    return preparation
  }

  return {
    label,
    lanes: mostConnections,
    prepare: (table, signal) =>
      run(signal, () => withClient((client) => look(client, postgresTable(table, address.table)))),
    make: (table, signal) =>
      run(signal, () =>
        withClient(async (client) => {
          const preparation = await look(client, postgresTable(table, address.table))
          if (preparation.kind === 'ready') return
          await client.query('BEGIN')
          try {
            for (const statement of preparation.statements) await client.query(statement)
            await client.query('COMMIT')
          } catch (error) {
            await client.query('ROLLBACK')
            throw error
          }
        }),
      ),
    write: (table, records, signal) =>
      run(signal, () => withClient((client) => send(client, postgresTable(table, address.table), records))),
    async close() {
      const open = await pool?.catch(() => null)
      pool = null
      const ended = open?.end()
      sockets.destroy()
      await ended
    },
  }
}

async function send(
  client: PoolClient,
  table: PostgresTable,
  records: readonly CrawlRecord[],
): Promise<void> {
  if (records.length === 0) return
  await client.query(
    upsert(table),
    upsertValues(table, newestOf(records)).map((column) => [...column]),
  )
}

async function rowsOf<Row extends QueryResultRow>(client: PoolClient, sql: string, { name }: PostgresTable) {
  const result = await client.query<Row>(sql, [name])
  return result.rows
}

async function openPool({ address, password }: ServerOptions, open: () => Socket): Promise<Pool> {
  const { host, port, socket, user, database, tls } = address
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    host: socket ?? host ?? 'localhost',
    port,
    database,
    ...(user === '' ? {} : { user }),
    ...(password === null ? {} : { password }),
    ssl: tls === 'off' ? false : { rejectUnauthorized: tls === 'verified' },
    application_name: 'galleon',
    max: mostConnections,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: idleMs,
    allowExitOnIdle: true,
    stream: open,
  })
  // A server that restarts breaks idle connections; without a listener that ends the process. The next statement fails
  // and says so.
  pool.on('error', () => undefined)
  return pool
}

/** SQLSTATE (PostgreSQL, appendix A). */
export function postgresTrouble(error: unknown): SinkTrouble | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/^(?:08|40|53|55|57|58)/.test(code)) return 'connection'
  if (/^(?:28|3D|42501)/.test(code)) return 'access'
  if (/^(?:22|23|54)/.test(code)) return 'record'
  if (/^(?:42|3F|0A)/.test(code)) return 'table'
  // Of the driver, without a code: no TLS there, a login that it cannot answer.
  return /SSL|SASL|password/i.test(error.message) ? 'access' : null
}
