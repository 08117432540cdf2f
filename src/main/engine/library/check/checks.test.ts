import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Check } from '@shared/model/check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type EngineBench, openEngineBench } from '../../../../../test/engine-bench'

let bench: EngineBench

beforeEach(async () => {
  bench = await openEngineBench()
  const site = await bench.serve({ pages: 1, images: 2 })
  await bench.until(bench.add(`${site.origin}/g/1.html`), 'done')
})
afterEach(() => bench.close())

const current = () => bench.engine.snapshot().check

/** Does something in the very turn in which the check is told to be so; once. */
function once(isSo: (check: Check) => boolean, act: () => void): Promise<void> {
  return new Promise((done) => {
    const end = bench.engine.onDelta((delta) => {
      if (delta.kind !== 'check' || delta.check === null || !isSo(delta.check)) return
      end()
      act()
      done()
    })
  })
}

const begin = () => void bench.engine.commands.startCheck({ galleries: null })
const stop = () => void bench.engine.commands.stopCheck(undefined)

it('a check that is stopped behind its last file stays stopped', async () => {
  const stopped = once(({ state, whole }) => state === 'working' && whole === 2, stop)
  begin()
  await stopped
  await nextTurn()
  expect(current()).toMatchObject({ state: 'stopped', whole: 2 })
})

it('a check that begins where another was stopped is not ended by that one', async () => {
  const again = once(
    ({ state, whole }) => state === 'working' && whole === 2,
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
  expect(current()).toMatchObject({ filesDone: 2, whole: 2 })
})

it('a check that begins while another one looks at a file counts nothing of it', async () => {
  const [first] = bench.files().filter((file) => file.endsWith('.png'))
  rmSync(join(bench.target, first ?? ''))
  const again = once(({ bad }) => bad.missing === 1, begin)
  begin()
  await again
  await once(
    ({ state }) => state === 'done',
    () => {},
  )
  expect(current()).toMatchObject({ files: 2, filesDone: 2, whole: 1, bad: { missing: 1 } })
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
  expect(current()).toMatchObject({ whole: 4, missing: { images: 1, pages: 0 } })
  expect(current()?.incomplete).toMatchObject([{ taskId: 2, images: 1, pages: 0, listed: true }])
})
