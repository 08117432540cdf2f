import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copyForAll, openToAll } from './permissions.mjs'

/** @type {string} */
let folder
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-modes-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** @param {string} path */
const modeOf = async (path) => (await stat(path)).mode & 0o7777

it.skipIf(process.platform === 'win32')(
  'what was made under a private umask is open to all users',
  async () => {
    const below = join(folder, 'resources')
    await mkdir(below, { mode: 0o700 })
    await writeFile(join(below, 'app.asar'), '', { mode: 0o600 })
    await writeFile(join(folder, 'galleon'), '', { mode: 0o700 })
    await symlink('/etc/passwd', join(folder, 'link'))
    const before = await modeOf('/etc/passwd')
    await openToAll(folder)
    expect(await modeOf(folder)).toBe(0o755)
    expect(await modeOf(below)).toBe(0o755)
    expect(await modeOf(join(below, 'app.asar'))).toBe(0o644)
    expect(await modeOf(join(folder, 'galleon'))).toBe(0o755)
    expect(await modeOf('/etc/passwd')).toBe(before)
  },
)

it.skipIf(process.platform === 'win32')(
  'what was checked out under one is copied for all users',
  async () => {
    const source = join(folder, 'galleon.sh')
    await writeFile(source, '#!/bin/sh\n')
    await chmod(source, 0o600)
    await copyForAll(source, join(folder, 'galleon'), 'program')
    await copyForAll(source, join(folder, 'copyright'), 'file')
    expect(await modeOf(join(folder, 'galleon'))).toBe(0o755)
    expect(await modeOf(join(folder, 'copyright'))).toBe(0o644)
  },
)
