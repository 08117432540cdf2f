import { link, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import type { FaultyServer } from '../../../../test/site/faulty-server'
import { large, picture, sha256 } from '../../../../test/test-network'
import { openSavingForEach, type TestSaving } from '../../../../test/test-saving'
import { keptPart, type ResumeInfo } from './saving/resume'

let bench: TestSaving

openSavingForEach((opened) => {
  bench = opened
})
afterEach(() => {
  vi.restoreAllMocks()
})

const half = large.length >> 1
const etag = '"v1"'

/** What an earlier run of the same server's picture noted of its part. */
function partOf(server: FaultyServer, total = large.length): ResumeInfo {
  return { address: `${server.origin}/a.png`, etag, lastModified: null, total, suggestedName: null }
}

it.each(['pause', 'quit', 'cancel'] as const)(
  'closes its socket at once on %s and keeps the part unless cancelled',
  async (reason) => {
    const server = await bench.serve(async (e) => {
      await e.head(200, { 'Content-Length': large.length, ETag: etag })
      await e.raw(large.subarray(0, half))
    })
    const controller = new AbortController()
    const image = bench.addImage(server)
    // It would stay open while this test runs.
    const patient = bench.open({ network: { idleTimeoutMs: 600_000 } }).network
    const saving = bench.clientTo(patient, [server]).saveImage(image, controller.signal)
    saving.catch(() => {})
    await bench.untilReceived(half)
    controller.abort(reason)
    await server.quiet()
    await expect(saving).rejects.toBe(reason)
    const path = bench.partPath(image)
    expect(await bench.files()).toEqual(reason === 'cancel' ? [] : [basename(path)])
    expect(bench.row(image).part === null).toBe(reason === 'cancel')
    const kept = await stat(path).catch(() => null)
    expect(kept?.size).toBe(reason === 'cancel' ? undefined : half)
  },
)

it('continues what an earlier run left, and hashes the whole', async () => {
  const server = await bench.serve((e) => e.file(large, { etag }))
  const image = bench.addImage(server, { part: partOf(server) })
  await writeFile(bench.partPath(image), large.subarray(0, 1_000_000))
  expect(await bench.saveImage(image)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests[0]?.headers['range']).toBe('bytes=1000000-')
  expect(await bench.files()).toEqual(['001 a.png'])
})

it('continues from what is surely on the disk after a power cut, not from what else the file holds', async () => {
  const sure = 1_000_000
  const lost = Buffer.concat([large.subarray(0, sure), Buffer.alloc(500_000)])
  const server = await bench.serve((e) => e.file(large, { etag }))
  const image = bench.addImage(server, { part: partOf(server), flushed: sure })
  await writeFile(bench.partPath(image), lost)
  const change = vi.spyOn(bench.storage.images.parts, 'change')
  expect(await bench.saveImage(image)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests.map(({ headers }) => headers['range'])).toEqual([`bytes=${sure}-`])
  expect(change.mock.calls.map(([, { flushed }]) => flushed)).toEqual([sure])
  expect(keptPart(bench.row(image))?.flushed).toBe(sure)
})

it('starts again where nothing of a part is sure', async () => {
  const server = await bench.serve((e) => e.file(large, { etag }))
  const image = bench.addImage(server, { part: partOf(server), flushed: 0 })
  await writeFile(bench.partPath(image), large.subarray(0, 1_000_000))
  expect(await bench.saveImage(image)).toMatchObject({ sha256: sha256(large) })
  expect(server.requests.map(({ headers }) => headers['range'])).toEqual([undefined])
  expect(await bench.files()).toEqual(['001 a.png'])
})

it('asks nothing for a part that is whole already', async () => {
  const server = await bench.serve(() => {})
  const image = bench.addImage(server, { part: partOf(server) })
  await writeFile(bench.partPath(image), large)
  expect(await bench.saveImage(image)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests).toEqual([])
})

it('starts over when the part is longer than the file, no image, or a finished file under a second name', async () => {
  const server = await bench.serve((e) => e.file(large, { etag }))
  const finished = join(bench.folder, 'finished.png')
  await writeFile(finished, large.subarray(0, 1000))
  for (const lay of [
    (path: string) => writeFile(path, Buffer.concat([large, large])),
    (path: string) => writeFile(path, Buffer.alloc(1000, 'no image')),
    (path: string) => link(finished, path),
  ]) {
    const image = bench.addImage(server, { part: partOf(server) })
    await lay(bench.partPath(image))
    expect(await bench.saveImage(image)).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  }
  expect(server.requests.every(({ headers }) => headers['range'] === undefined)).toBe(true)
  expect((await stat(finished)).size).toBe(1000)
})

it('does not write through a link that lies at the temporary name', async () => {
  const victim = join(bench.folder, 'victim')
  await writeFile(victim, 'precious')
  const server = await bench.serve((e) => e.file(picture))
  const image = bench.addImage(server, { part: partOf(server, picture.length) })
  await symlink(victim, bench.partPath(image))
  expect(await bench.saveImage(image)).toMatchObject({ kind: 'saved' })
  expect(await readFile(victim, 'utf8')).toBe('precious')
})
