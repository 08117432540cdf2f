import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CliBench, openCliBench } from '../../../test/cli-bench'
import { type GallerySite, startGallerySite } from '../../../test/gallery-site'

let bench: CliBench
let site: GallerySite

beforeEach(async () => {
  bench = openCliBench()
  site = await startGallerySite({ pages: 3, images: 3 })
  await bench.run('get', `${site.origin}/g/[1-2].html`, '-o', bench.target)
})

afterEach(async () => {
  await bench.close()
  await site.close()
})

const file = () => join(bench.data, 'galleon.db')
const kept = () => readdirSync(bench.data).filter((name) => /^galleon\.damaged-.*\.db$/.test(name))

/** Overwrites a part of the file, given by shares of its length. */
function overwrite(from: number, to: number): void {
  const bytes = readFileSync(file())
  bytes.fill(0xa5, Math.floor(bytes.length * from), Math.floor(bytes.length * to))
  writeFileSync(file(), bytes)
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
    ['with a task that is none', () => sql(`UPDATE tasks SET request = '{"address":'`)],
  ])('%s is kept, told once, and rebuilt from the folders that it named', async (_, damage) => {
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
      {
        state: 'done',
        folder: bench.target,
        tally: { found: 6, saved: 5, failed: 1, galleries: 2, galleriesDone: 2 },
      },
    ])
    expect(site.log).toHaveLength(asked)
    expect((await bench.run('verify', bench.target)).code).toBe(4)
  })

  it('does not fetch again what is found again', async () => {
    overwrite(0, 0.01)
    await bench.run('list')
    const end = await bench.run('get', `${site.origin}/g/[1-3].html`, '-o', bench.target)
    expect(end.code).toBe(0)
    expect(site.count('/i/1-1.png')).toBe(1)
    expect(site.count('/i/3-1.png')).toBe(1)
    expect(readdirSync(bench.target)).toHaveLength(3)
  })

  it('that a power cut emptied is rebuilt, and an empty one of a first start is no news', async () => {
    writeFileSync(join(bench.data, 'config.json'), JSON.stringify({ folder: bench.target }))
    truncateSync(file(), 0)
    rmSync(`${file()}-wal`, { force: true })
    expect((await bench.run('list')).err).toContain('2 galleries')
    rmSync(bench.target, { recursive: true })
    truncateSync(file(), 0)
    expect((await bench.run('list')).err).toBe('')
  })

  it('goes on looking where a kill ended it', async () => {
    const remembered = JSON.stringify({
      kept: '/kept.db',
      folders: [bench.target],
      galleries: 0,
      working: true,
    })
    rmSync(file())
    await bench.run('list')
    sql(`INSERT INTO settings (key, value) VALUES ('rebuild', '${remembered}')`)
    const end = await bench.run('list')
    expect(end.err).toContain('Found again on disk: 2 galleries')
    expect((await bench.run('list')).err).toBe('')
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
