import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { fsyncFolder } from './fsync-folder'

it('flushes a folder for all who ask together, and once more for all who came meanwhile', async () => {
  const flushed: string[] = []
  const flush = (folder: string) => {
    flushed.push(folder)
    return new Promise<void>((resolve) => setImmediate(resolve))
  }
  await Promise.all(Array.from({ length: 20 }, () => fsyncFolder('/a', flush)))
  expect(flushed).toEqual(['/a', '/a'])
  await fsyncFolder('/a', flush)
  expect(flushed).toHaveLength(3)
})

it('minds no folder that cannot be flushed', async () => {
  await expect(fsyncFolder(tmpdir())).resolves.toBeUndefined()
  await expect(fsyncFolder('/nowhere/at/all')).resolves.toBeUndefined()
})
