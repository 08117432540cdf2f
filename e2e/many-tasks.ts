import { DatabaseSync } from '@photostructure/sqlite'
import { start as tables } from '../src/main/engine/storage/database/migrations'

/** Records of a program that has been in use for long: ended tasks, every tenth with problems. */
export function recordManyTasks(file: string, folder: string, count: number): void {
  const database = new DatabaseSync(file)
  database.exec(`${tables} PRAGMA user_version = 1; BEGIN`)
  const insert = database.prepare('INSERT INTO tasks (request, state, tally, added_at) VALUES (?, ?, ?, ?)')
  for (let index = 0; index < count; index++) {
    const failed = index % 10 === 0 ? 2 : 0
    const request = {
      address: `https://host-${index}.example/a/[1-20].html`,
      recipe: null,
      folder,
      options: {},
      startLater: false,
    }
    const counts = {
      pagesKnown: 20,
      pagesRead: 20,
      pagesFailed: 0,
      galleries: 20,
      galleriesDone: 20,
      found: 400,
      saved: 400 - failed,
      skipped: 0,
      failed,
      bytes: 80_000_000 + index,
    }
    const at = 1_700_000_000_000 + index * 1000
    insert.run(JSON.stringify(request), JSON.stringify({ kind: 'done', at }), JSON.stringify(counts), at)
  }
  database.exec('COMMIT')
  database.close()
}
