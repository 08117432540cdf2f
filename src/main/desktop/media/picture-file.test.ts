import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { box, brandBox, join as joined, makeMp4, makeWebm, movieBox } from '../../../../test/site/videos'
import { imageResponse } from './image-response'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-video-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function responseTo(bytes: Uint8Array, range: string | null): Promise<Response> {
  await writeFile(join(folder, 'clip'), bytes)
  return imageResponse({ path: join(folder, 'clip'), root: folder }, range)
}

it('sends the part of a video that is asked for, with its type', async () => {
  const video = makeMp4('clip', 100_000)
  const response = await responseTo(video, 'bytes=50000-50009')
  expect(response.status).toBe(206)
  expect(response.headers.get('content-type')).toBe('video/mp4')
  expect(response.headers.get('content-range')).toBe(`bytes 50000-50009/${video.length}`)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(video.subarray(50_000, 50_010))
  const webm = await responseTo(makeWebm(), null)
  expect([webm.status, webm.headers.get('content-type')]).toEqual([200, 'video/webm'])
  await webm.body?.cancel()
})

it.each([
  [
    'that shows nothing',
    joined(brandBox('isom'), box('moov', box('mvhd', Buffer.alloc(100))), box('mdat')),
    404,
  ],
  [
    'larger than any screen',
    joined(brandBox('isom'), movieBox({ width: 60_000, height: 60_000, seconds: 1 }), box('mdat')),
    413,
  ],
])('does not send a video %s', async (_, bytes, status) => {
  expect((await responseTo(bytes, null)).status).toBe(status)
})
