import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { numberedName } from '../disk/names/file-name'
import { claimFolder, type FolderClaim } from './gallery-folder'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galleon-folders-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const name = (copy: number) => numberedName('site.test', copy)

/** Folders of this name that belong to other galleries. */
function fill(count: number): void {
  for (let copy = 1; copy <= count; copy++) mkdirSync(join(root, name(copy)))
}

function claimOf(more: Partial<FolderClaim> = {}): FolderClaim {
  return { root, name, key: 'mine', earlier: null, holderOf: () => 'another', ...more }
}

it('finds a folder behind thousands of its name after a look at few of them', async () => {
  fill(3000)
  let looks = 0
  const counted = (copy: number) => {
    looks += 1
    return name(copy)
  }
  expect(await claimFolder(claimOf({ name: counted }))).toBe('site.test (3001)')
  expect(looks).toBeLessThan(100)
})

it('gives each of many galleries of one name a folder of its own at the same time', async () => {
  fill(100)
  const claims = Array.from({ length: 50 }, () => claimFolder(claimOf()))
  expect(new Set(await Promise.all(claims)).size).toBe(50)
  expect(readdirSync(root)).toHaveLength(150)
})

it('says what to do when no name is free', async () => {
  fill(40)
  await expect(claimFolder(claimOf(), 40)).rejects.toMatchObject({
    failure: { kind: 'not-writable', detail: expect.stringMatching(/site\.test: 40 folders .* \{id\}/) },
  })
})
