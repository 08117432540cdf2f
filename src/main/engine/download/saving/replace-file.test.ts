import { createHash } from 'node:crypto'
import { link, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nameBy } from '../../../../../test/direct-names'
import { makePng } from '../../../../../test/site/pictures.mjs'
import { replaceFile } from './replace-file'

const fresh = makePng('fresh')
const mine = makePng('edited by hand')
const never = new AbortController().signal

const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-replace-'))
  await writeFile(join(folder, 'a.png.part'), fresh)
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function replace(wanted = 'a.png', own?: Buffer): Promise<string | null> {
  const claimed = await replaceFile(
    {
      part: join(folder, 'a.png.part'),
      folder,
      wanted,
      bytes: fresh.length,
      sha256: hashOf(fresh),
      write: () => Promise.resolve(),
      name: nameBy(),
      isUnrecorded: () => false,
      decide: () => Promise.resolve({ kind: 'keep' }),
    },
    'a.png',
    never,
    own && { bytes: own.length, sha256: hashOf(own) },
  )
  return claimed?.file ?? null
}

const names = async () => (await readdir(folder)).sort()
const content = (name: string) => readFile(join(folder, name))

describe('a whole file in the place of a bad one', () => {
  it('overwrites what is no whole image', async () => {
    await writeFile(join(folder, 'a.png'), fresh.subarray(0, 500))
    expect(await replace()).toBe('a.png')
    expect(await names()).toEqual(['a.png'])
    expect(await content('a.png')).toEqual(fresh)
  })

  it('takes a name that is free', async () => {
    expect(await replace()).toBe('a.png')
    expect(await names()).toEqual(['a.png'])
  })

  it('keeps a whole image beside itself, and every one that was kept before', async () => {
    await writeFile(join(folder, 'a (old).png'), 'kept long ago')
    await writeFile(join(folder, 'a.png'), mine)
    expect(await replace()).toBe('a.png')
    expect(await names()).toEqual(['a (old 2).png', 'a (old).png', 'a.png'])
    expect(await content('a (old 2).png')).toEqual(mine)
    expect(await content('a (old).png')).toEqual(Buffer.from('kept long ago'))
  })

  it('continues where a kill came between setting aside and replacing', async () => {
    await writeFile(join(folder, 'a.png'), mine)
    await link(join(folder, 'a.png'), join(folder, 'a (old).png'))
    expect(await replace()).toBe('a.png')
    expect(await names()).toEqual(['a (old).png', 'a.png'])
    expect(await content('a (old).png')).toEqual(mine)
  })

  it('of another type gets its own name, and the bad one is kept beside', async () => {
    await writeFile(join(folder, 'a.png'), 'no image')
    expect(await replace('a.jpg')).toBe('a.jpg')
    expect(await names()).toEqual(['a (old).png', 'a.jpg'])
  })

  it('of another type takes the place of what is our own, and of nothing else', async () => {
    await writeFile(join(folder, 'a.png'), mine)
    expect(await replace('a.jpg', mine)).toBe('a.jpg')
    expect(await names()).toEqual(['a.jpg'])
    await writeFile(join(folder, 'a.png'), mine)
    await writeFile(join(folder, 'a.png.part'), makePng('another'))
    expect(await replace('a.jpg', fresh)).toBe('a (2).jpg')
    expect(await names()).toEqual(['a (2).jpg', 'a (old).png', 'a.jpg'])
  })

  it('never writes through a link', async () => {
    const outside = join(folder, 'outside.txt')
    await writeFile(outside, 'precious')
    await symlink(outside, join(folder, 'a.png'))
    await replace()
    expect(await content('outside.txt')).toEqual(Buffer.from('precious'))
    expect(await content('a.png')).toEqual(fresh)
  })
})
