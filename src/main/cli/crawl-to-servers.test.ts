import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { DatabaseSync } from '@photostructure/sqlite'
import type { RowDataPacket } from 'mysql2/promise'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMariadb, testsMariadb } from '../../../test/servers/mariadb'
import { startPostgres, testsPostgres } from '../../../test/servers/postgres'
import { type TestServer, typedAddress } from '../../../test/servers/server-process'
import { blogSite } from '../../../test/site/blog-site'
import { type Site, startSite } from '../../../test/site/site.mjs'
import { openTestCli, type TestCli } from '../../../test/test-cli'
import { createRandom } from '../../../tools/shared/seeded-random.mjs'

type Rows = readonly Readonly<Record<string, unknown>>[]

let bench: TestCli
let site: Site
let postgres: TestServer
let mariadb: TestServer

beforeEach(async () => {
  if (!testsPostgres || !testsMariadb) return
  bench = openTestCli()
  ;[postgres, mariadb] = await Promise.all([startPostgres(), startMariadb()])
}, 60_000)
afterEach(async () => {
  if (!testsPostgres || !testsMariadb) return
  await bench.close()
  await site.close()
  await Promise.all([postgres[Symbol.asyncDispose](), mariadb[Symbol.asyncDispose]()])
})

const columns = 'title, "reads", tags, "at", id, address, last_seen, revision'

async function inPostgres(): Promise<Rows> {
  const { default: pg } = await import('pg')
  const { port, user, password, database } = postgres
  const client = new pg.Client({ host: '127.0.0.1', port, user, password, database })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(`SELECT ${columns} FROM articles`)
  await client.end()
  return rows
}

async function inMariadb(): Promise<Rows> {
  const { createConnection } = await import('mysql2/promise')
  const { port, user, password, database } = mariadb
  const client = await createConnection({ host: '127.0.0.1', port, user, password, database, timezone: 'Z' })
  const [rows] = await client.query<RowDataPacket[]>(`SELECT ${columns.replaceAll('"', '`')} FROM articles`)
  await client.end()
  return rows
}

function inSqlite(file: string): Rows {
  const database = new DatabaseSync(file)
  const rows: Rows = database.prepare(`SELECT ${columns} FROM crawl_127_0_0_1`).all()
  database.close()
  return rows
}

const dateOf = (value: unknown) => (value instanceof Date ? value : new Date(String(value))).toISOString()
const listOf = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)

/** Fields by the path of the page, whatever the system calls its types. */
function fieldsOf(rows: Rows) {
  const entries = rows.map(({ address, id, title, reads, tags, at }) => {
    const fields = { id, title, reads: Number(reads), tags: listOf(tags), at: dateOf(at) }
    return [String(address).replace(site.origin, ''), fields] as const
  })
  return new Map(entries)
}

/** Files below a folder that hold a text. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name)
    return statSync(path).isFile() && readFileSync(path).includes(text)
  })
}

/** The words of a crawl of the blog into all three. */
function words(file: string): readonly string[] {
  const rules = ['--follow', `${site.origin}/u/1/article/details/*`, '--as', 'record', '--follow']
  const lists = [`${site.origin}/u/1/list/*`, '--as', 'list', '--skip', '*://*/login*', '--drop', 'utm_*']
  const fields = ['id@=details/(\\d+)', 'title=.title-article', 'reads:number=.read-count']
  const named = [...fields, 'tags[]=.tags a', 'at:date=time'].flatMap((field) => ['--field', field])
  const servers = [typedAddress(postgres, 'postgres'), typedAddress(mariadb, 'mariadb')]
  const sinks = [...servers.map((address) => `${address}/articles`), `sqlite:${file}`]
  const to = [...sinks.flatMap((sink) => ['--to', sink]), '--yes', '--retries', '0', '-v']
  const start = ['crawl', `${site.origin}/u/1/list/1`, '--depth', '1000', '--drop', 'from', '--key', 'id']
  return [...start, ...rules, ...lists, ...named, ...to]
}

const readAll = async (file: string) => [inSqlite(file), await inPostgres(), await inMariadb()] as const

