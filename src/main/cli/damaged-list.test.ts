import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../test/exhaustive'
import { type GallerySite, startGallerySite } from '../../../test/site/gallery-site'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite
/** The folders as the download left them: it takes most of the time, and each test begins with a copy. */
let downloaded: string

beforeAll(async () => {
  bench = openTestCli()
  downloaded = `${bench.root} downloaded`
  site = await startGallerySite({ pages: 3, images: 3 })
  await bench.run('get', `${site.origin}/g/[1-2].html`, '-o', bench.target)
  cpSync(bench.root, downloaded, { recursive: true, preserveTimestamps: true })
})

beforeEach(() => {
  rmSync(bench.root, { recursive: true })
  cpSync(downloaded, bench.root, { recursive: true, preserveTimestamps: true })
})

afterAll(async () => {
  await bench.close()
  await site.close()
  rmSync(downloaded, { recursive: true, force: true })
})

const file = () => join(bench.data, 'galleon.db')
const kept = () => readdirSync(bench.data).filter((name) => /^galleon\.damaged-.*\.db$/.test(name))

/** Overwrites a part of the file, given by shares of its length. */
function overwrite(from: number, to: number): void {
  const bytes = readFileSync(file())
  bytes.fill(0xa5, Math.floor(bytes.length * from), Math.floor(bytes.length * to))
  writeFileSync(file(), bytes)
}

/** With everything that lies beside it. */
function removeDatabase(): void {
  for (const name of readdirSync(bench.data)) {
    if (name.startsWith('galleon.db')) rmSync(join(bench.data, name))
  }
}

/** What a first start leaves when only its log holds the tables. */
function withoutTables(): void {
  rmSync(file())
  const connection = new DatabaseSync(file())
  connection.exec('PRAGMA journal_mode = WAL')
  connection.close()
}

/** A download that has begun, killed when its task is recorded. */
async function killed(pages: string): Promise<void> {
  const release = site.hold('/i/3-2.png')
  const run = bench.start(['get', `${site.origin}/g/${pages}.html`, '-o', bench.target])
  await run.until(/Gallery 3/)
  await expect.poll(() => readFileSync(file()).includes(`/g/${pages}.html`), { timeout: 10_000 }).toBe(true)
  run.child.kill('SIGKILL')
  await run.ended
  release()
}

function sql(text: string): void {
  const connection = new DatabaseSync(file())
  connection.exec(text)
  connection.close()
}

