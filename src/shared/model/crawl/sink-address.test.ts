import { describe, expect, it } from 'vitest'
import { parseSink, type SinkAddress, sinkLabel, type TypedSink } from './sink-address'

function parsed(typed: string): TypedSink {
  const result = parseSink(typed)
  if (!result.ok) throw new Error(result.failure.detail)
  return result.sink
}

const server = { port: 5432, socket: null, table: null } as const

describe('an address of a sink', () => {
  it.each<[string, SinkAddress, string]>([
    ['sqlite:', { kind: 'sqlite', path: null }, 'sqlite:'],
    ['SQLITE:/a b/画廊.db', { kind: 'sqlite', path: '/a b/画廊.db' }, 'sqlite:/a b/画廊.db'],
    ['sqlite:///a/b.db', { kind: 'sqlite', path: '/a/b.db' }, 'sqlite:/a/b.db'],
    ['shop.sqlite3', { kind: 'sqlite', path: 'shop.sqlite3' }, 'sqlite:shop.sqlite3'],
    ['out.csv', { kind: 'file', format: 'csv', path: 'out.csv' }, 'out.csv'],
    ['C:\\x\\OUT.JSONL', { kind: 'file', format: 'jsonl', path: 'C:\\x\\OUT.JSONL' }, 'C:\\x\\OUT.JSONL'],
    ['./a.ndjson', { kind: 'file', format: 'jsonl', path: './a.ndjson' }, './a.ndjson'],
    ['/tmp/a:b.parquet', { kind: 'file', format: 'parquet', path: '/tmp/a:b.parquet' }, '/tmp/a:b.parquet'],
    [
      'postgresql://me@127.0.0.1/shop',
      { ...server, kind: 'postgres', host: '127.0.0.1', user: 'me', database: 'shop', tls: 'off' },
      'postgres://me@127.0.0.1/shop',
    ],
    [
      'postgres://me@DB.example:6000/shop/public.items',
      {
        ...server,
        kind: 'postgres',
        host: 'db.example',
        port: 6000,
        user: 'me',
        database: 'shop',
        table: 'public.items',
        tls: 'verified',
      },
      'postgres://me@db.example:6000/shop/public.items',
    ],
    [
      'mysql://a%40b@[::1]:3306/%E7%94%BB/t?sslmode=require',
      {
        ...server,
        kind: 'mysql',
        host: '::1',
        port: 3306,
        user: 'a@b',
        database: '画',
        table: 't',
        tls: 'unverified',
      },
      'mysql://a%40b@[::1]/%E7%94%BB/t?tls=unverified',
    ],
    [
      'mariadb:///shop?socket=/run/mysqld/mysqld.sock',
      {
        ...server,
        kind: 'mariadb',
        host: null,
        port: 3306,
        socket: '/run/mysqld/mysqld.sock',
        user: '',
        database: 'shop',
        tls: 'off',
      },
      'mariadb:///shop?socket=%2Frun%2Fmysqld%2Fmysqld.sock',
    ],
  ])('%s', (typed, address, text) => {
    const sink = parsed(typed)
    expect(sink).toEqual({ address, password: null, text })
    expect(parsed(sink.text)).toEqual(sink)
  })

  it.each([
    ['postgres://me:s3cret@h/d', { kind: 'text', text: 's3cret' }],
    ['postgres://me:p%40ss%2Fw%25@h/d', { kind: 'text', text: 'p@ss/w%' }],
    ['postgres://me:a:b@c@h/d', { kind: 'text', text: 'a:b@c' }],
    ['postgres://me:100%@h/d', { kind: 'text', text: '100%' }],
    ['postgres://me:%24PGPASSWORD@h/d', { kind: 'text', text: '$PGPASSWORD' }],
    ['mysql://me:@h/d', null],
  ])('%s: the password is taken out', (typed, password) => {
    const sink = parsed(typed)
    expect(sink.password).toEqual(password)
    expect(sink.text).toBe(`${typed.split(':')[0]}://me@h/d`)
    expect(sinkLabel(sink.address)).toMatch(/^(?:PostgreSQL|MySQL) h\/d$/)
  })

  it.each(['postgres://me:$PGPASSWORD@h/d', 'postgres://me:${PGPASSWORD}@h/d'])(
    '%s: the password is in the environment, and its name stays in the text',
    (typed) => {
      const sink = parsed(typed)
      expect(sink.password).toEqual({ kind: 'variable', name: 'PGPASSWORD' })
      expect(sink.text).toBe('postgres://me:$PGPASSWORD@h/d')
      expect(parsed(sink.text)).toEqual(sink)
      expect(sinkLabel(sink.address)).toBe('PostgreSQL h/d')
    },
  )

  it.each([
    ['', 'nothing was given'],
    ['out.xlsx', 'a file of records ends in'],
    ['mongodb://me:s3cret@h/d', 'records cannot be sent to mongodb:'],
    ['postgres:shop', 'two slashes'],
    ['postgres://me:s3cret@h', 'postgres://user@host/database'],
    ['postgres://me:s3cret@h/d/t/x', 'postgres://user@host/database/table'],
    ['postgres://me:s3cret@/d', 'the host is missing'],
    ['postgres://me:s3c/ret@h/d', '%2F'],
    ['postgres://me:s3c#ret@h/d', '%23'],
    ['postgres://me:s3c?ret@h/d', '%3F'],
    ['postgres://me:s3cret@h:99999/d', 'host and port'],
    ['postgres://me@h/d?password=s3cret', 'takes only tls and socket'],
    ['postgres://me@h/d?tls=s3cret', 'tls is one of verified, unverified, off'],
    ['postgres://me:s3cret@h/d%00', 'control characters'],
    ['sqlite:a\0b', 'NUL'],
  ])('%s is refused: %s', (typed, why) => {
    const result = parseSink(typed)
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } })
    const text = JSON.stringify(result)
    expect(text).toContain(why)
    expect(text).not.toMatch(/s3c|ret@/)
  })
})
