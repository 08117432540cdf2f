import { EventEmitter } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStreams } from '../../../test/fake-terminal'
import { type GallerySite, startGallerySite } from '../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../test/test-engine'
import { serveControl } from '../host/control/control-server'
import { dataPaths, lockDataFolder } from '../host/data-folder'
import { diagnostics } from './commands/diagnostics'
import { cancel } from './commands/end-tasks'
import { get } from './commands/get'
import { probe } from './commands/probe'
import { type RetryOptions, retry, skip } from './commands/problems'
import { recipes } from './commands/recipes'
import { list, pause, resume } from './commands/tasks'
import { verify } from './commands/verify'
import type { Context } from './context'
import { type Interruption, listenForInterruption } from './interruption'
import { createTerminal } from './output/terminal'
import { openSession } from './session/open-session'

// The process that holds the data folder ends at the very moment when another terminal asks it for something.

let bench: TestEngine
let site: GallerySite
let interruption: Interruption
let end: () => Promise<void>
const releases: (() => void)[] = []

beforeEach(async () => {
  site = await startGallerySite({ pages: 4, images: 2 })
  interruption = listenForInterruption(new EventEmitter(), [])
  bench = await openTestEngine()
  await startOwner()
})

async function startOwner(): Promise<void> {
  const hold = lockDataFolder(bench.data)
  const control = await serveControl(bench.engine, bench.data, 'terminal', () => {})
  let ended: Promise<void> | null = null
  const endOnce = async () => {
    await control.close()
    await bench.engine.close()
    hold?.[Symbol.dispose]()
  }
  end = () => {
    ended ??= endOnce()
    return ended
  }
}

afterEach(async () => {
  for (const release of releases.splice(0)) release()
  await end()
  await bench.close()
  await site.close()
  interruption[Symbol.dispose]()
})

const page = (number: number) => `${site.origin}/g/${number}.html`
const images = () => bench.files().filter((file) => file.endsWith('.png'))

/**
 * Another terminal, whose owner ends just before it is asked for `question`, the `nth` time; or after it has done that,
 * just before it says so.
 */
function sitDown(question: string, nth = 1, does: 'nothing' | 'it' = 'nothing') {
  const fake = openStreams({ isTTY: false })
  const terminal = createTerminal(fake.streams, { json: false, quiet: false, verbose: false })
  const options = { folder: bench.data, ports: bench.ports, taskLog: () => {}, ownOnly: [], serves: true }
  const sessions = { remote: 0, own: 0 }
  let times = 0
  const endAt = async (name: string, doIt: () => Promise<unknown>) => {
    if (name !== question || ++times !== nth) return
    if (does === 'it') await doIt()
    await end()
  }
  const context: Context = {
    terminal,
    interruption,
    count: { saved: 0, skipped: 0, failed: 0, bits: 0, incomplete: new Set() },
    typed: null,
    paths: dataPaths(bench.data),
    home: '/home/me',
    version: '0',
    demoPictures: '/demo',
    cwd: bench.target,
    async open(serves) {
      const session = await openSession({ ...options, serves }, interruption)
      sessions[session.owner ? 'remote' : 'own']++
      return {
        ...session,
        async invoke(name, input) {
          await endAt(name, () => session.invoke(name, input))
          return session.invoke(name, input)
        },
      }
    },
  }
  return { ...fake, context, sessions }
}

/** The number of a task of the owner, in its state. */
async function held(number: number, state: 'running' | 'paused' | 'done' | 'failed'): Promise<string> {
  const image = `/i/${number}-2.png`
  if (state === 'failed') site.refuse(image, 410, 1)
  const release = state === 'running' ? site.hold(image) : null
  const id = bench.add(page(number), { startLater: state === 'paused' })
  if (release) {
    releases.push(release)
    await site.asked(image)
  } else await bench.until(id, state === 'failed' ? 'done' : state)
  return String(id)
}

const numbers = (...ids: readonly string[]) => ({ ids, all: false })

