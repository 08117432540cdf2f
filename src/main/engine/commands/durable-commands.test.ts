import type * as nodeFs from 'node:fs'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { commandEffects, type RecordingCommandName } from '@shared/contract/command-effects'
import type { CommandName, EngineCommandName, Handlers } from '@shared/contract/commands'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type EngineBench, openEngineBench } from '../../../../test/engine-bench'
import type { GallerySite } from '../../../../test/gallery-site'
import { durableCommands } from './durable-commands'

/** What the disk is sure to hold of the database: its files as they were when the last flush of the log began. */
const disk = vi.hoisted(() => ({
  database: '',
  flushed: null as { readonly main: Buffer; readonly log: Buffer } | null,
}))

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof nodeFs>()
  return {
    ...fs,
    fdatasync(descriptor: number, done: (error: Error | null) => void) {
      const log = `${disk.database}-wal`
      const isLog = fs.existsSync(log) && fs.fstatSync(descriptor).ino === fs.statSync(log).ino
      const files = isLog ? { main: fs.readFileSync(disk.database), log: fs.readFileSync(log) } : null
      fs.fdatasync(descriptor, (error) => {
        if (error === null && files !== null) disk.flushed = files
        done(error)
      })
    },
  }
})

let bench: EngineBench
let site: GallerySite

beforeEach(async () => {
  bench = await openEngineBench()
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

const commands = () => bench.engine.durableCommands
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
type Tried = Exclude<Extract<EngineCommandName, RecordingCommandName>, 'stopRebuild' | 'dismissRebuild'>

const trials: Readonly<Record<Tried, Trial>> = {
  async addTask() {
    const request = {
      address: site.page('1'),
      recipe: null,
      folder: bench.target,
      options: {},
      startLater: true,
    }
    await commands().addTask(request)
    return { sql: 'SELECT count(*) FROM tasks', holds: 1 }
  },
  async pauseTasks() {
    site.hold('/g/1.html')
    const id = bench.add(site.page('1'))
    await site.asked('/g/1.html')
    await commands().pauseTasks([id])
    return { sql: causeSql, holds: 'person' }
  },
  async resumeTasks() {
    site.hold('/g/1.html')
    await commands().resumeTasks([later()])
    return { sql: stateSql, holds: expect.stringMatching(/queued|running/) }
  },
  async moveTask() {
    const folder = join(bench.data, 'elsewhere')
    await commands().moveTask({ id: await withProblem(), folder })
    return { sql: "SELECT json_extract(request, '$.folder') FROM tasks", holds: folder }
  },
  async waitUntil() {
    await commands().waitUntil({ ids: [await withProblem()], until: Date.now() + 1_000_000 })
    return { sql: causeSql, holds: 'wait' }
  },
  async cancelTasks() {
    await commands().cancelTasks({ ids: [later()], deleteFiles: false })
    return { sql: stateSql, holds: 'cancelled' }
  },
  async retryTasks() {
    const id = await withProblem()
    site.hold('/i/1-2.png')
    await commands().retryTasks([id])
    return { sql: imageSql, holds: 'queued' }
  },
  async retryProblems() {
    const taskId = await withProblem()
    site.hold('/i/1-2.png')
    await commands().retryProblems({ taskId })
    return { sql: imageSql, holds: 'queued' }
  },
  async waitForProblems() {
    const taskId = await withProblem()
    site.hold('/i/1-2.png')
    await commands().waitForProblems({ taskId })
    return { sql: imageSql, holds: 'queued' }
  },
  async ignoreProblems() {
    await commands().ignoreProblems({ taskId: await withProblem() })
    return { sql: imageSql, holds: expect.not.stringMatching('failed') }
  },
  async restoreProblems() {
    const taskId = await withProblem()
    const { images } = await commands().ignoreProblems({ taskId })
    await commands().restoreProblems({ taskId, images: [...images] })
    return { sql: imageSql, holds: 'failed' }
  },
  async removeTasks() {
    await commands().removeTasks([await withProblem()])
    return { sql: 'SELECT removed_at IS NULL FROM tasks', holds: 0 }
  },
  async repairChecked() {
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    rmSync(join(bench.target, 'Gallery 1 [1]', '002 1-2.png'))
    await commands().startCheck({ galleries: null })
    await vi.waitFor(() => expect(bench.engine.snapshot().check).toMatchObject({ state: 'done' }))
    site.hold('/i/1-2.png')
    await commands().repairChecked({ changed: false })
    return { sql: imageSql, holds: 'queued' }
  },
}

describe('what a command changed is on the disk when it is answered', () => {
  it.each(Object.entries(trials))('%s', async (_, run) => {
    const { sql, holds } = await run()
    expect(afterPowerCut(sql)).toEqual(holds)
  })

  it('the repair of a folder', async () => {
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    const folder = join(bench.target, 'Gallery 1 [1]')
    writeFileSync(join(folder, '002 1-2.png'), readFileSync(join(folder, '002 1-2.png')).subarray(0, 50))
    site.hold('/i/1-2.png')
    await bench.engine.repairFolder({ folder, changed: false })
    expect(afterPowerCut(imageSql)).toBe('queued')
  })
})

describe('commands', () => {
  const names = Object.keys(commandEffects) as CommandName[]
  const handlers = Object.fromEntries(names.map((name) => [name, () => name])) as unknown as Handlers

  it.each(names)('%s waits for the disk if it changes records, and only then', async (name) => {
    let flush = () => {}
    const durable = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          flush = resolve
        }),
    )
    const run = durableCommands(handlers, durable)[name] as (input: unknown) => unknown
    const answered = vi.fn()
    const answer = Promise.resolve(run(undefined)).then(answered)
    await Promise.resolve()
    await Promise.resolve()
    const isRecording = commandEffects[name] === 'records'
    expect(durable).toHaveBeenCalledTimes(isRecording ? 1 : 0)
    expect(answered).toHaveBeenCalledTimes(isRecording ? 0 : 1)
    flush()
    await answer
    expect(answered).toHaveBeenCalledWith(name)
  })
})
