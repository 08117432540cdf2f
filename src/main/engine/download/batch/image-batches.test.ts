import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TaskId } from '@shared/model/units'
import { afterEach, expect, it } from 'vitest'
import { lendWorker } from '../../../../../test/lent-workers'
import { makePng } from '../../../../../test/site/pictures.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../../test/test-engine'
import { startOwnWorker } from '../../../../../test/test-machine'
import type { StartWorker, WorkerThread } from '../../ports/ports'
import type { StoreRequest, ThreadRequest } from '../thread/messages'

// Real threads, of which some messages are seen, held up or lost on their way.

let bench: TestEngine
afterEach(() => bench.close())

/** What happens when the engine sends a request to a transfer thread; true: it is lost. */
type OnRequest = (request: ThreadRequest, thread: Pick<WorkerThread<unknown>, 'terminate'>) => boolean

const isTransfer = (file: string) => file.includes('transfer-worker')

/** Starts real threads whose requests are shown to `onRequest` first; `started` counts transfer threads. */
function watching(onRequest: OnRequest) {
  const started = { count: 0 }
  const startWorker: StartWorker = <Message>(file: string, options: Parameters<StartWorker>[1]) => {
    if (!isTransfer(file)) return lendWorker<Message>(file, options)
    const thread = startOwnWorker<Message>(file, options)
    started.count += 1
    return new Proxy(thread, {
      get(target, name) {
        if (name === 'postMessage')
          return (requests: readonly ThreadRequest[], transfer?: ArrayBuffer[]) => {
            const kept = requests.filter((request) => !onRequest(request, target))
            if (kept.length > 0) target.postMessage(kept, transfer)
          }
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
  return { startWorker, started }
}

const images = 80
const folder = 'Gallery 1 [1]'
const fileOf = (n: number) => `${String(n).padStart(3, '0')} 1-${n}.png`

/** Saves a gallery. */
async function saveGallery(onRequest: OnRequest) {
  const { startWorker, started } = watching(onRequest)
  bench = await openTestEngine({ startWorker })
  const site = await bench.serve({ pages: 1, images })
  const id = bench.add(site.page('1'))
  let task = await bench.until(id, 'done', 'failed', 'paused')
  while (task.state.kind === 'paused') {
    // A thread that crashes while it writes for the client takes that file with it, which pauses the task.
    await bench.engine.commands.resumeTasks([id])
    task = await bench.until(id, 'done', 'failed', 'paused')
  }
  const { progress } = task
  return { counts: progress.counts, site, started: started.count, id }
}

function expectWhole(id: TaskId, names: readonly string[]): void {
  const files = bench.files().filter((file) => !file.endsWith('gallery.json'))
  expect(files).toEqual(names.map((name) => `${folder}/${name}`).toSorted())
  const recorded = readRecord(bench.target, folder)['files'] as { readonly file: string }[]
  expect(recorded.map(({ file }) => file)).toHaveLength(images)
  expect(bench.engine.task(id)?.progress.counts.failed).toBe(0)
}

const allNames = Array.from({ length: images }, (_, n) => fileOf(n + 1))

it('images of a gallery are stored many at a time', async () => {
  const stored: number[] = []
  const { counts, site, id } = await saveGallery((request) => {
    if (request.kind === 'store') stored.push(request.files.length)
    return false
  })
  expect(counts).toMatchObject({ saved: images, failed: 0 })
  expect(stored.length).toBeGreaterThan(0)
  expect(stored.reduce((sum, files) => sum + files, 0)).toBeGreaterThan(stored.length)
  expectWhole(id, allNames)
  for (const n of [1, 40, images]) {
    expect(readFileSync(join(bench.target, folder, fileOf(n)))).toEqual(makePng(`/i/1-${n}.png`))
    expect(site.count(`/i/1-${n}.png`)).toBe(1)
  }
})

it('names that were taken since are left to what lies there; the same picture there is the file itself', async () => {
  const taken: string[] = []
  const take = ({ folders, files }: StoreRequest) => {
    if (taken.length > 0) return
    const [mine, same] = files
    if (mine === undefined || same === undefined) return
    taken.push(mine.to, same.to)
    const path = (to: string) => join(folders[0] ?? '', to)
    writeFileSync(path(mine.to), 'something of mine')
    writeFileSync(path(same.to), makePng(`/i/${same.to.slice(4)}`))
  }
  const { counts, id } = await saveGallery((request) => {
    if (request.kind === 'store') take(request)
    return false
  })
  const [mine = '', same] = taken
  expect(same).toBeDefined()
  expect(counts).toMatchObject({ saved: images - 1, skipped: 1, failed: 0 })
  expectWhole(id, [...allNames, mine.replace('.png', ' (2).png')])
  expect(readFileSync(join(bench.target, folder, mine), 'utf8')).toBe('something of mine')
})

it.each([
  ['before it gives the names', true],
  ['while it gives the names', false],
])('a thread that crashes %s costs no image and leaves no partial file', async (_when, isLost) => {
  let crashes = 0
  const { counts, id } = await saveGallery((request, thread) => {
    if (request.kind !== 'link' || crashes > 0) return false
    crashes += 1
    if (isLost) void thread.terminate()
    else setImmediate(() => void thread.terminate())
    return isLost
  })
  expect(crashes).toBe(1)
  expect(counts).toMatchObject({ saved: images, failed: 0 })
  expectWhole(id, allNames)
})

it('a thread that always crashes is given up: the client fetches what is left', async () => {
  const { counts, id, started } = await saveGallery((request, thread) => {
    if (request.kind === 'chain') void thread.terminate()
    return request.kind === 'chain'
  })
  expect(counts).toMatchObject({ saved: images, failed: 0 })
  expectWhole(id, allNames)
  expect(started).toBeLessThan(10)
})

it.each(['pause', 'cancel'] as const)(
  'a %s in the middle of batches loses no file that has its name',
  async (stop) => {
    let links = 0
    const { startWorker } = watching((request) => {
      if (request.kind !== 'link' || links++ > 0) return false
      void (stop === 'pause'
        ? bench.engine.commands.pauseTasks([id])
        : bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: false }))
      return false
    })
    bench = await openTestEngine({ startWorker })
    const site = await bench.serve({ pages: 1, images })
    const id: TaskId = bench.add(site.page('1'))
    const { progress } = await bench.until(id, stop === 'pause' ? 'paused' : 'cancelled')
    const pictures = bench.files().filter((file) => file.endsWith('.png'))
    expect(pictures).toHaveLength(progress.counts.saved)
    expect(bench.files().filter((file) => file.endsWith('.part'))).toEqual([])
    if (stop === 'cancel') return
    await bench.engine.commands.resumeTasks([id])
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: images, failed: 0 })
    expectWhole(id, allNames)
  },
)
