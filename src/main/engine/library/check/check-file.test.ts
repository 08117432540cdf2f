import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePng } from '../../../../../test/site/pictures.mjs'
import { makeMp4 } from '../../../../../test/site/videos'
import { checkFile } from './check-file'

const picture = makePng('as it was saved', 20_000)
const recorded = {
  bytes: picture.length,
  sha256: createHash('sha256').update(picture).digest('hex'),
  type: 'image/png',
}
const never = new AbortController().signal

let folder: string
const path = () => join(folder, 'a.png')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-check-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** One byte in the midst of the pixels is another one. */
function flipped(): Buffer {
  const bytes = Buffer.from(picture)
  bytes[9000] = (bytes[9000] ?? 0) ^ 1
  return bytes
}

describe('a file on disk', () => {
  it.each([
    ['as it was saved', picture, 'whole'],
    ['cut', picture.subarray(0, 9000), 'wrong-size'],
    ['empty', Buffer.alloc(0), 'wrong-size'],
    ['of zeros', Buffer.alloc(picture.length), 'damaged'],
    ['of its length, its end gone', Buffer.concat([picture.subarray(0, -50), Buffer.alloc(50)]), 'damaged'],
    ['that became a page', Buffer.from('<!doctype html><p>'.repeat(9)), 'damaged'],
    ['that is another picture', makePng('another', 30_000), 'changed'],
    ['with one other bit', flipped(), 'changed'],
    ['with more behind its end', Buffer.concat([picture, Buffer.from('more')]), 'changed'],
  ])('%s', async (_, bytes, verdict) => {
    await writeFile(path(), bytes)
    expect(await checkFile(path(), recorded, never)).toMatchObject({ verdict })
  })

  it.each([
    ['as it was saved', (video: Buffer) => video, 'whole'],
    ['cut', (video: Buffer) => video.subarray(0, 9000), 'wrong-size'],
    [
      'of its length, its index gone',
      (video: Buffer) =>
        Buffer.concat([video.subarray(0, 40), Buffer.alloc(19_000)]).subarray(0, video.length),
      'damaged',
    ],
    ['that became a picture', () => picture, 'changed'],
  ] as const)('a video %s', async (_, change, verdict) => {
    const video = makeMp4('clip', 10_000)
    const sha256 = createHash('sha256').update(video).digest('hex')
    await writeFile(path(), change(video))
    const record = { bytes: video.length, sha256, type: 'video/mp4' }
    expect(await checkFile(path(), record, never)).toMatchObject({ verdict })
  })

  it('that does not exist is distinguished from one that is no file', async () => {
    expect(await checkFile(path(), recorded, never)).toMatchObject({ verdict: 'missing' })
    await mkdir(path())
    expect(await checkFile(path(), recorded, never)).toMatchObject({ verdict: 'unreadable' })
    await symlink(path(), join(folder, 'link.png'))
    expect(await checkFile(join(folder, 'link.png'), recorded, never)).toMatchObject({
      verdict: 'unreadable',
    })
  })

  it('of which no hash was recorded is judged by size, type and end', async () => {
    await writeFile(path(), flipped())
    expect(await checkFile(path(), { ...recorded, sha256: null }, never)).toMatchObject({ verdict: 'whole' })
    expect(await checkFile(path(), { ...recorded, type: 'image/jpeg' }, never)).toMatchObject({
      verdict: 'changed',
    })
  })

  it('is not read to its end once the check is stopped', async () => {
    await writeFile(path(), picture)
    await expect(checkFile(path(), recorded, AbortSignal.abort('stop'))).rejects.toBe('stop')
  })
})
