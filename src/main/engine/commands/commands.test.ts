import type { TaskId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite } from '../../../../test/site/gallery-site'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine
let site: GallerySite

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

describe('commands', () => {
  it('answer what cannot be done with the reason', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    await expect(Promise.resolve().then(() => bench.engine.commands.pauseTasks([id]))).rejects.toThrow(
      /is done and cannot be paused/,
    )
    expect(() => bench.engine.commands.resumeTasks([999 as TaskId])).toThrow(/no task 999/)
    await expect(async () => bench.add(site.page('1'), { recipe: 'unheard-of' })).rejects.toThrow(
      /none named unheard-of/,
    )
  })

  it('take an ended task off the list and keep its gallery in the library', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    await bench.engine.commands.removeTasks([id])
    await bench.restart()
    expect(bench.engine.snapshot().tasks).toEqual([])
    const query = { text: '', sort: 'added', offset: 0, limit: 10, descending: true } as const
    const [gallery] = (await bench.engine.commands.listLibrary(query)).rows
    expect(gallery?.title).toBe('Gallery 1')
    const shown = await bench.engine.commands.showGallery({ id: gallery?.id as never, after: 0 })
    expect(bench.engine.imageFile(shown.images[0]?.id as never)?.root).toBe(bench.target)
  })

  it('preview a page without saving anything', async () => {
    site = await bench.serve({ pages: 2, images: 3 })
    const request = {
      address: RangeAddress.parse(site.page('[1-2]')),
      recipe: null,
      folder: bench.target,
      options: {},
      startLater: false,
    }
    const preview = await bench.engine.commands.preview({ token: 'preview-1', request })
    expect(preview).toMatchObject({
      title: 'Gallery 1',
      folder: 'Gallery 1 [1]',
      imageCount: 3,
      comparedWith: site.page('2'),
    })
    const picture = await bench.engine.previewImage('preview-1', 0)
    expect(picture.type).toBe('image/png')
    expect(Buffer.from(picture.bytes)).toEqual(makePng('/i/1-1.png'))
    expect(bench.files()).toEqual([])
    // A longer range shows the same first page: neither page nor picture is asked for again.
    const longer = { ...request, address: RangeAddress.parse(site.page('[1-3]')) }
    await bench.engine.commands.preview({ token: 'preview-2', request: longer })
    expect(await bench.engine.previewImage('preview-2', 0)).toEqual(picture)
    expect(site.count('/i/1-1.png')).toBe(1)
    expect(site.count('/g/1.html')).toBe(1)
  })

  it('end a preview that is cancelled without calling it a fault of the program', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.hold('/1')
    const request = {
      address: RangeAddress.parse(site.page('1')),
      recipe: null,
      folder: bench.target,
      options: {},
      startLater: false,
    }
    const preview = bench.engine.commands.preview({ token: 'preview-1', request })
    queueMicrotask(() => void bench.engine.commands.cancelPreview('preview-1'))
    await expect(preview).rejects.toMatchObject({
      failure: { kind: 'invalid-input', detail: 'the preview was cancelled' },
    })
  })

  it('run no more tasks at once than settings allow, and start more when that is raised', async () => {
    site = await bench.serve({ pages: 3, images: 1 })
    for (const page of [1, 2, 3]) site.hold(`/i/${page}-1.png`)
    await bench.engine.commands.changeSettings({ tasksAtOnce: 1 })
    const ids = [1, 2, 3].map((page) => bench.add(site.page(String(page))))
    const kinds = () => ids.map((id) => bench.engine.task(id)?.state.kind)
    expect(kinds()).toEqual(['running', 'queued', 'queued'])
    await bench.engine.commands.changeSettings({ tasksAtOnce: 2 })
    expect(kinds()).toEqual(['running', 'running', 'queued'])
    await bench.engine.commands.pauseTasks(ids)
    expect(kinds()).toEqual(['paused', 'paused', 'paused'])
  })
})
