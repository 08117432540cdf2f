import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'
import type { Ports } from '../ports/ports'

let bench: TestEngine
afterEach(() => bench.close())

const name = 'Gallery 1 [1]'

/** A paused task of one gallery: three images are saved, the fourth has not come. */
async function pausedTask(more: Partial<Ports> = {}) {
  bench = await openTestEngine(more)
  const site = await bench.serve({ pages: 1, images: 4 })
  const release = site.hold('/i/1-4.png')
  const id = bench.add(site.page('1'))
  await bench.untilCounts(id, ({ saved }) => saved === 3)
  await bench.engine.commands.pauseTasks([id])
  const folder = join(bench.target, name)
  const cancel = () => bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: true })
  return { site, id, folder, cancel, release }
}

/** A trash that takes everything into a folder of the bench's data. */
function folderAsTrash(isTaken: (path: string) => boolean = () => true) {
  const asked: string[] = []
  const trash = async (path: string) => {
    asked.push(basename(path))
    if (!isTaken(path)) return false
    mkdirSync(join(bench.data, 'trash'), { recursive: true })
    renameSync(path, join(bench.data, 'trash', basename(path)))
    return true
  }
  return { asked, trash }
}

describe('deleting the finished files of a cancelled task', () => {
  it('leaves what was edited or replaced since and reports it', async () => {
    const { folder, cancel } = await pausedTask()
    const edited = makePng('/i/1-1.png')
    edited.writeUInt8(edited.readUInt8(60) ^ 1, 60)
    writeFileSync(join(folder, '001 1-1.png'), edited)
    writeFileSync(join(folder, '002 1-2.png'), 'my drawing')
    expect(await cancel()).toEqual({
      trashed: 0,
      deleted: 1,
      changed: 2,
      shared: 0,
      kept: ['001 1-1.png', '002 1-2.png'].map((file) => ({ path: join(folder, file), why: 'changed' })),
    })
    expect(readFileSync(join(folder, '001 1-1.png')).equals(edited)).toBe(true)
    expect(readFileSync(join(folder, '002 1-2.png'), 'utf8')).toBe('my drawing')
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('moves a folder that holds nothing else to the trash as a whole', async () => {
    const { asked, trash } = folderAsTrash()
    const { folder, cancel } = await pausedTask({ trash })
    expect(await cancel()).toMatchObject({ trashed: 3, deleted: 0, changed: 0, kept: [] })
    expect(asked).toEqual([name])
    expect(existsSync(folder)).toBe(false)
    expect(readdirSync(join(bench.data, 'trash', name))).toHaveLength(3)
  })

  it('moves only its own files to the trash when others lie beside them', async () => {
    const { asked, trash } = folderAsTrash()
    const { folder, cancel } = await pausedTask({ trash })
    writeFileSync(join(folder, 'my notes.txt'), 'mine')
    expect(await cancel()).toMatchObject({ trashed: 3, deleted: 0 })
    expect(asked.slice(0, 3)).toEqual(['001 1-1.png', '002 1-2.png', '003 1-3.png'])
    expect(readdirSync(folder)).toEqual(['my notes.txt'])
  })

  it('deletes for good, and says so, what no trash takes', async () => {
    const { asked, trash } = folderAsTrash(() => false)
    const { folder, cancel } = await pausedTask({ trash })
    expect(await cancel()).toMatchObject({ trashed: 0, deleted: 3, changed: 0 })
    expect(asked).toEqual([name])
    expect(existsSync(folder)).toBe(false)
  })

  it('leaves what another task has in its record, and its record of the folder', async () => {
    const { site, id, folder, release } = await pausedTask()
    release()
    const other = bench.add(site.page('1'))
    await bench.until(other, 'done')
    const deleted = await bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: true })
    expect(deleted).toMatchObject({ trashed: 0, deleted: 0, changed: 0, shared: 3 })
    expect(readdirSync(folder)).toHaveLength(5)
    expect(readRecord(bench.target, name)['files']).toHaveLength(4)
  })
})
