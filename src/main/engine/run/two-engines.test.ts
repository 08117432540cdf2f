import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type GallerySite, startGallerySite } from '../../../../test/site/gallery-site'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

// Two programs with data folders of their own that save into one folder: neither knows of the other.

const images = 4
const imageBytes = 900_000

let one: TestEngine
let other: TestEngine
let site: GallerySite

beforeEach(async () => {
  one = await openTestEngine()
  other = await openTestEngine()
  site = await startGallerySite({ pages: 1, images, imageBytes })
})

afterEach(async () => {
  await one.close()
  await other.close()
  await site.close()
})

const address = () => `${site.origin}/g/1.html`

function expectWhole(files: readonly string[]): void {
  const wanted = new Set(
    Array.from({ length: images }, (_, at) => digest(makePng(`/i/1-${at + 1}.png`, imageBytes))),
  )
  for (const file of files) expect(wanted).toContain(digest(readFileSync(join(one.target, file))))
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pictures = () => one.files().filter((file) => file.endsWith('.png'))

it('neither takes the partial files of the other, and every file is whole', async () => {
  // A gallery that was saved once: both find its record and take its folder.
  await one.until(one.add(address()), 'done')
  for (const file of pictures()) rmSync(join(one.target, file))

  const releases = Array.from({ length: images }, (_, at) => site.hold(`/i/1-${at + 1}.png`))
  const first = one.add(address())
  await one.untilReceived(first, imageBytes / 3)
  const second = other.add(address(), { folder: one.target })
  await other.untilReceived(second, imageBytes / 3)
  const parts = () => one.files().filter((file) => file.startsWith('Gallery 1 [1]/001 1-1.png.'))
  // A partial file is made when its record is on the disk.
  await expect.poll(parts).toHaveLength(2)
  for (const release of releases) release()
  await Promise.all([one.until(first, 'done'), other.until(second, 'done')])

  // The second engine finds the same content under the name and takes it, except where its own earlier record claims
  // the name.
  const tallies = [one.engine.task(first), other.engine.task(second)].map((task) => task?.progress.counts)
  for (const counts of tallies) expect((counts?.saved ?? 0) + (counts?.skipped ?? 0)).toBe(images)
  expect(pictures()).toHaveLength(tallies.reduce((sum, counts) => sum + (counts?.saved ?? 0), 0))
  expectWhole(pictures())
  expect(one.files().filter((file) => file.endsWith('.part'))).toEqual([])
  expect(readRecord(one.target, 'Gallery 1 [1]')['files']).toHaveLength(images)
})

it('a paused part is continued with its own bytes, though the other saved the same name meanwhile', async () => {
  await other.until(other.add(address(), { folder: one.target }), 'done')
  for (const file of pictures()) rmSync(join(one.target, file))
  const releases = Array.from({ length: images }, (_, at) => site.hold(`/i/1-${at + 1}.png`))
  const first = one.add(address())
  await one.untilReceived(first, imageBytes / 3)
  await one.engine.commands.pauseTasks([first])
  for (const release of releases) release()
  await other.until(other.add(address(), { folder: one.target }), 'done')
  await one.engine.commands.resumeTasks([first])
  await one.until(first, 'done')
  expect(pictures()).toHaveLength(images)
  expectWhole(pictures())
})

it('two that begin the same gallery at the same instant end with whole files and a whole record', async () => {
  const [first, second] = [one.add(address()), other.add(address(), { folder: one.target })]
  await Promise.all([one.until(first, 'done'), other.until(second, 'done')])
  // In one folder the second finds what the first has saved; in two each has its own.
  const tallies = [one.engine.task(first), other.engine.task(second)].map((task) => task?.progress.counts)
  for (const counts of tallies) expect((counts?.saved ?? 0) + (counts?.skipped ?? 0)).toBe(images)
  expect(pictures()).toHaveLength(tallies.reduce((sum, counts) => sum + (counts?.saved ?? 0), 0))
  expectWhole(pictures())
  for (const file of one.files().filter((name) => name.endsWith('gallery.json')))
    expect(readRecord(one.target, file.replace('/gallery.json', ''))['files']).toHaveLength(images)
})
