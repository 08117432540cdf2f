import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePicture } from './make-picture'
import { createPictureBook } from './picture-book'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-book-'))
})

afterAll(() => rm(folder, { recursive: true }))

it('lets others have their turn while it paints in this thread', async () => {
  const book = createPictureBook(null)
  const asked = book.picture('5514-1')
  let isDone = false
  void asked.then(() => {
    isDone = true
  })
  let turns = 0
  while (!isDone) {
    await turn()
    turns++
  }
  expect(turns).toBeGreaterThan(5)
  await book.close()
})

it('makes the same bytes in a thread of its own', async () => {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: resolve('src/main/demo/picture-worker.ts'),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        output: { format: 'es', entryFileNames: 'picture-worker.mjs', codeSplitting: false },
      },
    },
  })
  const book = createPictureBook(join(folder, 'picture-worker.mjs'))
  const made = await book.picture('logo')
  const here = makePicture('logo')
  expect(here).not.toBeNull()
  expect(Buffer.from(made?.body ?? [])).toEqual(Buffer.from(here?.body ?? []))
  expect(await book.picture('5510-99')).toBeNull()
  await book.close()
})

it('goes on in this thread when the other one dies', async () => {
  const broken = join(folder, 'broken.mjs')
  await writeFile(broken, "throw new Error('no worker here')")
  const book = createPictureBook(broken)
  const made = await Promise.all(['logo', 'icon'].map((name) => book.picture(name)))
  expect(made.map((picture) => picture?.type)).toEqual(['image/png', 'image/png'])
  await book.close()
})

it('answers nothing more once it is closed, not even to those who wait', async () => {
  const book = createPictureBook(null)
  const waiting = book.picture('5510-1')
  await book.close()
  expect(await waiting).toBeNull()
  expect(await book.picture('logo')).toBeNull()
})
