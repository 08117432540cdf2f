import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { link, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nameBy } from '../../../../test/direct-names'
import { claimName, type NameClaim } from './claim-name'

let folder: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'galleon-claim-')))
})
afterEach(() => rm(folder, { recursive: true }))

/** As a file system without hard links answers. */
const noLinks = () => Promise.reject(Object.assign(new Error('operation not permitted'), { code: 'EPERM' }))

async function claimOf(content: string, more: Partial<NameClaim> = {}): Promise<NameClaim> {
  const part = join(folder, `${content}.part`)
  await writeFile(part, content)
  return {
    part,
    write: () => Promise.resolve(),
    name: nameBy(),
    folder,
    wanted: 'a.png',
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    decide: async () => ({ kind: 'keep' }),
    isUnrecorded: () => false,
    ...more,
  }
}

it.each([
  ['by links', link],
  ['without links', noLinks],
])('gives each of many files a name of its own at the same time, %s', async (_how, tryLink) => {
  await writeFile(join(folder, 'a.png'), 'mine')
  const contents = Array.from({ length: 20 }, (_, n) => `content ${n}`)
  const claims = await Promise.all(contents.map((content) => claimOf(content, { name: nameBy(tryLink) })))
  const claimed = await Promise.all(claims.map((claim) => claimName(claim)))
  const names = claimed.map((name) => name?.file)
  expect(new Set(names).size).toBe(20)
  expect((await readdir(folder)).length).toBe(21)
  expect(await readFile(join(folder, 'a.png'), 'utf8')).toBe('mine')
  for (const [n, name] of names.entries()) {
    expect(await readFile(join(folder, name ?? ''), 'utf8')).toBe(contents[n])
  }
})

it('knows its own name again after a kill between link and unlink', async () => {
  const claim = await claimOf('content')
  await link(claim.part, join(folder, 'a.png'))
  expect(await claimName(claim)).toEqual({ file: 'a.png', found: false })
  expect(await readdir(folder)).toEqual(['a.png'])
})

it('keeps its own content when the twin is of another size', async () => {
  const path = join(folder, 'twin')
  await writeFile(path, 'changed since')
  const claim = await claimOf('content', { decide: async () => ({ kind: 'link', path }) })
  expect(await claimName(claim)).toEqual({ file: 'a.png', found: false })
  expect(await readFile(join(folder, 'a.png'), 'utf8')).toBe('content')
})

describe('when a file that is no part of our records has the name', () => {
  it('takes it if its content is the same, and leaves it as it is', async () => {
    const claim = await claimOf('content', { isUnrecorded: (file) => file === 'a.png' })
    await writeFile(join(folder, 'a.png'), 'content')
    const { ino } = await stat(join(folder, 'a.png'))
    expect(await claimName(claim)).toEqual({ file: 'a.png', found: true })
    expect(await readdir(folder)).toEqual(['a.png'])
    expect((await stat(join(folder, 'a.png'))).ino).toBe(ino)
  })

  it.each([
    ['its content is another', 'Content', () => true],
    ['a record of ours holds it', 'content', () => false],
  ])('takes the next name if %s', async (_why, there, isUnrecorded) => {
    const claim = await claimOf('content', { isUnrecorded })
    await writeFile(join(folder, 'a.png'), there)
    expect(await claimName(claim)).toEqual({ file: 'a (2).png', found: false })
    expect(await readFile(join(folder, 'a.png'), 'utf8')).toBe(there)
  })

  it('never takes what is only a link to the same content', async () => {
    const claim = await claimOf('content', { isUnrecorded: () => true })
    await writeFile(join(folder, 'elsewhere'), 'content')
    await symlink(join(folder, 'elsewhere'), join(folder, 'a.png'))
    expect(await claimName(claim)).toEqual({ file: 'a (2).png', found: false })
  })
})

it('fails as not-writable when the folder has gone', async () => {
  const claim = await claimOf('content', { folder: join(folder, 'gone') })
  await expect(claimName(claim)).rejects.toMatchObject({ failure: { kind: 'not-writable' } })
})

it('finds a name behind thousands of its kind, and looks at few of them', async () => {
  for (let number = 1; number <= 3000; number++) {
    writeFileSync(join(folder, number === 1 ? 'a.png' : `a (${number}).png`), 'another')
  }
  let looks = 0
  const isUnrecorded = () => {
    looks += 1
    return false
  }
  const claim = await claimOf('content', { isUnrecorded })
  expect(await claimName(claim)).toEqual({ file: 'a (3001).png', found: false })
  expect(looks).toBeLessThan(100)
})

it('says what to do when no name is free', async () => {
  for (const name of ['a.png', 'a (2).png']) await writeFile(join(folder, name), 'another')
  await expect(claimName(await claimOf('content'), 2)).rejects.toMatchObject({
    failure: { kind: 'not-writable', detail: expect.stringMatching(/a\.png: 2 files .* \{num\}/) },
  })
})
