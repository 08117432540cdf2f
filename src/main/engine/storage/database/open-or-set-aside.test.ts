import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DownloadRequest } from '@shared/model/download-request'
import type { FailureError } from '@shared/model/failure'
import { emptyCounts } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStorage } from '../storage'
import { openOrSetAside } from './open-or-set-aside'
import { salvage } from './salvage'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-damage-'))
  file = join(folder, 'galleon.db')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const never = () => {
  throw new Error('no trouble was expected')
}

/** A database of so many tasks, each in a folder of its own. */
function fill(tasks: number): void {
  const storage = openStorage(file)
  for (let number = 1; number <= tasks; number++) {
    const request = DownloadRequest.parse({
      address: `https://example.org/${number}.html`,
      folder: `/pictures/${number}`,
    })
    const id: TaskId = storage.tasks.add(request, { kind: 'done', at: 1 }, emptyCounts, 1)
    for (let image = 0; image < 20; image++) {
      storage.pages.skipped.add(id, [
        { address: `https://example.org/${number}-${image}.png`, reason: 'icon' },
      ])
    }
  }
  storage.close()
}

function overwrite(from: number, length: number): void {
  const bytes = readFileSync(file)
  bytes.fill(0xa5, from, from + length)
  writeFileSync(file, bytes)
}

describe('a database', () => {
  it('that is sound is opened as it is', () => {
    fill(3)
    const { storage, setAside } = openOrSetAside(file, never, () => 0)
    expect(setAside).toBeNull()
    expect(storage.tasks.list()).toHaveLength(3)
    storage.close()
  })

  it('that is damaged is kept with its log under a name with the date, and never over another', () => {
    fill(200)
    const names: string[] = []
    for (const round of [1, 2]) {
      overwrite(0, 4096)
      writeFileSync(`${file}-wal`, `log ${round}`)
      const { storage, setAside } = openOrSetAside(file, never, () => Date.UTC(2026, 2, 14, 9, 26, 53))
      names.push(String(setAside?.file))
      expect(readFileSync(`${setAside?.file}-wal`, 'utf8')).toBe(`log ${round}`)
      expect(storage.tasks.list()).toEqual([])
      storage.close()
    }
    expect(names).toEqual([
      join(folder, 'galleon.damaged-2026-03-14-092653.db'),
      join(folder, 'galleon.damaged-2026-03-14-092653 (2).db'),
    ])
  })

  it('names the folders before the damage by its tables, and others by the look of its bytes', () => {
    fill(300)
    expect(salvage(file).folders).toHaveLength(300)
    overwrite(0, 4096)
    expect(salvage(file).folders.length).toBeGreaterThan(250)
    writeFileSync(file, 'nothing of the kind')
    expect(salvage(file).folders).toEqual([])
  })

  it('names the requests around the damage, without those that were taken off the list', () => {
    fill(300)
    const storage = openStorage(file)
    storage.tasks.remove(300 as TaskId, 1)
    storage.close()
    const numbers = () =>
      salvage(file).requests.map(({ address }) => Number(/(\d+)\.html/.exec(address)?.[1]))
    expect(numbers()).toEqual(Array.from({ length: 299 }, (_, index) => index + 1))
    overwrite(0, 4096)
    expect(numbers().length).toBeGreaterThan(250)
  })

  it('that turns out damaged while it is used says so once, and is set aside at the next start', () => {
    fill(3000)
    const troubles: FailureError[] = []
    const { storage } = openOrSetAside(
      file,
      (reason) => troubles.push(reason),
      () => 0,
    )
    overwrite(8 * 4096, 200 * 4096)
    const read = () => storage.pages.skipped.list({ taskId: 2000 as TaskId, offset: 0, limit: 100 })
    expect(read).toThrow(/Start Galleon again/)
    expect(read).toThrow(/Start Galleon again/)
    expect(troubles).toHaveLength(1)
    expect(readdirSync(folder)).toContain('galleon.db.damaged')
    storage.close()
    const again = openOrSetAside(file, never, () => 0)
    expect(again.setAside?.folders.length).toBeGreaterThan(0)
    expect(readdirSync(folder)).not.toContain('galleon.db.damaged')
    again.storage.close()
  })
})
