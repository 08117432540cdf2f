import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import { expect, it } from 'vitest'
import type { FaultyServer } from '../../../../test/site/faulty-server'
import { makePng } from '../../../../test/site/pictures.mjs'
import { canMount, mountSmallDisk } from '../../../../test/small-disk'
import { signal } from '../../../../test/test-network'
import { openSavingForEach, type TestImage, type TestSaving } from '../../../../test/test-saving'

const picture = makePng('picture', 1_500_000)

let bench: TestSaving

openSavingForEach((opened) => {
  bench = opened
})

it.runIf(canMount)('fetches no body that does not fit, and fetches it when there is room', async () => {
  using disk = mountSmallDisk(2)
  const server = await bench.serve((e) => e.file(picture, { etag: '"v1"' }))
  writeFileSync(join(disk.folder, 'ballast'), Buffer.alloc(1_400_000))
  const client = clientTo(server)
  const image = bench.addImage(server, { root: disk.folder, name: 'a.png' })
  expect(await failureOf(client.saveImage(image, signal))).toMatchObject({
    kind: 'disk-full',
    neededBytes: picture.length,
  })
  expect(readdirSync(disk.folder)).toEqual(['ballast'])

  rmSync(join(disk.folder, 'ballast'))
  await expect(client.saveImage(image, signal)).resolves.toMatchObject({ kind: 'saved', file: 'a.png' })
})

it.runIf(canMount)('refuses a file that would take the room of one that is being written', async () => {
  using disk = mountSmallDisk(2)
  const head = { 'Content-Type': 'image/png', 'Content-Length': picture.length }
  const server = await bench.serve(async (e) => {
    if (e.target !== '/slow') return e.file(picture)
    await e.head(200, head)
    await e.raw(picture.subarray(0, 300_000))
    await e.closed
  })
  const stop = new AbortController()
  const client = clientTo(server)
  const [slow, quick] = ['slow', 'quick'].map((name) =>
    bench.addImage(server, { address: `${server.origin}/${name}`, root: disk.folder, name: `${name}.png` }),
  ) as [TestImage, TestImage]
  const saving = client.saveImage(slow, stop.signal).catch((reason: unknown) => reason)
  await bench.untilReceived(1)
  expect(await failureOf(client.saveImage(quick, signal))).toMatchObject({ kind: 'disk-full' })
  stop.abort('pause')
  expect(await saving).toBe('pause')
})

it.runIf(canMount)(
  'keeps the part of a body without a length when the disk is full and continues from there',
  async () => {
    using disk = mountSmallDisk(2)
    const head = { 'Content-Type': 'image/png', ETag: '"v1"', Connection: 'close' }
    const server = await bench.serve(async (e) => {
      if (e.headers['range'] !== undefined) return e.file(picture, { etag: '"v1"' })
      await e.head(200, head)
      await e.raw(picture)
      e.end()
    })
    writeFileSync(join(disk.folder, 'ballast'), Buffer.alloc(1_400_000))
    const client = clientTo(server)
    const image = bench.addImage(server, { root: disk.folder, name: 'a.png' })
    expect(await failureOf(client.saveImage(image, signal))).toMatchObject({ kind: 'disk-full' })
    expect(server.requests).toHaveLength(1)
    expect(readdirSync(disk.folder).some((name) => name.endsWith('.part'))).toBe(true)

    rmSync(join(disk.folder, 'ballast'))
    await expect(client.saveImage(image, signal)).resolves.toMatchObject({ kind: 'saved', file: 'a.png' })
    expect(server.requests[1]?.headers['range']).toMatch(/^bytes=[1-9]\d+-$/)
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    expect(hash(readFileSync(join(disk.folder, 'a.png')))).toBe(hash(picture))
  },
)

const clientTo = (server: FaultyServer) => bench.clientTo(bench.open().network, [server])

async function failureOf(saving: Promise<unknown>): Promise<unknown> {
  const error: unknown = await saving.catch((caught: unknown) => caught)
  return error instanceof FailureError ? error.failure : error
}
