import { setMaxListeners } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { Recipe } from '@shared/model/recipe'
import { Settings } from '@shared/model/settings'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { builtWorkers, machinePorts, startOwnWorker } from '../../../../../test/test-machine'
import type { FetchedPage } from '../extraction'
import { plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'
import { createExtractor, type Extractor, type ExtractorOptions } from './extractor'

const workerFile = builtWorkers.extract
const context = { ...plainContext, fallbackEncoding: 'windows-1252' }
const forever = new AbortController().signal
// Many wait with one signal, as the pages of a task do: Node would warn of a leak from the eleventh listener on.
setMaxListeners(0, forever)

function page(html: string, address = 'http://site.test/a/1.html'): FetchedPage {
  return { address, bytes: new TextEncoder().encode(html), contentType: 'text/html' }
}

const gallery = page('<title>Lake</title><p><img src="1.jpg"><p><img src="2.jpg">')

/** A recipe whose title expression takes exponential time on a run of a's. */
const endless = Recipe.parse({
  name: 'endless',
  title: 'Endless',
  version: 1,
  match: ['*://site.test/*'],
  example: 'http://site.test/',
  gallery: { title: { selector: 'title', pattern: '^(a+)+$' } },
  images: { selector: 'img' },
})
const trap = page(`<title>${'a'.repeat(60)}!</title><img src="1.jpg">`)

const open: Extractor[] = []
function start(options: Partial<ExtractorOptions> = {}): Extractor {
  const extractor = createExtractor({
    workerFile,
    ...machinePorts(),
    startWorker: startOwnWorker,
    log: () => undefined,
    ...options,
  })
  open.push(extractor)
  return extractor
}

afterEach(async () => {
  vi.restoreAllMocks()
  for (const extractor of open.splice(0)) await extractor.close()
})

it('starts a thread that loads no schemas: they take as long as everything else that it reads pages with', () => {
  expect(readFileSync(workerFile, 'utf8')).not.toContain('$ZodType')
})

describe('createExtractor', () => {
  it('reads a page in its worker', async () => {
    const found = await start().extract(gallery, automatic, context, forever)
    expect(found.title).toBe('Lake')
    expect(found.images.map(({ address }) => address)).toEqual([
      'http://site.test/a/1.jpg',
      'http://site.test/a/2.jpg',
    ])
  })

  it('compares two pages', async () => {
    const a = page('<title>A - Site</title><img src="/logo.png"><img src="a.jpg">', 'http://site.test/1.html')
    const b = page('<title>B - Site</title><img src="/logo.png"><img src="b.jpg">', 'http://site.test/2.html')
    const template = await start().compare([a, b], 'utf-8', forever)
    expect(template.images).toEqual(['http://site.test/logo.png'])
    expect(template.titleSuffix).toBe(' - Site')
  })

  it('leaves the bytes of the page to the caller', async () => {
    const extractor = start()
    const pooled = Buffer.from('<img src="1.jpg">')
    const small = { ...gallery, bytes: pooled }
    await extractor.extract(small, automatic, context, forever)
    const again = await extractor.extract(small, automatic, context, forever)
    expect(again.images).toHaveLength(1)
    expect(pooled.toString()).toBe('<img src="1.jpg">')
  })

  it('ends a recipe that never comes to an end, and reads the next page', async () => {
    const extractor = start({ timeLimitMs: 300 })
    await expect(extractor.extract(trap, endless, context, forever)).rejects.toMatchObject({
      failure: {
        kind: 'recipe-too-slow',
        detail: 'recipe endless: gallery.title.pattern takes longer than 300 ms: ^(a+)+$',
      },
    })
    const found = await extractor.extract(gallery, automatic, context, forever)
    expect(found.images).toHaveLength(2)
  })

  it('gives a page more time on a machine that leaves the program none, but not for ever', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'galleon-extractor-'))
    const asleep = join(folder, 'worker.mjs')
    writeFileSync(
      asleep,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', () => setTimeout(() => {
         parentPort.postMessage({ kind: 'extracted', extraction: { title: 'late', images: [], items: [], galleries: [], skipped: [] } })
       }, 1500))
       parentPort.postMessage({ kind: 'ready' })`,
    )
    const late = start({ workerFile: asleep, timeLimitMs: 1000, processorMs: () => 0 })
    expect(await late.extract(gallery, automatic, context, forever)).toMatchObject({ title: 'late' })
    rmSync(folder, { recursive: true })
    const never = start({ timeLimitMs: 100, processorMs: () => 0 })
    await expect(never.extract(trap, endless, context, forever)).rejects.toMatchObject({
      failure: { kind: 'recipe-too-slow' },
    })
  })

  it('does not blame the recipe for a page that takes long without it', async () => {
    const quick = { ...endless, gallery: { title: { ...endless.gallery.title, pattern: '^x' } } }
    const heavy = page('<i></i>'.repeat(750_000))
    await expect(start({ timeLimitMs: 20 }).extract(heavy, quick, context, forever)).rejects.toMatchObject({
      // A tenth more for each of its five MiB.
      failure: { kind: 'too-large', detail: 'the page takes longer than 30 ms to read' },
    })
  })

  it.runIf(isExhaustive)('ends a page that takes too much memory, and reads the next page', async () => {
    const extractor = start({ memoryMiB: 48, timeLimitMs: 60_000 })
    const heavy = page('<i></i>'.repeat(750_000))
    await expect(extractor.extract(heavy, automatic, context, forever)).rejects.toMatchObject({
      failure: { kind: 'too-large', detail: expect.stringContaining('48 MiB') },
    })
    const found = await extractor.extract(gallery, automatic, context, forever)
    expect(found.images).toHaveLength(2)
  })

  it('refuses a page of more elements than a tree holds', async () => {
    const flood = page('<i></i>'.repeat(900_000))
    await expect(start().extract(flood, automatic, context, forever)).rejects.toMatchObject({
      failure: { kind: 'too-large' },
    })
  })

  it('names the rule of a recipe that is no selector', async () => {
    const recipe = { ...endless, images: { ...endless.images, selector: 'img[' } }
    await expect(start().extract(gallery, recipe, context, forever)).rejects.toMatchObject({
      failure: { kind: 'invalid-input', detail: expect.stringContaining('images.selector') },
    })
  })

  it('answers jobs in the order in which they came', async () => {
    const extractor = start()
    const order: number[] = []
    const jobs = [1, 2, 3, 4].map(async (n) => {
      const found = await extractor.extract(page(`<title>${n}</title>`), automatic, context, forever)
      order.push(Number(found.title))
    })
    await Promise.all(jobs)
    expect(order).toEqual([1, 2, 3, 4])
  })

  it.runIf(isExhaustive)(
    'lets as many pages wait as all tasks may have at once by the settings',
    async () => {
      const extractor = start()
      const { tasksAtOnce, connectionsPerSite } = Settings.shape
      const count =
        Number(tasksAtOnce.unwrap().maxValue) * Number(connectionsPerSite.unwrap().unwrap().maxValue)
      const reading = Array.from({ length: count }, () =>
        extractor.extract(gallery, automatic, context, forever),
      )
      const found = await Promise.all(reading)
      expect(found.map(({ images }) => images.length)).toEqual(Array.from({ length: count }, () => 2))
    },
  )

  it('rejects an aborted job at once with the reason, and continues with the others', async () => {
    const extractor = start({ timeLimitMs: 300 })
    const running = new AbortController()
    const waiting = new AbortController()
    const first = extractor.extract(trap, endless, context, running.signal)
    const second = extractor.extract(gallery, automatic, context, waiting.signal)
    const third = extractor.extract(gallery, automatic, context, forever)
    running.abort('pause')
    waiting.abort('cancel')
    await expect(first).rejects.toBe('pause')
    await expect(second).rejects.toBe('cancel')
    expect((await third).images).toHaveLength(2)
  })

  it('refuses a job whose signal was aborted before', async () => {
    await expect(start().extract(gallery, automatic, context, AbortSignal.abort('pause'))).rejects.toBe(
      'pause',
    )
  })

  it('rejects what waits and runs when it is closed, and takes no more', async () => {
    const extractor = start()
    const running = extractor.extract(trap, endless, context, forever)
    const waiting = extractor.extract(gallery, automatic, context, forever)
    const settled = Promise.allSettled([running, waiting])
    await extractor.close()
    expect(await settled).toEqual([
      { status: 'rejected', reason: 'quit' },
      { status: 'rejected', reason: 'quit' },
    ])
    await expect(extractor.extract(gallery, automatic, context, forever)).rejects.toBe('quit')
  })

  it('keeps the program alive while it reads, and not while it is idle', async () => {
    const held = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
    const before = held()
    const extractor = start()
    const reading = extractor.extract(gallery, automatic, context, forever)
    await nextTurn()
    expect(held()).toBeGreaterThan(before)
    await reading
    expect(held()).toBe(before)
  })

  it('logs a worker that cannot start', async () => {
    const extractor = start({ workerFile: resolve('out/test/no-such-worker.js') })
    await expect(extractor.extract(gallery, automatic, context, forever)).rejects.toThrow('no-such-worker')
  })

  it('keeps the program alive until its thread has ended, also when an answer comes meanwhile', async () => {
    const calls: string[] = []
    const { terminate } = Worker.prototype
    vi.spyOn(Worker.prototype, 'unref').mockImplementation(() => void calls.push('unref'))
    const working = new Promise<void>((begun) => {
      vi.spyOn(Worker.prototype, 'ref').mockImplementation(begun)
    })
    vi.spyOn(Worker.prototype, 'terminate').mockImplementation(async function (this: Worker) {
      calls.push('terminate')
      const ended = terminate.call(this)
      this.emit('message', { kind: 'broken', stack: 'too late' })
      return ended
    })
    const extractor = start()
    const read = extractor.extract(gallery, automatic, context, forever).catch((reason: unknown) => reason)
    await working
    await extractor.close()
    expect(await read).toBe('quit')
    await nextTurn()
    expect(calls.slice(calls.indexOf('terminate'))).toEqual(['terminate'])
  })
})
