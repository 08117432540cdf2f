import type { SchemaElement } from 'hyparquet-writer'
import type { Append } from './whole-file'

/** Types of the columns of a Parquet file. */
export type ParquetType = 'text' | 'number' | 'integer' | 'date' | 'boolean' | 'texts' | 'numbers'

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string
  readonly type: ParquetType
}

/** By the name of the column; an absent one is null. Dates are ISO 8601. */
export type ParquetRow = Readonly<Record<string, unknown>>

/** A group of rows is collected in memory and written when it has as much as this: readers skip whole groups. */
const groupRows = 20_000
const groupUnits = 8_000_000

type Leaf = Omit<SchemaElement, 'name' | 'repetition_type' | 'num_children'>

const utf8: Leaf = { type: 'BYTE_ARRAY', converted_type: 'UTF8' }
const double: Leaf = { type: 'DOUBLE' }

const leaves: Readonly<Record<ParquetType, Leaf>> = {
  text: utf8,
  texts: utf8,
  number: double,
  numbers: double,
  integer: { type: 'INT64' },
  date: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  boolean: { type: 'BOOLEAN' },
}

/** Lists in three levels (Parquet, logical types, LIST). */
function schemaOf({ name, type }: ParquetColumn): readonly SchemaElement[] {
  const leaf = leaves[type]
  if (type !== 'texts' && type !== 'numbers') return [{ ...leaf, name, repetition_type: 'OPTIONAL' }]
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { ...leaf, name: 'element', repetition_type: 'OPTIONAL' },
  ]
}

/** Writes a Parquet file, compressed with Snappy; in memory are one group of rows and its compressed form. */
export async function writeParquet(
  columns: readonly ParquetColumn[],
  rows: AsyncIterable<readonly ParquetRow[]>,
  append: Append,
): Promise<void> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer')
  const writer = new ByteWriter()
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.flatMap(schemaOf),
  ]
  const file = new ParquetWriter({ writer, schema, createdBy: 'Galleon' })
  /** Gives what was written so far to the file; the writer counts on by its own offset. */
  const drain = async () => {
    await append(writer.getBytes().slice())
    writer.index = 0
  }
  let group: ParquetRow[] = []
  let units = 0
  const writeGroup = async () => {
    if (group.length === 0) return
    const columnData = columns.map(({ name, type }) => ({
      name,
      data: group.map((row) => parquetValue(row[name], type)),
    }))
    void file.write({ columnData, rowGroupSize: group.length })
    group = []
    units = 0
    await drain()
  }
  for await (const page of rows) {
    for (const row of page) {
      group.push(row)
      units += unitsOf(row)
      if (group.length >= groupRows || units >= groupUnits) await writeGroup()
    }
  }
  await writeGroup()
  void file.finish()
  await drain()
}

function unitsOf(row: ParquetRow): number {
  let units = 0
  for (const value of Object.values(row).flat()) units += typeof value === 'string' ? value.length + 8 : 8
  return units
}

function parquetValue(value: unknown, type: ParquetType): unknown {
  if (value === null || value === undefined) return null
  if (type === 'date') return typeof value === 'string' ? new Date(value) : null
  if (type === 'integer') return BigInt(Math.trunc(Number(value)))
  if (type === 'texts' && Array.isArray(value)) return value.map((one) => wellFormed(String(one)))
  return typeof value === 'string' ? wellFormed(value) : value
}

/** Half of a surrogate pair is no character of UTF-8. */
function wellFormed(text: string): string {
  return text.replaceAll(/[\uD800-\uDFFF]/gu, '\uFFFD')
}
