import fs, { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { type CommandName, commands, type EngineCommandName } from '@shared/contract/commands'
import type { TaskId } from '@shared/model/units'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { GallerySite } from '../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../test/test-engine'
import { createDispatch, dispatchOver, invokeOver } from './dispatch'

/** What the disk is sure to hold of the database: its files as they were when the last flush of the log began. */
const disk = {
  database: '',
  flushed: null as { readonly main: Buffer; readonly log: Buffer } | null,
}

const { fdatasync } = fs

beforeAll(() => {
  replaceFlush((descriptor, done) => {
    const log = `${disk.database}-wal`
    const isLog = fs.existsSync(log) && fs.fstatSync(descriptor).ino === fs.statSync(log).ino
    const files = isLog ? { main: readFileSync(disk.database), log: readFileSync(log) } : null
    fdatasync(descriptor, (error) => {
      if (error === null && files !== null) disk.flushed = files
      done(error)
    })
  })
})

// The files that are tested after this one in the same process have the real flush.
afterAll(() => replaceFlush(fdatasync))

function replaceFlush(flush: (descriptor: number, done: fs.NoParamCallback) => void): void {
  Object.assign(fs, { fdatasync: flush })
  syncBuiltinESMExports()
}

let bench: TestEngine
let site: GallerySite

beforeEach(async () => {
  bench = await openTestEngine()
  disk.database = bench.ports.files.database
  disk.flushed = null
  site = await bench.serve({ pages: 1, images: 2 })
})
afterEach(() => bench.close())

/** One value of the database as it would be if the power failed now. */
function afterPowerCut(sql: string): unknown {
  const file = join(bench.data, 'after.db')
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  if (disk.flushed === null) return 'nothing was flushed'
  writeFileSync(file, disk.flushed.main)
  writeFileSync(`${file}-wal`, disk.flushed.log)
  const connection = new DatabaseSync(file)
  try {
    return Object.values(connection.prepare(sql).get() ?? {})[0]
  } finally {
    connection.close()
  }
}

/** Runs a command as a terminal does. */
const invoke = invokeOver((name, input) => {
  const { commands, durable } = bench.engine
  return createDispatch(commands, { caller: 'terminal', durable, log: () => {} })(name, input)
})
const later = () => bench.add(site.page('1'), { startLater: true })
const stateSql = "SELECT json_extract(state, '$.kind') FROM tasks ORDER BY id DESC"
const causeSql = "SELECT json_extract(state, '$.cause.kind') FROM tasks ORDER BY id DESC"
const imageSql = 'SELECT state FROM images WHERE num = 2'

async function withProblem(): Promise<TaskId> {
  site.refuse('/i/1-2.png', 404, 1)
  const id = bench.add(site.page('1'))
  await bench.until(id, 'done')
  return id
}

/** Makes a command possible, runs it, and says what the database must hold from then on. */
type Trial = () => Promise<{ readonly sql: string; readonly holds: unknown }>
type DurableCommandName = {
  [N in EngineCommandName]: (typeof commands)[N]['durable'] extends true ? N : never
}[EngineCommandName]
type Tried = Exclude<DurableCommandName, 'stopJob' | 'dismissJob'>

const trials: Readonly<Record<Tried, Trial>> = {
  async addTask() {
    const request = {
      address: site.page('1'),
      recipe: null,
      folder: bench.target,
      options: {},
      startLater: true,
    }
    await invoke('addTask', request)
    return { sql: 'SELECT count(*) FROM tasks', holds: 1 }
  },
  async pauseTasks() {
    site.hold('/g/1.html')
    const id = bench.add(site.page('1'))
    await site.asked('/g/1.html')
    await invoke('pauseTasks', [id])
    return { sql: causeSql, holds: 'person' }
  },
  async resumeTasks() {
    site.hold('/g/1.html')
    await invoke('resumeTasks', [later()])
    return { sql: stateSql, holds: expect.stringMatching(/queued|running/) }
  },
  async moveTask() {
    const folder = join(bench.data, 'elsewhere')
    await invoke('moveTask', { id: await withProblem(), folder })
    return { sql: "SELECT json_extract(request, '$.folder') FROM tasks", holds: folder }
  },
  async waitUntil() {
    await invoke('waitUntil', { ids: [await withProblem()], until: Date.now() + 1_000_000 })
    return { sql: causeSql, holds: 'wait' }
  },
  async cancelTasks() {
    await invoke('cancelTasks', { ids: [later()], deleteFiles: false })
    return { sql: stateSql, holds: 'cancelled' }
  },
  async retryTasks() {
    const id = await withProblem()
    site.hold('/i/1-2.png')
    await invoke('retryTasks', [id])
    return { sql: imageSql, holds: 'queued' }
  },
  async retryProblems() {
    const taskId = await withProblem()
    site.hold('/i/1-2.png')
    await invoke('retryProblems', { taskId })
    return { sql: imageSql, holds: 'queued' }
  },
  async waitForProblems() {
    const taskId = await withProblem()
    site.hold('/i/1-2.png')
    await invoke('waitForProblems', { taskId })
    return { sql: imageSql, holds: 'queued' }
  },
  async ignoreProblems() {
    await invoke('ignoreProblems', { taskId: await withProblem() })
    return { sql: imageSql, holds: expect.not.stringMatching('failed') }
  },
  async restoreProblems() {
    const taskId = await withProblem()
    const { images } = await invoke('ignoreProblems', { taskId })
    await invoke('restoreProblems', { taskId, images: [...images] })
    return { sql: imageSql, holds: 'failed' }
  },
  async stopRanges() {
    site.hold('/g/1.html')
    const id = bench.add(`${site.origin}/g/[1-900].html`)
    await bench.until(id, 'running')
    await invoke('stopRanges', [id])
    return { sql: 'SELECT range_end < 900 FROM tasks', holds: 1 }
  },
  async continueTasks() {
    await invoke('continueTasks', [later()])
    return { sql: "SELECT json_extract(request, '$.options.allPages') FROM tasks", holds: 1 }
  },
  async removeTasks() {
    await invoke('removeTasks', [await withProblem()])
    return { sql: 'SELECT removed_at IS NULL FROM tasks', holds: 0 }
  },
  async restoreTasks() {
    const id = await withProblem()
    await invoke('removeTasks', [id])
    await invoke('restoreTasks', [id])
    return { sql: 'SELECT removed_at IS NULL FROM tasks', holds: 1 }
  },
  async forgetSites() {
    await bench.restart(() => {
      const connection = new DatabaseSync(bench.ports.files.database)
      connection.exec("INSERT INTO site_rules VALUES ('a.test', 'rewrite x', 3, '1', 1)")
      connection.close()
      return Promise.resolve()
    })
    await invoke('forgetSites', { host: null })
    return { sql: 'SELECT count(*) FROM site_rules', holds: 0 }
  },
  async repairChecked() {
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    rmSync(join(bench.target, 'Gallery 1 [1]', '002 1-2.png'))
    await invoke('startJob', { kind: 'check', galleries: null })
    await vi.waitFor(
      () => expect(bench.engine.snapshot().jobs.check).toMatchObject({ state: 'done' }),
      10_000,
    )
    site.hold('/i/1-2.png')
    await invoke('repairChecked', { changed: false })
    return { sql: imageSql, holds: 'queued' }
  },
  async repairFolder() {
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    const folder = join(bench.target, 'Gallery 1 [1]')
    writeFileSync(join(folder, '002 1-2.png'), readFileSync(join(folder, '002 1-2.png')).subarray(0, 50))
    site.hold('/i/1-2.png')
    await invoke('repairFolder', { folder, changed: false })
    return { sql: imageSql, holds: 'queued' }
  },
}

describe('what a command changed is on the disk when it is answered', () => {
  it.each(Object.entries(trials))('%s', async (_, run) => {
    const { sql, holds } = await run()
    expect(afterPowerCut(sql)).toEqual(holds)
  })
})

describe('commands', () => {
  const names = Object.keys(commands) as CommandName[]

  it.each(names)('%s waits for the disk if it is durable, and only then', async (name) => {
    let flush = () => {}
    const durable = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          flush = resolve
        }),
    )
    const row = commands[name]
    const dispatch = dispatchOver(
      { [name]: { ...row, input: z.unknown() } },
      { [name]: () => name },
      { caller: row.callers[0], durable, log: () => {} },
    )
    const answered = vi.fn()
    const answer = dispatch(name, undefined).then(answered)
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    expect(durable).toHaveBeenCalledTimes(row.durable ? 1 : 0)
    expect(answered).toHaveBeenCalledTimes(row.durable ? 0 : 1)
    flush()
    await answer
    expect(answered).toHaveBeenCalledWith({ ok: true, value: name })
  })
})
