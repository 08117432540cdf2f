import { cpSync, existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { copyFile, link, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isExhaustive } from '../../../../test/exhaustive'
import { type GallerySite, startGallerySite } from '../../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'
import { openTestLedger } from '../../../../test/test-storage'
import { createFullDisks } from '../disk/space/free-space'
import { openStorage } from '../storage/storage'
import { type MoveDisk, moveTask } from './move-galleries'

let site: GallerySite
let bench: TestEngine
let other: string
let third: string
let kept: string
let id: TaskId

/** A paused task whose gallery has two of its three images; all of it can be had again from `kept`. */
beforeEach(async () => {
  site = await startGallerySite({ pages: 1, images: 3 })
  bench = await openTestEngine()
  other = join(bench.data, 'other')
  third = join(bench.data, 'third')
  kept = `${bench.data} kept`
  const release = site.hold('/i/1-3.png')
  id = bench.add(`${site.origin}/g/1.html`)
  await bench.untilCounts(id, ({ saved }) => saved === 2)
  await bench.engine.commands.pauseTasks([id])
  release()
  await bench.restart(async () => {
    cpSync(bench.data, join(kept, 'data'), { recursive: true })
    cpSync(bench.target, join(kept, 'target'), { recursive: true })
  })
})

afterEach(async () => {
  await bench.close()
  await site.close()
  rmSync(kept, { recursive: true, force: true })
})

/** A disk on which nothing can be done any more from this step on, as if the program had been killed. */
function dyingDisk(atStep: number): MoveDisk & { readonly isDead: boolean } {
  let step = 0
  const next =
    <A extends readonly unknown[]>(act: (...args: A) => Promise<void>) =>
    async (...args: A) => {
      step += 1
      if (step >= atStep) throw new Error('killed')
      await act(...args)
    }
  return {
    copy: next((from: string, to: string) => copyFile(from, to)),
    link: next(link),
    remove: next((path: string) => rm(path, { force: true })),
    get isDead() {
      return step >= atStep
    },
  }
}

/** Moves the task, as it was at first, on a disk that dies at this step; whether it did. */
async function moveAndDie(atStep: number): Promise<boolean> {
  const disk = dyingDisk(atStep)
  await bench.restart(async () => {
    for (const [folder, name] of [
      [bench.data, 'data'],
      [bench.target, 'target'],
    ] as const) {
      rmSync(folder, { recursive: true })
      cpSync(join(kept, name), folder, { recursive: true })
    }
    const storage = openStorage(join(bench.data, 'galleon.db'))
    const ledger = openTestLedger(storage, { now: Date.now })
    const tools = {
      storage,
      ledger,
      fullDisks: createFullDisks(),
      changes: { emit: () => {}, rowsChanged: () => {}, libraryChanged: () => {} },
    }
    await moveTask(tools, id, other, disk).catch((error: unknown) => {
      if (!disk.isDead) throw error
    })
    storage.close()
  })
  return disk.isDead
}

const filesBelow = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:png|part)$/.test(name))
        .map((name) => name.replaceAll('\\', '/'))
        .sort()
    : []

const whole = ['001 1-1.png', '002 1-2.png', '003 1-3.png'].map((name) => `Gallery 1 [1]/${name}`)

it.runIf(isExhaustive).each([
  ['moved there again', () => bench.engine.commands.moveTask({ id, folder: other }), () => [[], whole, []]],
  [
    'moved to a third folder',
    () => bench.engine.commands.moveTask({ id, folder: third }),
    () => [[], [], whole],
  ],
  [
    'resumed without a folder',
    () => bench.engine.commands.resumeTasks([id]),
    () => (filesBelow(other).length > 0 ? [[], whole, []] : [whole, [], []]),
  ],
])('a move that is cut off at any step comes to one end when it is %s', async (_, resume, expected) => {
  let step = 1
  for (; await moveAndDie(step); step++) {
    const asked = site.log.length
    await resume()
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({ saved: 3, failed: 0 })
    expect([bench.target, other, third].map(filesBelow), `at step ${step}`).toEqual(expected())
    expect(site.log.slice(asked), `at step ${step}`).toEqual(['/i/1-3.png'])
  }
  // Four for each copy, two for each old file, one for the record.
  expect(step).toBe(14)
})

it('a move that is cut off leaves no copies when the task is cancelled with its files', async () => {
  for (const step of [7, 11]) {
    await moveAndDie(step)
    await bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: true })
    expect([bench.target, other].map(filesBelow)).toEqual([[], []])
  }
})

it('keeps the times of the files', async () => {
  const before = new Date('2013-03-05T10:11:12Z')
  const file = bench.files().find((name) => name.endsWith('.png')) ?? ''
  utimesSync(join(bench.target, file), before, before)
  await bench.engine.commands.moveTask({ id, folder: other })
  expect(statSync(join(other, file)).mtime).toEqual(before)
})
