import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { GalleryId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GallerySite } from '../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../test/test-engine'
import { rememberedText } from '../engine/ports/ports'
import {
  createGalleryTrash,
  type GalleryTrash,
  type GalleryTrashPorts,
  pendingGalleries,
} from './gallery-trash'

let bench: TestEngine
let site: GallerySite
let kept: string[]
const opened: GalleryTrash[] = []

beforeEach(async () => {
  kept = []
  bench = await openTestEngine()
  site = await bench.serve({ pages: 1, images: 2 })
})
afterEach(async () => {
  for (const trash of opened.splice(0)) await trash.close()
  await bench.close()
})

async function download() {
  const id = bench.add(site.page('1'))
  await bench.until(id, 'done')
  return id
}

/** The trash of the bench's engine; a folder beside the downloads takes what goes. */
function openTrash(
  waitMs: number,
  takes = true,
  engine: GalleryTrashPorts['engine'] = bench.engine,
): GalleryTrash {
  const trash = createGalleryTrash(
    {
      engine,
      keep: () => [bench.target],
      onKept: (_, reason) => kept.push(reason),
      log: () => {},
      async trash(path) {
        if (!takes) return false
        mkdirSync(join(bench.data, 'trash'), { recursive: true })
        renameSync(path, join(bench.data, 'trash', basename(path)))
        return true
      },
    },
    waitMs,
  )
  opened.push(trash)
  return trash
}

const library = async () =>
  (
    await bench.engine.commands.listLibrary({
      text: '',
      sort: 'added',
      offset: 0,
      limit: 100,
      descending: true,
    })
  ).rows
const only = async () => (await library())[0]?.id as GalleryId
const folder = () => join(bench.target, 'Gallery 1 [1]')
const inTrash = () => existsSync(join(bench.data, 'trash', 'Gallery 1 [1]', '001 1-1.png'))
const long = 60_000

describe('the library', () => {
  it('has one card for a folder that two downloads share, with every file once', async () => {
    const tasks = [await download(), await download()]
    const cards = await library()
    expect(cards).toMatchObject([{ title: 'Gallery 1', saved: 2, skipped: 0, found: 2, taskId: tasks[1] }])
    expect(await bench.engine.commands.tasksOfGallery(await only())).toEqual(tasks)
    const { images } = await bench.engine.commands.showGallery({ id: await only(), after: 0 })
    expect(images.map(({ file }) => file)).toEqual(['001 1-1.png', '002 1-2.png'])
  })
})

describe('a deleted gallery', () => {
  it('leaves the library with all its records, and its folder goes later', async () => {
    await download()
    await download()
    await openTrash(1).discard(await only())
    expect(await library()).toEqual([])
    await vi.waitFor(() => expect(inTrash()).toBe(true))
    expect(existsSync(folder())).toBe(false)
    expect(await library()).toEqual([])
  })

  it('is taken back with all its records until then, and not afterwards', async () => {
    await download()
    await download()
    const id = await only()
    const trash = openTrash(long)
    await trash.discard(id)
    trash.takeBack(id)
    expect(await library()).toHaveLength(1)
    expect(await bench.engine.commands.tasksOfGallery(id)).toHaveLength(2)
    await trash.discard(id)
    await trash.close()
    expect(inTrash()).toBe(true)
    expect(() => trash.takeBack(id)).toThrow('in the trash already')
  })

  it('is in the library again when its folder cannot go, and the reason is reported', async () => {
    await download()
    const trash = openTrash(long, false)
    await trash.discard(await only())
    await trash.close()
    expect(kept).toEqual([`the system did not move ${folder()} to its trash`])
    expect(await library()).toHaveLength(1)
    expect(existsSync(folder())).toBe(true)
  })

  it('is in the library again after a kill before its folder went', async () => {
    await download()
    const id = await only()
    await openTrash(long).discard(id)
    expect(await library()).toEqual([])
    // The first trash is not closed before this: a kill does not either.
    openTrash(long)
    await vi.waitFor(async () => expect(await library()).toHaveLength(1))
    opened.length = 0
  })

  it('stays when a download saved into its folder meanwhile', async () => {
    await download()
    const trash = openTrash(long)
    await trash.discard(await only())
    await download()
    await trash.close()
    expect(kept).toEqual([`a download saves into ${folder()} again`])
    expect(existsSync(join(folder(), '001 1-1.png'))).toBe(true)
  })

  it('stays when a download begins to save into its folder while it waits to go', async () => {
    await download()
    const trash = openTrash(long)
    await trash.discard(await only())
    const release = site.hold('/i/1-1.png')
    const id = bench.add(site.page('1'), { options: { skip: false } })
    await bench.untilCounts(id, ({ found }) => found === 2)
    bench.engine.forgetGallery(
      (
        await bench.engine.commands.listGalleries({
          taskId: id,
          sort: 'position',
          offset: 0,
          limit: 1,
          descending: false,
        })
      ).rows[0]?.id as GalleryId,
    )
    await trash.close()
    expect(kept).toEqual([expect.stringContaining('a download saves into')])
    expect(existsSync(join(folder(), '001 1-1.png'))).toBe(true)
    release()
    await bench.until(id, 'done')
  })

  it('is not deleted while a download that has saved nothing yet works in its folder', async () => {
    site = await bench.serve({ pages: 1, images: 2, imageBytes: 300_000 })
    await download()
    const card = await only()
    const release = [1, 2].map((image) => site.hold(`/i/1-${image}.png`))
    const id = bench.add(site.page('1'), { options: { skip: false } })
    await bench.untilReceived(id, 100_000)
    expect(bench.engine.task(id)?.progress.counts).toMatchObject({ saved: 0, skipped: 0 })
    await expect(openTrash(1).discard(card)).rejects.toThrow('pause or cancel')
    for (const letGo of release) letGo()
    await bench.until(id, 'done')
  })

  it('is in the library again when the program is killed a second time before it was put back', async () => {
    await download()
    const id = await only()
    await openTrash(long).discard(id)
    // A start that is killed when it is about to put it back.
    const { engine } = bench
    const restoreGallery = vi.fn<() => void>().mockImplementation(() => {
      throw new Error('killed')
    })
    openTrash(long, true, { ...engine, remembered: engine.remembered, restoreGallery })
    await vi.waitFor(() => expect(restoreGallery).toHaveBeenCalled())
    expect(await library()).toEqual([])
    openTrash(long)
    await vi.waitFor(async () => expect(await library()).toHaveLength(1))
    await vi.waitFor(() => expect(engine.remembered.get(pendingGalleries)).toEqual([]))
    opened.length = 0
  })

  it.each(['{', '[0]', '{"a":1}'])('a note that cannot be read, %s, keeps no window from opening', (note) => {
    bench.engine.remembered.set(rememberedText('galleries-to-trash'), note)
    expect(() => openTrash(long)).not.toThrow()
  })

  it('is not deleted while a download writes into its folder', async () => {
    const release = site.hold('/i/1-2.png')
    const id = bench.add(site.page('1'))
    await bench.untilCounts(id, ({ saved }) => saved === 1)
    await expect(openTrash(1).discard(await only())).rejects.toThrow('pause or cancel')
    release()
    await bench.until(id, 'done')
  })
})
