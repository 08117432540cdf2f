import { afterEach, expect, it } from 'vitest'
import { createGate, startFaultyServer } from '../../../../test/site/faulty-server'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

afterEach(() => bench.close())

it('a reply that ends after its task was removed reports nothing of it', async () => {
  const rest = createGate()
  await using server = await startFaultyServer(async (e) => {
    await e.head(429, { 'Retry-After': 90_000, 'Content-Length': 10 })
    await rest.opened
    await e.raw('too often.')
    e.end()
  })
  bench = await openTestEngine()
  const id = bench.add(`${server.origin}/g`)
  await bench.until(id, 'failed')
  await bench.engine.commands.removeTasks([id])
  const reported: unknown[] = []
  bench.engine.onDelta((delta) => reported.push(delta))
  rest.open()
  await server.quiet()
  expect(reported).toEqual([])
})