describe('a damaged list of downloads', () => {
  it.each([
    ['that is no database', () => writeFileSync(file(), 'notes, not a database. '.repeat(5000))],
    ['whose head is overwritten', () => overwrite(0, 0.01)],
    ['whose middle is overwritten', () => overwrite(0.05, 0.9)],
    ['that was cut', () => truncateSync(file(), Math.floor(readFileSync(file()).length / 2))],
    ['without a table', () => sql('DROP TABLE left_out')],
  ])('%s is kept, reported once, and rebuilt from the folders that it named', async (_, damage) => {
    damage()
    const bytes = readFileSync(file())
    // The folder of the downloads is not that of the settings here: only the damaged file names it.
    const first = await bench.run('list')
    expect(first.code).toBe(0)
    expect(kept()).toHaveLength(1)
    expect(readFileSync(join(bench.data, kept()[0] ?? ''))).toEqual(bytes)
    expect(first.err.trim().split('\n')).toHaveLength(2)
    expect(first.err).toContain(join(bench.data, kept()[0] ?? ''))
    const second = await bench.run('list')
    expect(second.err).toBe('')
    expect(kept()).toHaveLength(1)
  })

  it('finds galleries again, one task for a site, and fetches nothing', async () => {
    overwrite(0, 0.01)
    const asked = site.log.length
    rmSync(join(bench.target, 'Gallery 2 [2]', '002 2-2.png'))
    const list = await bench.run('list', '--json')
    const tasks = list.events().filter(({ event }) => event === 'task')
    expect(tasks).toMatchObject([
      { state: 'paused', tally: { found: 0 } },
      {
        state: 'done',
        folder: bench.target,
        tally: { found: 6, saved: 5, failed: 1, galleries: 2, galleriesDone: 2 },
      },
    ])
    expect(site.log).toHaveLength(asked)
    expect((await bench.run('verify', bench.target)).code).toBe(4)
  })

  it('keeps the counts of what was found again at every later start', async () => {
    truncateSync(file(), 0)
    const tallies = async () => {
      const list = await bench.run('list', '--json')
      return list.events().flatMap(({ event, tally }) => (event === 'task' ? [tally] : []))
    }
    const first = await tallies()
    expect(first).toMatchObject([{ pagesKnown: 2, pagesRead: 2, found: 6, saved: 6, galleriesDone: 2 }])
    expect(await tallies()).toEqual(first)
  })

  it('does not fetch again what is found again', async () => {
    overwrite(0, 0.01)
    await bench.run('list')
    const counts = () => ['/i/1-1.png', '/i/3-1.png'].map(site.count)
    const [first = 0, third = 0] = counts()
    const end = await bench.run('get', `${site.origin}/g/[1-3].html`, '-o', bench.target)
    expect(end.code).toBe(0)
    expect(counts()).toEqual([first, third + 1])
    expect(readdirSync(bench.target)).toHaveLength(3)
  })

  it.each([
    ['emptied to 0 bytes', () => truncateSync(file(), 0)],
    ['deleted', () => rmSync(file())],
    ['cut back to the page that its first start writes', () => withoutTables()],
  ])('that was %s is reported and rebuilt from the folders noted beside it', async (_, lose) => {
    lose()
    const first = await bench.run('list')
    expect(first.code).toBe(0)
    expect(first.err).toContain('The list of downloads was lost')
    expect(first.err).toContain('2 galleries')
    expect((await bench.run('list')).err).toBe('')
  })

  it('that was emptied is reported although nothing is found again', async () => {
    rmSync(bench.target, { recursive: true })
    truncateSync(file(), 0)
    expect((await bench.run('list')).err).toContain('The list of downloads was lost')
  })

  it('that was emptied is reported when only a log is beside it', async () => {
    removeDatabase()
    writeFileSync(file(), '')
    // A process of its own: the log counts only where it began before the process did.
    expect((await bench.start(['list']).ended).err).toContain('The list of downloads was lost')
  })

  it('that is empty at a first start is not reported', async () => {
    rmSync(bench.data, { recursive: true })
    mkdirSync(bench.data)
    writeFileSync(file(), '')
    expect((await bench.run('list')).err).toBe('')
  })

  it('whose write-ahead log was lost after a kill is reported, and keeps what the database holds', async () => {
    await killed('[1-3]')
    for (const end of ['-wal', '-shm']) rmSync(`${file()}${end}`)
    const list = await bench.run('list')
    expect(list.code).toBe(0)
    expect(list.err).toContain('The last changes to the list of downloads were lost')
    expect(list.err).toContain('galleon.db-wal')
    expect(kept()).toEqual([])
    expect(list.out).toMatch(/2 +paused/)
    expect((await bench.run('list')).err).toBe('')
  })

  it.runIf(isExhaustive)('whose write-ahead log was emptied after a kill is reported', async () => {
    await killed('[1-3]')
    truncateSync(`${file()}-wal`, 0)
    expect((await bench.run('list')).err).toContain('The last changes to the list of downloads were lost')
  })

  it.runIf(isExhaustive)(
    'that was emptied beside its write-ahead log keeps the log, and is rebuilt',
    async () => {
      await killed('[1-3]')
      truncateSync(file(), 0)
      const list = await bench.run('list')
      expect(list.err).toContain('2 galleries')
      expect(readdirSync(bench.data).filter((name) => /^galleon\.damaged-.*-wal$/.test(name))).toHaveLength(1)
    },
  )

  it('is not reported after a kill that lost nothing', async () => {
    await killed('[1-3]')
    expect((await bench.run('list')).err).toBe('')
  })

  it('continues to look where a kill ended it', async () => {
    const remembered = JSON.stringify({
      kept: '/kept.db',
      folders: [bench.target],
      galleries: 0,
      working: true,
    })
    removeDatabase()
    await bench.run('list')
    sql(`INSERT OR REPLACE INTO settings (key, value) VALUES ('rebuild', '${remembered}')`)
    const end = await bench.run('list')
    expect(end.err).toContain('Found again on disk: 2 galleries')
    expect((await bench.run('list')).err).toBe('')
  })

  it('makes a paused task of every request that can still be read', async () => {
    await bench.run('get', `${site.origin}/g/3.html`, '-o', join(bench.root, 'other'))
    overwrite(0, 0.01)
    const list = await bench.run('list', '--json')
    expect(list.err).toContain('2 downloads could still be read')
    const paused = list
      .events()
      .filter(({ state }) => state === 'paused')
      .toSorted((a, b) => String(a['address']).localeCompare(String(b['address'])))
    expect(paused.map(({ address, folder }) => [address, folder])).toEqual([
      [`${site.origin}/g/[1-2].html`, bench.target],
      [`${site.origin}/g/3.html`, join(bench.root, 'other')],
    ])
    const asked = site.count('/i/1-1.png')
    expect((await bench.run('resume', String(paused[0]?.['id']))).code).toBe(0)
    expect(site.count('/i/1-1.png')).toBe(asked)
  })

  describe('with single rows that cannot be read', () => {
    beforeEach(() => bench.run('get', `${site.origin}/g/3.html`, '-o', bench.target))

    it.each(['\'{"address":\'', "'null'", "x'00ff'", '\'{"address":"http://[","folder":"/x"}\''])(
      'a request %s costs its task alone and is reported once',
      async (value) => {
        sql(`UPDATE tasks SET request = ${value} WHERE id = 1`)
        const first = await bench.run('list', '--json')
        expect([first.code, kept()]).toEqual([0, []])
        expect(first.err).toContain('Task 1 could not be read')
        const tasks = first.events().filter(({ event }) => event === 'task')
        expect(tasks).toMatchObject([{ id: 2, state: 'done' }])
        expect((await bench.run('list')).err).toBe('')
      },
    )

    it('a state or a tally pauses its task, with its counts rebuilt', async () => {
      sql(`UPDATE tasks SET state = '{' WHERE id = 1; UPDATE tasks SET tally = '[]' WHERE id = 2`)
      const list = await bench.run('list', '--json')
      expect(list.events().filter(({ event }) => event === 'task')).toMatchObject([
        { id: 1, state: 'paused', tally: { saved: 6 } },
        { id: 2, state: 'done', tally: { saved: 3 } },
      ])
      expect(list.err).toBe('')
    })

    it('columns of pages, galleries and images are read as empty', async () => {
      sql(`UPDATE images SET state = 'failed', failure = '{', alternatives = '{', repair = '{', part = '{' WHERE id = 1;
        UPDATE pages SET state = 'failed', failure = 'x' WHERE id = 1; UPDATE galleries SET fields = '{';
        UPDATE tasks SET common = '{', cookies = '{', tally = '{';
        INSERT OR REPLACE INTO settings (key, value) VALUES ('rebuild', '{'), ('move 1', '{')`)
      expect((await bench.run('list')).code).toBe(0)
      const problems = await bench.run('list', '1', '--problems', '--json')
      expect([problems.code, problems.err]).toEqual([0, ''])
      expect(problems.events()).toMatchObject([
        { event: 'task', tally: { failed: 1, pagesFailed: 1 } },
        { event: 'problems', kind: 'unexpected', images: 1, pages: 1 },
        {},
      ])
      const retried = await bench.run('retry', '1')
      expect(retried.err).not.toContain('SyntaxError')
      expect(retried.code).toBe(0)
    })
  })

  it('of a newer program stays where it is', async () => {
    sql('PRAGMA user_version = 9999')
    const end = await bench.run('list')
    expect(end.code).toBe(128)
    expect(end.err).toContain('newer Galleon')
    expect(kept()).toEqual([])
    expect(existsSync(file())).toBe(true)
  })
})
