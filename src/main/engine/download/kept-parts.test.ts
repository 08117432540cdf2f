import { link, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createGate, type FaultyServer } from '../../../../test/site/faulty-server'
import { large, openTestNetwork, picture, sha256, type TestNetwork } from '../../../../test/test-network'
import type { ResumeInfo } from './save-image'

let bench: TestNetwork

beforeEach(async () => {
  bench = await openTestNetwork()
})
afterEach(() => bench.close())

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
    const arrived = createGate()
    let part: ResumeInfo | null = null
    // It would stay open while this test runs.
    const patient = bench.open({ network: { idleTimeoutMs: 600_000 } }).network
    const saving = bench.clientTo(patient, [server]).saveImage(
      bench.imageOf(server, {
        savePart: (record) => void (part = record),
        received: (bytes) => bytes === half && arrived.open(),
      }),
      controller.signal,
    )
    saving.catch(() => {})
    await arrived.opened
    controller.abort(reason)
    await server.quiet()
    await expect(saving).rejects.toBe(reason)
    expect(await bench.files()).toEqual(reason === 'cancel' ? [] : ['001 a.png.part'])
    expect(part === null).toBe(reason === 'cancel')
    const kept = await stat(join(bench.folder, '001 a.png.part')).catch(() => null)
    expect(kept?.size).toBe(reason === 'cancel' ? undefined : half)
  },
)

it('continues what an earlier run left, and hashes the whole', async () => {
  await writeFile(join(bench.folder, '001 a.png.part'), large.subarray(0, 1_000_000))
  const server = await bench.serve((e) => e.file(large, { etag }))
  const part = partOf(server)
  expect(await bench.save(server, { part })).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests[0]?.headers['range']).toBe('bytes=1000000-')
  expect(await bench.files()).toEqual(['001 a.png'])
})

it('continues from what is surely on the disk after a power cut, not from what else the file holds', async () => {
  const sure = 1_000_000
  const lost = Buffer.concat([large.subarray(0, sure), Buffer.alloc(500_000)])
  await writeFile(join(bench.folder, '001 a.png.part'), lost)
  const server = await bench.serve((e) => e.file(large, { etag }))
  const part = partOf(server)
  const flushed: number[] = []
  const partFlushed = (bytes: number) => void flushed.push(bytes)
  const saved = await bench.save(server, { part, trustedBytes: sure, partFlushed })
  expect(saved).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests.map(({ headers }) => headers['range'])).toEqual([`bytes=${sure}-`])
  expect(flushed).toEqual([sure])
})

it('starts again where nothing of a part is sure', async () => {
  await writeFile(join(bench.folder, '001 a.png.part'), large.subarray(0, 1_000_000))
  const server = await bench.serve((e) => e.file(large, { etag }))
  const part = partOf(server)
  expect(await bench.save(server, { part, trustedBytes: 0 })).toMatchObject({ sha256: sha256(large) })
  expect(server.requests.map(({ headers }) => headers['range'])).toEqual([undefined])
  expect(await bench.files()).toEqual(['001 a.png'])
})

it('asks nothing for a part that is whole already', async () => {
  await writeFile(join(bench.folder, '001 a.png.part'), large)
  const server = await bench.serve(() => {})
  const part = partOf(server)
  expect(await bench.save(server, { part })).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  expect(server.requests).toEqual([])
})

it('starts over when the part is longer than the file, no image, or a finished file under a second name', async () => {
  const server = await bench.serve((e) => e.file(large, { etag }))
  const part = partOf(server)
  const path = join(bench.folder, '001 a.png.part')
  const finished = join(bench.folder, 'finished.png')
  await writeFile(finished, large.subarray(0, 1000))
  for (const lay of [
    () => writeFile(path, Buffer.concat([large, large])),
    () => writeFile(path, Buffer.alloc(1000, 'no image')),
    () => link(finished, path),
  ]) {
    await lay()
    expect(await bench.save(server, { part })).toMatchObject({ kind: 'saved', sha256: sha256(large) })
  }
  expect(server.requests.every(({ headers }) => headers['range'] === undefined)).toBe(true)
  expect((await stat(finished)).size).toBe(1000)
})

it('does not write through a link that lies at the temporary name', async () => {
  const victim = join(bench.folder, 'victim')
  await writeFile(victim, 'precious')
  await symlink(victim, join(bench.folder, '001 a.png.part'))
  const server = await bench.serve((e) => e.file(picture))
  const part = partOf(server, picture.length)
  expect(await bench.save(server, { part })).toMatchObject({ kind: 'saved' })
  expect(await readFile(victim, 'utf8')).toBe('precious')
})
