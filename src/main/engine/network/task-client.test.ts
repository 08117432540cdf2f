import { getEventListeners } from 'node:events'
import { FailureError } from '@shared/model/failure'
import { expect, it } from 'vitest'
import { createGate } from '../../../../test/site/faulty-server'
import { large, picture, signal } from '../../../../test/test-network'
import { openSavingForEach, type TestSaving } from '../../../../test/test-saving'

let bench: TestSaving

openSavingForEach((opened) => {
  bench = opened
})

it('never has more connections than the limits allow, and follows them when they change', async () => {
  const gate = createGate()
  const server = await bench.serve(async (e) => {
    await gate.opened
    await e.file(picture)
  })
  const { network, change } = bench.open({ connections: 4, connectionsPerSite: 2 })
  const [one, two] = [bench.clientTo(network, [server]), bench.clientTo(network, [server])]
  const saving = Array.from({ length: 10 }, (_, n) =>
    (n % 2 === 0 ? one : two).saveImage(bench.addImage(server, { name: `${n}.png` }), signal),
  )
  await server.requested(2)
  expect([server.openSockets, one.activity.connections + two.activity.connections]).toEqual([2, 2])
  change({ connections: 3, connectionsPerSite: 9 })
  await server.requested(3)
  await new Promise((resolve) => setImmediate(resolve))
  expect(server.openSockets).toBe(3)
  gate.open()
  await Promise.all(saving)
  expect([one.activity.connections, two.activity.connections]).toEqual([0, 0])
})

it('keeps the limits of one client besides those of all', async () => {
  const gate = createGate()
  const server = await bench.serve(async (e) => {
    await gate.opened
    await e.file(picture)
  })
  const { network } = bench.open()
  const narrow = bench.clientTo(network, [server], { overrides: { connections: 1 } })
  const saving = [1, 2, 3].map((n) => narrow.saveImage(bench.addImage(server, { name: `${n}.png` }), signal))
  await server.requested(1)
  const wide = bench.clientTo(network, [server])
  saving.push(...[4, 5].map((n) => wide.saveImage(bench.addImage(server, { name: `${n}.png` }), signal)))
  await server.requested(3)
  expect([narrow.activity.connections, wide.activity.connections]).toEqual([1, 2])
  gate.open()
  await Promise.all(saving)
})

it('makes all tasks wait for a host that asks for it, costs them no attempt, and reports until when', async () => {
  const server = await bench.serve((e) =>
    server.requests.length === 1 ? e.reply(429, { 'Retry-After': 1 }) : e.file(picture),
  )
  const { network } = bench.open({ network: { retries: 1 } })
  const reported: string[] = []
  const clients = ['one', 'two'].map((name) =>
    bench.clientTo(network, [server], {
      onWait: (host, until) =>
        reported.push(`${name} ${host === server.host} ${until === null ? 'over' : 'waits'}`),
      onRetry: () => reported.push('an attempt was counted'),
    }),
  )
  const first = clients[0]?.saveImage(bench.addImage(server, { name: '1.png' }), signal)
  await server.requested(1)
  while (reported.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const second = clients[1]?.saveImage(bench.addImage(server, { name: '2.png' }), signal)
  await expect(first).resolves.toMatchObject({ kind: 'saved' })
  await expect(second).resolves.toMatchObject({ kind: 'saved' })
  const [asked, ...later] = server.requests.map(({ at }) => at)
  for (const at of later) expect(at - (asked ?? 0)).toBeGreaterThanOrEqual(1000)
  expect(reported).toEqual(['one true waits', 'two true waits', 'one true over', 'two true over'])
})

it('fails as rate-limited, reports until when and sends no more requests when a site asks for too long a pause', async () => {
  const server = await bench.serve((e) => e.reply(503, { 'Retry-After': 86_400 }))
  const client = bench.clientTo(bench.open().network, [server])
  const earliest = Date.now() + 86_400_000
  for (const _time of [1, 2]) {
    const failed = await client.saveImage(bench.addImage(server), signal).catch((error: unknown) => error)
    if (!(failed instanceof FailureError) || failed.failure.kind !== 'rate-limited') throw failed
    expect(failed.failure.until).toBeGreaterThanOrEqual(earliest)
    expect(failed.failure.until).toBeLessThanOrEqual(Date.now() + 86_400_000)
  }
  expect(server.requests).toHaveLength(1)
})

it('waits for only so many backoffs', async () => {
  const server = await bench.serve((e) => e.reply(503, { 'Retry-After': 1 }))
  expect(await bench.save(server, {}, { network: { retries: 1 } })).toEqual({ kind: 'rate-limited' })
  expect(server.requests).toHaveLength(2)
})

it('keeps no permit and no socket between attempts', async () => {
  const server = await bench.serve((e) => e.reset())
  const { network } = bench.open({ connections: 1, network: { longestBackoffMs: 60_000 } }, () => 0.9)
  const controller = new AbortController()
  const waits = createGate()
  const client = bench.clientTo(network, [server], { onRetry: () => waits.open() })
  const saving = client.saveImage(bench.addImage(server), controller.signal)
  saving.catch(() => {})
  await waits.opened
  expect(client.activity.connections).toBe(0)
  const good = await bench.serve((e) => e.file(picture))
  await expect(
    bench.clientTo(network, [good]).saveImage(bench.addImage(good), signal),
  ).resolves.toMatchObject({
    kind: 'saved',
  })
  controller.abort('pause')
  await expect(saving).rejects.toBe('pause')
})

it('keeps to the bytes per second of the client', async () => {
  const server = await bench.serve((e) => e.file(large))
  const client = bench.clientTo(bench.open().network, [server], {
    overrides: { bytesPerSecond: 4_000_000 },
  })
  const startedAt = performance.now()
  await client.saveImage(bench.addImage(server), signal)
  // 3 MB at 4 MB a second, less what may be saved up and the last piece, which is paid by who comes after.
  expect(performance.now() - startedAt).toBeGreaterThan(400)
  expect(client.activity.bytesPerSecond).toBeGreaterThan(0)
})

it('leaves no listener on the signal of a task after hundreds of images', async () => {
  const server = await bench.serve((e) => (e.target === '/a.png' ? e.file(picture) : e.reply(404)))
  const client = bench.clientTo(bench.open({ connectionsPerSite: 8 }).network, [server])
  const controller = new AbortController()
  const settled = await Promise.allSettled(
    Array.from({ length: 200 }, (_, n) => {
      const address = `${server.origin}/${n % 2 === 0 ? 'gone' : 'a.png'}`
      return client.saveImage(bench.addImage(server, { name: `${n}.png`, address }), controller.signal)
    }),
  )
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(100)
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  expect((await bench.files()).length).toBe(100)
})

it('waits for the longest of several Retry-After fields', async () => {
  const server = await bench.serve((e) => e.reply(429, { 'Retry-After': ['1', '3000', '2'] }))
  const asked = Date.now()
  const client = bench.clientTo(bench.open({ network: { longestRetryAfterMs: 1000 } }).network, [server])
  const error: unknown = await client
    .saveImage(bench.addImage(server), signal)
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ failure: { kind: 'rate-limited' } })
  const { failure } = error as FailureError
  expect(failure.kind === 'rate-limited' && failure.until >= asked + 3_000_000).toBe(true)
})
