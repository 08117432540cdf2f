import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { partsOf, storageCalls } from '../../../../test/storage-calls'
import { openTestStorage, type TestStorage } from '../../../../test/test-storage'
import { type Database, openDatabase } from './database/database'
import { tablesOf } from './storage'

let bench: TestStorage

beforeEach(() => {
  bench = openTestStorage()
})
afterEach(() => bench.close())

/** Paths of the functions in an object and the objects in it. */
function functionsOf(value: object, path = ''): readonly string[] {
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'function' ? [`${path}${name}`] : functionsOf(inner, `${path}${name}.`),
  )
}

/** What EXPLAIN QUERY PLAN says of each statement that a call sends (sqlite.org/eqp.html), by `table.name`. */
function plansByCall(): ReadonlyMap<string, readonly string[]> {
  let sent: string[] = []
  bench.storage.close()
  const database = openDatabase(bench.file, () => {})
  const noted: Database = {
    ...database,
    run: (sql, ...values) => (sent.push(sql), database.run(sql, ...values)),
    get: (sql, ...values) => (sent.push(sql), database.get(sql, ...values)),
    all: (sql, ...values) => (sent.push(sql), database.all(sql, ...values)),
  }
  const storage = tablesOf(noted, bench.file)
  const plans = new Map<string, readonly string[]>()
  const explaining = new DatabaseSync(bench.file)
  const parts: Readonly<Record<string, unknown>> = partsOf(storage)
  for (const [part, ofPart] of Object.entries(storageCalls)) {
    for (const [name, call] of Object.entries(ofPart)) {
      sent = []
      ;(call as (rows: unknown) => unknown)(parts[part])
      const steps = [...new Set(sent)].flatMap((sql) =>
        explaining
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all()
          .map((row) => String(row['detail'])),
      )
      plans.set(`${part}.${name}`, steps)
    }
  }
  explaining.close()
  storage.close()
  bench.open()
  return plans
}

/** Calls that read every row of a table. */
const mayScan: Readonly<Record<string, string>> = {
  'tasks.list': 'once, at the start',
  'tasks.folders': 'when the user deletes a gallery',
  'galleries.lists.library': 'the library is all galleries; a page of it, when the window asks',
  'galleries.lists.libraryIds': 'once for each check of all files',
  'galleries.lists.libraryHosts': 'the library is all galleries; when the window asks',
}

/** Calls that read every row of a task, or of one of its tables, whatever they look for. */
const mayReadTask: Readonly<Record<string, string>> = {
  'tasks.progress.recount': 'counts them; when a task begins, is adopted or its files are deleted',
  'tasks.titles': 'takes two rows at most',
  'tasks.face': 'takes three rows at most',
  'pages.discovered': 'counts them in an index; when a run begins',
  'galleries.lists.ofTask': 'a list in any order, when the window asks',
  'galleries.ids': 'all of them are wanted',
  'galleries.unfinished': 'when a run begins',
  'images.list': 'a list in any order, when the window asks',
  'problems.list': 'reads an index of failed ones alone, when the window asks',
  'images.parts.ofTask': 'when a run begins or is cancelled',
  'images.parts.clear': 'when a task is cancelled',
}

describe('what the database reads', () => {
  it('is asked by a call for every function of every table', () => {
    const { tasks, pages, galleries, images, problems, siteRules, remembered } = bench.storage
    const tables = { tasks, pages, galleries, images, problems, siteRules, remembered }
    expect(functionsOf(storageCalls).toSorted()).toEqual(functionsOf(tables).toSorted())
  })

  it('is never a whole table, but where all of it is wanted', () => {
    const scanning = callsWith(/^SCAN (?:tasks|runs|pages|galleries|images|left_out|settings)\b/)
    expect(scanning).toEqual(Object.keys(mayScan).toSorted())
  })

  it('is never a whole task, but where all of it is wanted', () => {
    const reading = callsWith(/^SEARCH (?:pages|galleries|images) USING .*\(task_id=\?\)$/)
    expect(reading).toEqual(Object.keys(mayReadTask).toSorted())
  })

  it('is what was looked for, by questions that come with every file, gallery or poll', () => {
    const plans = plansByCall()
    for (const name of ['isTaken', 'isTakenInTask', 'isSaved']) {
      expect(plans.get(`images.files.${name}`)).toEqual([
        'SEARCH galleries USING INDEX galleries_in_place (place=?)',
        'SEARCH images USING INDEX images_file (gallery_id=? AND file=?)',
      ])
    }
    for (const name of [
      'galleries.folders.sharing',
      'images.parts.begunElsewhere',
      'images.outcome.saveReplaced',
    ]) {
      expect(plans.get(name)?.join('\n')).toMatch(/galleries USING INDEX galleries_in_place \(place=\?\)/)
    }
    expect(plans.get('galleries.folders.holderOf')).toEqual([
      'SEARCH galleries USING INDEX galleries_in_place (place=?)',
    ])
    expect(plans.get('pages.queue.hasOfGallery')).toEqual([
      'SEARCH pages USING COVERING INDEX pages_gallery (task_id=? AND gallery_id=? AND state=?)',
    ])
    const retries = ['nextRetry', 'outcome'].flatMap((name) => plans.get(`problems.${name}`) ?? [])
    expect(retries.filter((step) => /(?:pages|images)/.test(step))).toEqual([
      'SEARCH images USING COVERING INDEX images_retry (task_id=? AND retry>?)',
      'SEARCH pages USING COVERING INDEX pages_retry (task_id=? AND retry>?)',
      'SEARCH images USING COVERING INDEX images_retry (task_id=? AND retry=?)',
      'SEARCH pages USING COVERING INDEX pages_retry (task_id=? AND retry=?)',
    ])
  })
})

/** Names of the calls one of whose steps looks like this, in order. */
function callsWith(step: RegExp): readonly string[] {
  return [...plansByCall()]
    .filter(([, steps]) => steps.some((text) => step.test(text)))
    .map(([name]) => name)
    .toSorted()
}
