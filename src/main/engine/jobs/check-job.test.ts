import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Job } from '@shared/contract/jobs'
import type { Check } from '@shared/model/library/check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
  const site = await bench.serve({ pages: 1, images: 2 })
  await bench.until(bench.add(`${site.origin}/g/1.html`), 'done')
})
afterEach(() => bench.close())

const current = () => bench.engine.jobs.current().check

/** Acts once, in the same turn in which such a check is reported. */
function once(isSo: (job: Job<Check>) => boolean, act: () => void): Promise<void> {
  return new Promise((done) => {
    const end = bench.engine.onDelta((delta) => {
      if (delta.kind !== 'job' || delta.jobKind !== 'check' || delta.job === null || !isSo(delta.job)) return
      end()
      act()
      done()
    })
  })
}

const begin = () => void bench.engine.commands.startJob({ kind: 'check', galleries: null })
const stop = () => void bench.engine.commands.stopJob('check')

it('a check that is stopped behind its last file stays stopped', async () => {
  const stopped = once(({ state, progress }) => state === 'working' && progress.whole === 2, stop)
  begin()
  await stopped
  await nextTurn()
  expect(current()).toMatchObject({ state: 'stopped', progress: { whole: 2 } })
})

it('a check that begins where another was stopped is not ended by that one', async () => {
  const again = once(
    ({ state, progress }) => state === 'working' && progress.whole === 2,
    () => {
      stop()
      begin()
    },
  )
  begin()
  await again
  await once(
    ({ state }) => state === 'done',
    () => {},
  )
  expect(current()?.progress).toMatchObject({ filesDone: 2, whole: 2 })
})

it('a check that begins while another one looks at a file counts nothing of it', async () => {
  const [first] = bench.files().filter((file) => file.endsWith('.png'))
  rmSync(join(bench.target, first ?? ''))
  const again = once(({ progress }) => progress.bad.missing === 1, begin)
  begin()
  await again
  await once(
    ({ state }) => state === 'done',
    () => {},
  )
  expect(current()?.progress).toMatchObject({ files: 2, filesDone: 2, whole: 1, bad: { missing: 1 } })
  expect(await bench.engine.commands.listChecked({ offset: 0, limit: 10 })).toMatchObject({ total: 1 })
})

it('a check counts images that were never saved', async () => {
  const site = await bench.serve({ pages: 2, images: 3 })
  site.refuse('/i/2-2.png', 404)
  await bench.until(bench.add(`${site.origin}/g/2.html`), 'done')
  begin()
  await once(
    ({ state }) => state === 'done',
    () => {},
  )
  expect(current()?.progress).toMatchObject({ whole: 4, missing: { images: 1, pages: 0 } })
  expect(current()?.progress.incomplete).toMatchObject([{ taskId: 2, images: 1, pages: 0, listed: true }])
})