describe('a process that ends just when another terminal asks it', () => {
  it.each([
    ['to add the first address', 'addTask', 1],
    ['to add the third address', 'addTask', 3],
    ['what was skipped by an option', 'listSkipped', 2],
  ])('%s leaves nothing undone and does nothing twice', async (_, question, nth) => {
    const user = sitDown(question, nth)
    const output = bench.target
    // Without an option that skips images no run asks for those that were.
    expect(await get(user.context, [1, 2, 3, 4].map(page), { output, filesizeMin: 1 })).toBe(0)
    expect(images()).toHaveLength(8)
    expect(user.sessions).toEqual({ remote: 1, own: 1 })
    for (const number of [1, 2, 3, 4]) expect(site.count(`/g/${number}.html`)).toBeLessThanOrEqual(2)
    await list(user.context, [], {})
    expect(user.out().match(/ done /g)).toHaveLength(4)
  })

  it('what a page holds is replaced', async () => {
    const user = sitDown('preview')
    expect(await probe(user.context, page(1), {})).toBe(0)
    expect(user.out().match(/Images {6}2/g)).toHaveLength(1)
    expect(user.err()).toBe('')
  })

  it('to forget a page that was read is replaced', async () => {
    const user = sitDown('cancelPreview')
    expect(await probe(user.context, page(1), {})).toBe(0)
    expect(user.err()).toBe('')
  })

  it.each([false, true])('to resume a download resumes it here (in another folder: %s)', async (moved) => {
    const user = sitDown(moved ? 'moveTask' : 'resumeTasks')
    const id = await held(1, 'paused')
    const elsewhere = moved ? { output: join(bench.target, 'elsewhere') } : {}
    expect(await resume(user.context, numbers(id), elsewhere)).toBe(0)
    expect(images()).toHaveLength(2)
    expect(images().every((file) => file.startsWith('elsewhere/') === moved)).toBe(true)
  })

  it('to resume in another folder does so, also with what its end before has paused', async () => {
    const id = await held(1, 'running')
    await end()
    for (const release of releases) release()
    await bench.restart()
    await startOwner()
    const user = sitDown('moveTask')
    expect(await resume(user.context, numbers(id), { output: join(bench.target, 'elsewhere') })).toBe(0)
    expect(images()).toHaveLength(2)
    expect(images().every((file) => file.startsWith('elsewhere/'))).toBe(true)
  })

  it('and has done it continues here what it began', async () => {
    const id = await held(1, 'failed')
    const release = site.hold('/i/1-2.png')
    const user = sitDown('retryProblems', 1, 'it')
    const retried = retry(user.context, numbers(id), { kind: 'not-found' })
    releases.push(release)
    await site.asked('/i/1-2.png')
    release()
    expect(await retried).toBe(0)
    expect(images()).toHaveLength(2)
  })

  it.each<[string, RetryOptions]>([
    ['retryTasks', {}],
    ['retryProblems', { kind: 'not-found' }],
  ])('to retry what failed (%s) retries it here', async (question, options) => {
    const id = await held(1, 'failed')
    const user = sitDown(question)
    expect(await retry(user.context, numbers(id), options)).toBe(0)
    expect(images()).toHaveLength(2)
  })

  it('to skip what failed does so here', async () => {
    const id = await held(1, 'failed')
    const user = sitDown('ignoreProblems')
    expect(await skip(user.context, [id], {})).toBe(0)
    expect(user.out()).toBe(`Task ${id}: 1 problem skipped\n`)
  })

  it('to pause has paused by its end', async () => {
    const id = await held(1, 'running')
    const user = sitDown('pauseTasks')
    expect(await pause(user.context, numbers(id))).toBe(0)
    expect(user.out()).toBe('Nothing runs.\n')
  })

  it('to cancel does not keep the download', async () => {
    const id = await held(1, 'running')
    const user = sitDown('cancelTasks')
    expect(await cancel(user.context, [id], true)).toBe(0)
    await list(user.context, [id], {})
    expect(user.out()).toContain(' cancelled ')
    expect(bench.files()).toEqual([])
  })

  it('for problems has them listed once', async () => {
    const [first, second] = [await held(1, 'failed'), await held(2, 'failed')]
    const user = sitDown('groupProblems', 2)
    expect(await list(user.context, [first, second], { problems: true })).toBe(0)
    expect(user.out().match(/, 1 problem /g)).toHaveLength(2)
  })

  it('for recipes, or for what helps to find a fault, is replaced', async () => {
    const user = sitDown('listRecipes')
    await held(1, 'done')
    expect(await recipes(user.context)).toBe(0)
    expect(user.out()).toContain('built-in')
    expect(await diagnostics(user.context)).toBe(0)
  })

  it('to repair what is bad repairs it here', async () => {
    await held(1, 'done')
    const [file] = images()
    rmSync(join(bench.target, file ?? ''))
    const user = sitDown('repairFolder')
    expect(await verify(user.context, [bench.target], { repair: true })).toBe(0)
    expect(images()).toHaveLength(2)
  })
})
