import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder, makeFolderSync } from './make-folder'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galleon-folder-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

const makers = {
  makeFolder,
  makeFolderSync: async (path: string) => makeFolderSync(path, 0o700),
}

describe.each(Object.entries(makers))('%s', (_, make) => {
  it('makes what is missing above, and accepts what is there', async () => {
    const path = join(root, 'a', 'b', 'c')
    await make(path)
    await make(path)
    expect(statSync(path).isDirectory()).toBe(true)
  })

  it('refuses a file in the way and leaves it', async () => {
    const file = join(root, 'file')
    writeFileSync(file, 'mine')
    await expect(make(file)).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(make(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  })

  it.runIf(existsSync('/proc/self'))('gives up where a file system never lets a folder be made', async () => {
    await expect(make('/proc/galleon/below')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
