import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite, startGallerySite } from '../../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let site: GallerySite
let bench: TestEngine

/** Wall clock of the engine, as the tests set it. */
let now = 1_000_000

beforeEach(async () => {
  site = await startGallerySite({ pages: 2, images: 2 })
  bench = await openTestEngine({ overrides: { autoResume: true, lookEveryMs: 5 }, now: () => now })
})

afterEach(async () => {
  await bench.close()
  await site.close()
})

const address = () => `${site.origin}/g/1.html`

describe('a task that waits for its time', () => {
  it('is resumed when the time has come, not before', async () => {
    const id = bench.add(address(), { startLater: true })
    await bench.engine.commands.waitUntil({ ids: [id], until: now + 1000 })
    expect(bench.engine.task(id)?.state).toEqual({
      kind: 'paused',
      cause: { kind: 'wait', until: now + 1000 },
    })
    now += 999
    await looked()
    expect(site.log).toEqual([])
    now += 1
    await bench.until(id, 'done')
  })

  it('waits and is resumed also by the next start of the program', async () => {
    const id = bench.add(address(), { startLater: true })
    await bench.engine.commands.waitUntil({ ids: [id], until: now + 1000 })
    await bench.restart()
    expect(bench.engine.task(id)?.state).toMatchObject({ cause: { kind: 'wait' } })
    now += 1000
    await bench.until(id, 'done')
  })

  it('is stopped at work and keeps what it has', async () => {
    const release = site.hold('/i/1-2.png')
    const id = bench.add(address())
    await site.asked('/i/1-2.png')
    await bench.untilCounts(id, ({ saved }) => saved === 1)
    await bench.engine.commands.waitUntil({ ids: [id], until: now + 1000 })
    await site.quiet()
    expect(bench.engine.task(id)?.state).toMatchObject({ kind: 'paused', cause: { kind: 'wait' } })
    release()
    now += 1000
    expect((await bench.until(id, 'done')).progress.counts.saved).toBe(2)
    expect(site.count('/i/1-1.png')).toBe(1)
  })

  it('asks again for what failed, if it had ended', async () => {
    site.refuse('/i/1-1.png', 404, 1)
    const id = bench.add(address())
    await bench.until(id, 'done')
    await bench.engine.commands.waitUntil({ ids: [id], until: now + 1000 })
    expect(bench.engine.task(id)?.progress.counts.failed).toBe(0)
    now += 1000
    await bench.until(id, 'done')
    expect(bench.engine.task(id)?.progress.counts).toMatchObject({ saved: 2, failed: 0 })
  })
})

it('does not resume what the user paused, however often it looks', async () => {
  const id = bench.add(address(), { startLater: true })
  await looked()
  expect(bench.engine.task(id)?.state).toEqual({ kind: 'paused', cause: { kind: 'person' } })
  expect(site.log).toEqual([])
})

it('does not resume a task that the user pauses while its folder is in the way', async () => {
  const { id, folder } = await stoppedByFolder()
  await bench.engine.commands.waitUntil({ ids: [id], until: now + 10 ** 6 })
  rmSync(folder)
  await looked()
  expect(bench.engine.task(id)?.state).toMatchObject({ kind: 'paused', cause: { kind: 'wait' } })
})

it('is resumed automatically when a folder can be written to again', async () => {
  const { id, folder } = await stoppedByFolder()
  await looked()
  expect([bench.engine.task(id)?.state.kind, site.log]).toEqual(['paused', []])
  rmSync(folder)
  mkdirSync(folder)
  expect((await bench.until(id, 'done')).progress.counts.saved).toBe(2)
})

it('resumes only the tasks that were named, if the program does not do it for all', async () => {
  await bench.close()
  bench = await openTestEngine({ overrides: { lookEveryMs: 5 } })
  const one = await stoppedByFolder()
  const other = await stoppedByFolder('other')
  await bench.engine.commands.resumeWhenPossible([other.id])
  for (const { folder } of [one, other]) {
    rmSync(folder)
    mkdirSync(folder)
  }
  await bench.until(other.id, 'done')
  await looked()
  expect(bench.engine.task(one.id)?.state.kind).toBe('paused')
})

async function stoppedByFolder(name = 'taken') {
  const folder = join(bench.data, name)
  writeFileSync(folder, 'a file')
  const id = bench.add(address(), { folder })
  const { state } = await bench.until(id, 'paused', 'failed', 'done')
  expect(state).toMatchObject({ cause: { kind: 'local', failure: { kind: 'not-writable' } } })
  expect(existsSync(folder)).toBe(true)
  return { id, folder }
}

/** Resolves after the engine has looked at least once: a task that waits for a passed time has resumed. */
async function looked(): Promise<void> {
  const other = await startGallerySite({ pages: 1, images: 1 })
  const id = bench.add(`${other.origin}/g/1.html`, { startLater: true })
  await bench.engine.commands.resumeWhenPossible([id])
  await bench.engine.commands.waitUntil({ ids: [id], until: 0 })
  await bench.until(id, 'done')
  await other.close()
}
