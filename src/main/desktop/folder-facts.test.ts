import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectFolder, nearestFolder } from './folder-facts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-folder-'))
  await writeFile(join(folder, 'file'), 'x')
})
afterAll(() => rm(folder, { recursive: true }))

describe('inspectFolder', () => {
  it('finds a folder and the room in it', async () => {
    const facts = await inspectFolder(folder)
    expect(facts).toMatchObject({ path: folder, exists: true, writable: true })
    expect(facts.freeBytes).toBeGreaterThan(0)
  })

  it('calls a folder that can still be made writable, with the room of the nearest parent', async () => {
    const facts = await inspectFolder(join(folder, 'new', 'newer'))
    expect(facts).toMatchObject({ exists: false, writable: true })
    expect(facts.freeBytes).toBeGreaterThan(0)
  })

  it('does not take a file, or what is below one, for a folder', async () => {
    expect(await inspectFolder(join(folder, 'file'))).toMatchObject({
      exists: false,
      writable: false,
      freeBytes: null,
    })
    expect(await inspectFolder(join(folder, 'file', 'sub'))).toMatchObject({ exists: false, writable: false })
  })

  it('refuses a relative path', async () => {
    expect(await inspectFolder('pictures')).toMatchObject({
      path: 'pictures',
      exists: false,
      writable: false,
    })
  })

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'sees that a folder cannot be written',
    async () => {
      const locked = join(folder, 'locked')
      await mkdir(locked, { mode: 0o555 })
      expect(await inspectFolder(join(locked, 'new'))).toMatchObject({ exists: false, writable: false })
    },
  )
})

describe('nearestFolder', () => {
  it('is where a folder picker can open', async () => {
    expect(await nearestFolder(join(folder, 'a', 'b'))).toBe(folder)
    expect(await nearestFolder(join(folder, 'file'))).toBe(folder)
    expect(await nearestFolder('')).toBeNull()
  })
})