/** Kills of one crawl. */
const kills = 50

describe.skipIf(!testsPostgres || !testsMariadb)('crawl into PostgreSQL, MariaDB and SQLite', () => {
  it.each(['utf-8', 'gbk'] as const)(
    'brings the same rows into all of them, and keeps passwords to itself (%s)',
    async (encoding) => {
      const blog = blogSite({ articles: 35, encoding, calendars: false, validators: true })
      site = await startSite(blog)
      const file = join(bench.root, 'blog.sqlite')
      const first = await bench.run(...words(file))
      // One trap goes round in circles.
      expect(first.code).toBe(4)
      expect(first.out).toMatch(/35 records, 35 new/)

      for (const rows of await readAll(file)) expect(fieldsOf(rows)).toEqual(blog.expected())

      const again = await bench.run('retry', '1')
      expect(again.out).toMatch(/35 records, 0 new, 0 changed, 35 unchanged/)
      for (const rows of await readAll(file)) {
        expect(fieldsOf(rows)).toEqual(blog.expected())
        expect(rows.map(({ revision }) => Number(revision))).toEqual(rows.map(() => 1))
      }

      for (const { password } of [postgres, mariadb]) {
        for (const text of [password, encodeURIComponent(password)]) {
          expect(first.out + first.err + again.out + again.err).not.toContain(text)
          expect(filesWith(bench.data, text).filter((name) => !name.startsWith('secrets.db'))).toEqual([])
        }
      }
    },
    120_000,
  )

  it('keeps what waits for a server that is down for a minute, while the crawl and the others continue', async () => {
    const articles = 450
    const blog = blogSite({ articles, encoding: 'utf-8', robots: 'User-agent: *\nCrawl-delay: 0.2\n' })
    site = await startSite(blog)
    const file = join(bench.root, 'blog.sqlite')
    const run = bench.start(words(file))
    while (site.visits.length < 30) await setTimeout(20)
    await postgres.stop('SIGKILL')
    await run.until(/PostgreSQL .* cannot be written to: .*; next try in \d/)
    await setTimeout(60_000)
    const atWork = {
      visits: site.visits.length,
      others: (await inMariadb()).length,
      sqlite: inSqlite(file).length,
    }
    expect(atWork.visits).toBeGreaterThan(150)
    expect(atWork.others).toBeGreaterThan(100)
    expect(atWork.sqlite).toBeGreaterThan(100)
    expect(run.child.exitCode).toBeNull()
    await postgres.start()
    const end = await run.ended
    expect(end.out).toContain(`${articles} records, ${articles} new`)
    expect(end.out + end.err).not.toContain('records wait for')
    for (const rows of await readAll(file)) {
      expect(rows.length).toBe(articles)
      expect(fieldsOf(rows)).toEqual(blog.expected())
      expect(rows.every(({ revision }) => Number(revision) === 1)).toBe(true)
    }
  }, 400_000)

  it('brings every record once into all of them after kills at any instant', async () => {
    const articles = kills * 30
    const blog = blogSite({ articles, encoding: 'utf-8', calendars: false })
    site = await startSite(blog)
    const file = join(bench.root, 'blog.sqlite')
    const random = createRandom(20_261_130)
    let run = bench.start(words(file))
    for (let kill = 0; kill < kills; kill++) {
      // Some pages, and some time for their records to be sent: kills before would all meet a program that only starts.
      const visits = site.visits.length + 1 + random.below(12)
      while (site.visits.length < visits) await setTimeout(2)
      await setTimeout(random.next() * 60)
      expect(run.child.exitCode).toBeNull()
      run.child.kill('SIGKILL')
      await run.ended
      run = bench.start(['resume', '1', '-v'])
    }
    const end = await run.ended
    expect(end.out).toContain(`${articles.toLocaleString('en')} records, `)
    for (const rows of await readAll(file)) {
      expect(rows.length).toBe(articles)
      expect(fieldsOf(rows)).toEqual(blog.expected())
      expect(rows.every(({ revision }) => Number(revision) === 1)).toBe(true)
    }
  }, 600_000)
})
