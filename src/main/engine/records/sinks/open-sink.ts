import { resolve } from 'node:path'
import type { FileFormat, SinkAddress } from '@shared/model/crawl/sink-address'
import { openMysql } from './servers/mysql'
import { openPostgres } from './servers/postgres'
import type { Sink } from './sink'
import { openSqlite } from './sqlite'

/** Where records go: into a table as they come, or into a file that is written as a whole at the end of a run. */
export type OpenedSink =
  | { readonly kind: 'table'; readonly sink: Sink }
  | { readonly kind: 'file'; readonly format: FileFormat; readonly path: string }

/** What a sink is opened with besides its address. */
export interface SinkOptions {
  /** Of the address or of the environment; null: none. */
  readonly password: string | null
  /** Absolute path, by which relative ones are resolved. */
  readonly folder: string
  /** Name of a SQLite file whose address has none, without extension. */
  readonly name: string
}

/** Longest time of one batch: a server that says nothing for so long counts as down. In milliseconds. */
const batchMs = 60_000

/** Nothing is connected or loaded before the sink is used. */
export function openSink(address: SinkAddress, { password, folder, name }: SinkOptions): OpenedSink {
  switch (address.kind) {
    case 'file':
      return { kind: 'file', format: address.format, path: resolve(folder, address.path) }
    case 'sqlite':
      return { kind: 'table', sink: openSqlite({ path: resolve(folder, address.path ?? `${name}.db`) }) }
    case 'postgres':
      return { kind: 'table', sink: openPostgres({ address, password, limitMs: batchMs }) }
    case 'mysql':
    case 'mariadb':
      return { kind: 'table', sink: openMysql({ address, password, limitMs: batchMs }) }
  }
}
