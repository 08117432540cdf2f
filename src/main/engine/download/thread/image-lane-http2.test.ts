import { setTimeout as sleep } from 'node:timers/promises'
import { FailureError } from '@shared/model/failure'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FrameServer, type FrameStream, startFrameServer } from '../../../../../test/site/frame-server'
import { makePng } from '../../../../../test/site/pictures.mjs'
import { loopbackCertificate } from '../../../../../test/test-http'
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

/** A far server whose handler answers late. */
async function serve(answer: (stream: FrameStream) => void): Promise<FrameServer> {
  const server = await startFrameServer((stream) => setTimeout(() => answer(stream), 40))
  bench.atClose(async () => await server[Symbol.asyncDispose]())
  return server
}

function clientOf({ port }: FrameServer, connectionsPerSite: number | null = null): TaskClient {
  const { network } = bench.open({ connectionsPerSite, network: { caFile: loopbackCertificate } })
  const client = network.client({
    allowPrivate: new Set([`127.0.0.1:${port}`]),
    home: `https://127.0.0.1:${port}`,
    onWait: () => {},
  })
  bench.atClose(() => client.close())
  return client
}

/** Asks a lane of its own for so many images. */
function fetchAll(client: TaskClient, { port }: FrameServer, count: number): Promise<LaneReply | null>[] {
  const lane = createImageLane(client, threads, () => performance.now(), signal)
  return Array.from({ length: count }, async (_, n) => {
    const address = `https://127.0.0.1:${port}/${n}.png`
    return await lane.fetch(1, { address, wants: 'image', sized: false }, () => {}, signal)
  })
}

it('a host that speaks HTTP/2 and is far is sent many requests at once over one connection', async () => {
  const server = await serve((stream) => stream.reply(png))
  const client = clientOf(server)
  const replies = await Promise.all(fetchAll(client, server, 400))
  expect(replies.every((reply) => reply?.kind === 'whole')).toBe(true)
  expect(server.requests).toEqual({ http2: 400, http1: 0 })
  expect(server.protocols).toEqual(['h2'])
  // More than connections of HTTP/1.1 would be.
  expect(server.mostAtOnce).toBeGreaterThan(32)
  expect(server.mostAtOnce).toBeLessThanOrEqual(100)
})

it('but never more than the user has set', async () => {
  const server = await serve((stream) => stream.reply(png))
  const replies = await Promise.all(fetchAll(clientOf(server, 3), server, 40))
  expect(replies.every((reply) => reply?.kind === 'whole')).toBe(true)
  expect(server.mostAtOnce).toBe(3)
})

it.each(['429', '503'])('after %s it is asked for no rest of what was under way', async (status) => {
  let count = 0
  const server = await serve((stream) => {
    count += 1
    if (count > 10)
      stream.reply(Buffer.from('slow down'), [
        [':status', status],
        ['retry-after', '100'],
      ])
    else stream.reply(png)
  })
  const client = clientOf(server, 2)
  for (const asked of fetchAll(client, server, 64))
    void asked.then(async (reply) => {
      if (reply?.kind !== 'handed') return
      const address = `https://127.0.0.1:${server.port}/1.png`
      client.judge(await client.request({ address, wants: 'image', handed: reply.handed }, signal))
    })
  await expect.poll(() => count).toBeGreaterThan(10)
  await sleep(500)
  // Two on their way at the first complaint, and the two that had their permits.
  expect(server.requests.http2).toBeLessThanOrEqual(14)
})

it.each<[string, (stream: FrameStream) => void, string | null]>([
  ['comes whole', (stream) => stream.data(png.subarray(1000), true), null],
  ['is cut off', (stream) => stream.reset(2), 'truncated'],
])('a reply without a length %s for the client that continues with it', async (_how, rest, failure) => {
  const server = await serve((stream) => {
    stream.head([['content-type', 'image/png']])
    stream.data(png.subarray(0, 1000))
    rest(stream)
  })
  const client = clientOf(server)
  const [reply] = await Promise.all(fetchAll(client, server, 1))
  const handed = reply?.kind === 'handed' ? reply.handed : undefined
  const address = `https://127.0.0.1:${server.port}/0.png`
  const { body } = await client.request({ address, wants: 'image', handed }, signal)
  const chunks: Uint8Array[] = []
  let failed: string | null = null
  try {
    for await (const chunk of body) chunks.push(chunk)
  } catch (error) {
    failed = error instanceof FailureError ? error.failure.kind : String(error)
  }
  expect(failed).toBe(failure)
  expect(Buffer.concat(chunks).equals(png)).toBe(failure === null)
  expect(server.requests).toEqual({ http2: 1, http1: 0 })
})
