import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lendWorker } from './lent-workers'

let folder: string
let file: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-lent-'))
  file = join(folder, 'worker.mjs')
  // Says when it has loaded, and counts what it is asked; it answers neither `wait` nor `die`.
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'
    let asked = 0
    parentPort.on('message', (word) => {
      asked += 1
      if (word === 'die') throw new Error('out of order')
      if (word !== 'wait') parentPort.postMessage(asked)
    })
    parentPort.postMessage('ready')`,
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A new owner of a thread, to which it has said that it is ready. */
async function own() {
  const thread = lendWorker<string | number>(file, {})
  let receive: (message: string | number) => void = () => {}
  thread.on('message', (message) => receive(message))
  thread.on('error', () => {})
  const ended = new Promise<void>((resolve) => thread.on('exit', () => resolve()))
  const next = () => new Promise<string | number>((resolve) => (receive = resolve))
  const ready = await next()
  const ask = (word: string) => {
    const answer = next()
    thread.postMessage(word, [])
    return answer
  }
  return { thread, ready, ask, ended }
}

it('a thread that has nothing to do serves its next owner, which it greets as a new one does', async () => {
  const first = await own()
  expect([first.ready, await first.ask('count')]).toEqual(['ready', 1])
  await first.thread.terminate()
  await first.ended
  const second = await own()
  expect([second.ready, await second.ask('count')]).toEqual(['ready', 2])
  first.thread.postMessage('count', [])
  expect(await second.ask('count')).toBe(3)
  void second.ask('wait')
  await second.thread.terminate()
})

it('a thread that owes an answer ends with its owner', async () => {
  const first = await own()
  void first.ask('wait')
  await first.thread.terminate()
  await first.ended
  const second = await own()
  expect(await second.ask('count')).toBe(1)
  void second.ask('wait')
  await second.thread.terminate()
})

it('a thread that has ended is never lent again', async () => {
  const first = await own()
  void first.ask('die')
  await first.ended
  await first.thread.terminate()
  const second = await own()
  expect(await second.ask('count')).toBe(1)
  await second.thread.terminate()
})
