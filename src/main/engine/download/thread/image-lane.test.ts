import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaultyServer, Handler } from '../../../../../test/site/faulty-server'
import { makePng } from '../../../../../test/site/pictures.mjs'
import { canMount, mountSmallDisk } from '../../../../../test/small-disk'
import { openTestNetwork, startTransferThreads, type TestNetwork } from '../../../../../test/test-network'
import type { TaskClient } from '../../network/network'
import { createImageLane } from './image-lane'
import type { LaneReply } from './lane-reply'
import type { TransferThreads } from './transfer-threads'

let bench: TestNetwork
let threads: TransferThreads
const { signal } = new AbortController()
const png = makePng('small', 3000)

beforeEach(async () => {
  bench = await openTestNetwork()
  threads = await startTransferThreads()
})
afterEach(async () => {
  await threads.close()
  await bench.close()
})

/** A server, and the start of each request to it in milliseconds. */
async function serve(handler: Handler) {
  const starts: number[] = []
  const server = await bench.serve(async (request) => {
    starts.push(performance.now())
    await handler(request)
  })
  return { server, starts }
}

/** Fetches so many images at once by a lane of their own. */
async function fetchAll(client: TaskClient, server: FaultyServer, count: number) {
  const lane = createImageLane(client, threads, () => performance.now(), signal)
  const one = async (n: number) =>
    await lane.fetch(
      1,
      { address: `${server.origin}/${n}.png`, wants: 'image', sized: false },
      () => {},
      signal,
    )
  return await Promise.all(Array.from({ length: count }, (_, n) => one(n)))
}

const kindOf = (reply: LaneReply | null) => reply?.kind

