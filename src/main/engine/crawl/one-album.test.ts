import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, albumSite, shownInFull } from '../../../../test/site/album-site'
import type { Site } from '../../../../test/site/site.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

// One album under several addresses is one gallery: one folder, each picture once.

let bench: TestEngine
let site: Site

const names = ['a', 'b', 'c']
const spellings = [
  '/album/5',
  '/album/5/',
  '/album/5?utm_source=mail',
  '/album/5#photos',
  '/a?id=5&from=front',
  '/album/15/',
]

function pages(path: string): string | null {
  if (path === '/all') {
    const entry = (to: string) =>
      `<article><h2><a href="${to}">Harbour</a></h2><a href="${to}"><img src="/thumb/${encodeURIComponent(to)}.png" width="200" height="150"></a></article>`
    const albums = ['/album/5', '/album/5/', '/album/15/', '/album/6', '/album/7']
    return albumPage('All', `<main>${albums.map(entry).join('')}</main>`)
  }
  const other = /^\/album\/([67])$/.exec(path)?.[1]
  if (other !== undefined)
    return albumPage(`Album ${other}`, shownInFull(names.map((name) => `${other}-${name}`)))
  const isAlbum = spellings.some((one) => one.replace(/#.*/, '') === path)
  if (!isAlbum) return null
  return `<link rel="canonical" href="/album/5">${albumPage('Harbour', shownInFull(names))}`
}

beforeEach(async () => {
  bench = await openTestEngine()
  site = await bench.serveSite(albumSite(pages))
})
afterEach(() => bench.close())

const folders = () => [...new Set(bench.files().map((file) => file.split('/')[0]))]
const pictures = () => bench.files().filter((file) => file.endsWith('.png'))
const fetches = (path: string) => site.visits.filter((visit) => visit.path === path).length
const run = (path: string) => bench.until(bench.add(site.origin + path), 'done', 'failed')
const counts = async (path: string) => (await run(path)).progress.counts

/** Makes the records as an earlier version wrote them, under the address as it was asked for. */
function recordUnder(folder: string, key: string): void {
  const database = new DatabaseSync(bench.ports.files.database)
  database.prepare('UPDATE galleries SET key = ?').run(key)
  database.close()
  const file = join(bench.target, folder, 'gallery.json')
  const record = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  writeFileSync(file, JSON.stringify({ ...record, key }))
}

describe('an album under several addresses', () => {
  it('is one folder for one task after another', async () => {
    expect(await counts(spellings[0] ?? '')).toMatchObject({ galleries: 1, saved: 3 })
    for (const path of spellings.slice(1)) expect(await counts(path)).toMatchObject({ saved: 0, skipped: 3 })
    expect(folders()).toHaveLength(1)
    expect(pictures()).toHaveLength(3)
  })

  it('is one folder for two tasks at a time', async () => {
    const ids = ['/album/5/', '/album/5?utm_source=mail'].map((path) => bench.add(site.origin + path))
    for (const id of ids) await bench.until(id, 'done', 'failed')
    expect(folders()).toHaveLength(1)
    expect(pictures()).toHaveLength(3)
    for (const name of names) expect(fetches(`/full/${name}.png`)).toBe(1)
  })

  it('is one gallery of a task that is led to all of them', async () => {
    expect(await counts('/all')).toMatchObject({ galleries: 3, saved: 9, failed: 0 })
    expect(folders()).toHaveLength(3)
    for (const name of names) expect(fetches(`/full/${name}.png`)).toBe(1)
  })
})

describe('a folder of an earlier version', () => {
  it.each([
    ['/album/5', '/album/5/'],
    ['/album/5/', '/album/5'],
    ['/album/5?utm_source=mail', '/album/5?utm_source=mail'],
  ])('recorded under %s is found again from %s', async (was, asked) => {
    const { id } = await run(was)
    const [folder = ''] = folders()
    const key = site.origin + was
    await bench.restart(async () => recordUnder(folder, key))
    expect(await counts(asked)).toMatchObject({ saved: 0, skipped: 3 })
    expect(folders()).toEqual([folder])
    // the rows of one folder have one key, or deleting for one task deletes what the other has
    expect(readRecord(bench.target, folder)['key']).toBe(key)
    await bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: true })
    expect(pictures()).toHaveLength(3)
  })

  it('is found by its gallery.json when the database was lost', async () => {
    await counts('/album/5/')
    const [folder = ''] = folders()
    await bench.restart(async () => {
      recordUnder(folder, `${site.origin}/album/5/`)
      for (const end of ['', '-wal', '-shm']) rmSync(bench.ports.files.database + end, { force: true })
    })
    await counts('/album/5?utm_source=mail')
    expect(folders()).toEqual([folder])
    expect(pictures()).toHaveLength(3)
  })
})
