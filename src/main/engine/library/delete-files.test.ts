import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import { expect, it } from 'vitest'
import { startGallerySite } from '../../../../test/site/gallery-site'
import { canMount, mountSmallDisk } from '../../../../test/small-disk'
import { openTestEngine } from '../../../../test/test-engine'

it.runIf(canMount).each(['paused', 'queued', 'running'] as const)(
  'files of a %s task that cannot be deleted are reported as a failure, and the task can be cancelled',
  async (kind) => {
    using disk = mountSmallDisk(8)
    const site = await startGallerySite({ pages: 4, images: 1 })
    const bench = await openTestEngine()
    try {
      const { commands } = bench.engine
      await commands.changeSettings({ tasksAtOnce: kind === 'running' ? 2 : 1 })
      const release = [site.hold('/g/3.html'), site.hold('/g/4.html')]
      const id = bench.add(`${site.origin}/g/[1-3].html`, { folder: disk.folder })
      // A disk on which a record is being written does not become read-only.
      await bench.untilCounts(id, ({ galleriesDone }) => galleriesDone === 2)
      if (kind !== 'running') await commands.pauseTasks([id])
      if (kind === 'queued') {
        bench.add(`${site.origin}/g/4.html`)
        await commands.resumeTasks([id])
      }
      expect(bench.engine.task(id)?.state.kind).toBe(kind)

      disk.setReadOnly(true)
      const cancel = () => commands.cancelTasks({ ids: [id], deleteFiles: true })
      const refused: unknown = await Promise.resolve(cancel()).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(FailureError)
      expect(refused).toMatchObject({ failure: { kind: 'not-writable' } })
      expect(readdirSync(join(disk.folder, 'Gallery 1 [1]'))).toHaveLength(2)

      disk.setReadOnly(false)
      if (kind === 'paused') await cancel()
      expect(bench.engine.task(id)?.state.kind).toBe('cancelled')
      for (const letGo of release) letGo()
    } finally {
      await bench.close()
      await site.close()
    }
  },
)