describe('images of one host', () => {
  it('come one after another over few connections, several under one permit', async () => {
    const { server, starts } = await serve(({ reply }) => reply(200, {}, png))
    const { network } = bench.open({ connectionsPerSite: 2 })
    const replies = await fetchAll(bench.clientTo(network, [server]), server, 60)
    expect(new Set(replies.map(kindOf))).toEqual(new Set(['whole']))
    expect(starts).toHaveLength(60)
    expect(server.connections).toBe(2)
  })

  it('are not asked for while enough bytes wait to be saved', async () => {
    const large = makePng('large', 400_000)
    const { server, starts } = await serve(({ reply }) => reply(200, {}, large))
    const { network } = bench.open({ connectionsPerSite: 2 })
    const lane = createImageLane(bench.clientTo(network, [server]), threads, () => performance.now(), signal)
    const replies = Array.from({ length: 64 }, (_, n) =>
      lane.fetch(1, { address: `${server.origin}/${n}.png`, wants: 'image', sized: false }, () => {}, signal),
    )
    const came: string[] = []
    for (const reply of replies) {
      void reply?.then((one) => {
        if (one?.kind === 'whole') came.push(one.held)
      })
    }
    const enough = Math.ceil((16 * 1024 * 1024) / large.length)
    await expect.poll(() => came.length).toBeGreaterThanOrEqual(enough)
    await sleep(200)
    expect(starts.length).toBeLessThanOrEqual(enough + 2)
    for (const held of came) threads.forget(1, held)
    await expect.poll(() => came.length, { timeout: 10_000 }).toBe(64)
    expect(new Set(came).size).toBe(64)
  })

  it.each([
    ['wants pauses between requests', { intervalMs: 50 }],
    ['limits the speed', { bytesPerSecond: 100_000 }],
    ['wants the client for all', { network: { plainLane: false } }],
  ])('are left to the client where the user %s', async (_what, changes) => {
    const { server, starts } = await serve(({ reply }) => reply(200, {}, png))
    const { network } = bench.open(changes)
    expect(await fetchAll(bench.clientTo(network, [server]), server, 4)).toEqual([null, null, null, null])
    expect(starts).toEqual([])
  })

  it.each([429, 503])(
    'are not asked for any more after %i until each has a permit of its own',
    async (status) => {
      const { server, starts } = await serve(async ({ reply }) => {
        await sleep(5)
        await (starts.length > 5 ? reply(status, { 'retry-after': '100' }, 'slow down') : reply(200, {}, png))
      })
      const { network } = bench.open({ connectionsPerSite: 2 })
      const client = bench.clientTo(network, [server])
      const lane = createImageLane(client, threads, () => performance.now(), signal)
      for (let n = 0; n < 64; n++) {
        const asked = lane.fetch(
          1,
          { address: `${server.origin}/${n}.png`, wants: 'image', sized: false },
          () => {},
          signal,
        )
        void asked?.then(async (reply) => {
          if (reply?.kind !== 'handed') return
          const request = {
            address: `${server.origin}/${n}.png`,
            wants: 'image',
            handed: reply.handed,
          } as const
          client.judge(await client.request(request, signal))
        })
      }
      await expect.poll(() => starts.length).toBeGreaterThan(5)
      await sleep(500)
      // Those that were under way on the two connections, and no rest of a chain.
      expect(starts.length).toBeLessThanOrEqual(9)
    },
  )

  it('are handed over with every byte when their replies are not plain', async () => {
    const { server, starts } = await serve(({ raw, end }) =>
      raw(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${png.length.toString(16)}\r\n`)
        .then(() => raw(png))
        .then(() => raw('\r\n0\r\n\r\n'))
        .then(end),
    )
    const { network } = bench.open({ connectionsPerSite: 1 })
    const client = bench.clientTo(network, [server])
    const lane = createImageLane(client, threads, () => performance.now(), signal)
    const address = `${server.origin}/1.png`
    const reply = await lane.fetch(1, { address, wants: 'image', sized: false }, () => {}, signal)
    const handed = reply?.kind === 'handed' ? reply.handed : undefined
    const whole = await client.request({ address, wants: 'image', handed }, signal)
    const chunks: Uint8Array[] = []
    for await (const chunk of whole.body) chunks.push(chunk)
    expect(Buffer.concat(chunks).equals(png)).toBe(true)
    expect(starts).toHaveLength(1)
    // Until then the host is left to the client.
    expect(lane.fetch(1, { address, wants: 'image', sized: false }, () => {}, signal)).toBe(null)
  })
})

describe('a large image', () => {
  const large = makePng('large', 60_000_000)

  async function begin() {
    let sent = 0
    const { server } = await serve(async (e) => {
      await e.head(200, { 'Content-Length': large.length })
      for (let at = 0; at < large.length; at += 100_000) {
        await e.raw(large.subarray(at, at + 100_000))
        sent = at
      }
    })
    const { network } = bench.open({ connectionsPerSite: 1 })
    const [reply] = await fetchAll(bench.clientTo(network, [server]), server, 1)
    if (reply?.kind !== 'streamed') throw new Error(`it came ${reply?.kind}`)
    return { server, reply, sentBytes: () => sent }
  }

  it('is not read on before its file has a name, and closes its connection when it is given up', async () => {
    const { server, reply, sentBytes } = await begin()
    let before = -1
    while (sentBytes() > before) {
      before = sentBytes()
      await sleep(150)
    }
    // What two sockets of the system hold between them.
    expect(before).toBeLessThan(20_000_000)
    reply.body.abort(true)
    expect(await reply.body.ended).toMatchObject({ end: { kind: 'aborted', hasFile: false } })
    await server.quiet()
  })

  it.runIf(canMount)(
    'that does not fit ends as what the disk says, and what was written is closed',
    async () => {
      using disk = mountSmallDisk(8)
      const { server, reply } = await begin()
      const path = join(disk.folder, 'a.part')
      reply.body.writeTo(path)
      const { end, state } = await reply.body.ended
      expect(end).toMatchObject({ kind: 'failed', failure: { kind: 'disk-full' }, hasFile: true })
      expect(state.written).toBeLessThanOrEqual(statSync(path).size)
      await server.quiet()
    },
  )
})
