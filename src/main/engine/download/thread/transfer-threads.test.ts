import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canMount, mountSmallDisk } from '../../../../../test/small-disk'
import { startOwnWorker } from '../../../../../test/test-machine'
import { transferWorkerFile } from '../../../../../test/test-network'
import { createTransferThreads, type TransferThreads } from './transfer-threads'

let folder: string
let files: TransferThreads
const logged: string[] = []

const start = (workerFile = transferWorkerFile) =>
  createTransferThreads({
    startWorker: startOwnWorker,
    workerFile,
    log: (_level, message) => logged.push(message),
  })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-small-'))
  logged.length = 0
  files = start()
})
afterEach(async () => {
  await files.close()
  rmSync(folder, { recursive: true })
})

const dev = 1
const text = (words: string) => new Uint8Array(Buffer.from(words))
const at = (name: string) => join(folder, name)

describe('files that are saved', () => {
  it('hold their bytes, hundreds at a time, small and large', async () => {
    const large = new Uint8Array(400_000).fill(7)
    const contents = Array.from({ length: 300 }, (_, n) =>
      n % 50 === 0 ? large.slice() : text(`content ${n}`),
    )
    const copies = contents.map((bytes) => Buffer.from(bytes))
    const ended = await Promise.all(
      contents.map((bytes, n) => files.save(dev, at(`${n}.part`), [bytes.subarray(0, 5), bytes.subarray(5)])),
    )
    expect(ended.every(({ error, made }) => error === null && made)).toBe(true)
    for (const [n, copy] of copies.entries()) expect(readFileSync(at(`${n}.part`)).equals(copy)).toBe(true)
  })

  it('do not take along what else lies in the buffer of their bytes', async () => {
    const shared = Buffer.from('0123456789'.repeat(10_000))
    await Promise.all([
      files.save(dev, at('a'), [shared.subarray(0, 40_000)]),
      files.save(dev, at('b'), [shared.subarray(40_000, 50_000)]),
    ])
    expect([statSync(at('a')).size, statSync(at('b')).size]).toEqual([40_000, 10_000])
    expect(shared.subarray(50_000).length, 'the rest is still ours').toBe(50_000)
  })

  it('continue beside one that cannot be made, whose bytes come back', async () => {
    const [bad, good] = await Promise.all([
      files.save(dev, at('nowhere/a'), [text('bytes')]),
      files.save(dev, at('good'), [text('good')]),
    ])
    expect(bad).toMatchObject({ made: false, error: { code: 'ENOENT' } })
    expect(Buffer.concat(bad.chunks ?? []).toString()).toBe('bytes')
    expect(good).toEqual({ made: true, error: null })
  })

  it.runIf(canMount)('that do not fit come back, and may lie there in part', async () => {
    using disk = mountSmallDisk(1)
    const bytes = new Uint8Array(3_000_000).fill(1)
    const ended = await files.save(dev, join(disk.folder, 'a'), [bytes])
    expect(ended).toMatchObject({ made: true, error: { code: 'ENOSPC' } })
    expect(ended.chunks?.reduce((sum, { length }) => sum + length, 0)).toBe(3_000_000)
  })
})

describe('names', () => {
  it('are given once, and the temporary ones are gone', async () => {
    await Promise.all([
      files.save(dev, at('1.part'), [text('one')]),
      files.save(dev, at('2.part'), [text('two')]),
    ])
    const ended = await Promise.all([
      files.name(dev, at('1.part'), at('a.png')),
      files.name(dev, at('2.part'), at('a.png')),
    ])
    expect(ended.map(({ error }) => error)).toEqual([null, expect.objectContaining({ code: 'EEXIST' })])
    expect(ended[1]?.made).toBe(false)
    expect(readFileSync(at('a.png'), 'utf8')).toBe('one')
    expect(readdirSync(folder).sort()).toEqual(['2.part', 'a.png'])
  })

  it('are not given to what is not there', async () => {
    expect(await files.name(dev, at('1.part'), at('a.png'))).toMatchObject({
      made: false,
      error: { code: 'ENOENT' },
    })
    expect(existsSync(at('a.png'))).toBe(false)
  })
})

describe('a thread', () => {
  it('that crashes fails what it was given, is logged, and the next file gets a new one', async () => {
    const mortal = at('mortal.mjs')
    writeFileSync(
      mortal,
      `import { parentPort } from 'node:worker_threads'
      parentPort.once('message', () => { throw new Error('out of order') })`,
    )
    const broken = start(mortal)
    const [saved, named] = await Promise.all([
      broken.save(dev, at('a.part'), [text('a')]),
      broken.name(dev, at('b.part'), at('b')),
    ])
    expect(saved).toMatchObject({
      made: true,
      error: { code: 'EIO', message: expect.stringMatching(/out of order/) },
    })
    // A name that may not have been given must not cost the file its temporary one.
    expect(named).toMatchObject({ made: false, error: { code: 'EIO' } })
    expect(logged).toEqual(['the thread that writes files ended'])
    expect(await broken.save(dev, at('a.part'), [text('a')])).toMatchObject({ error: { code: 'EIO' } })
    expect(logged).toHaveLength(2)
    await broken.close()
  })

  it('that hangs on one disk holds up no other', async () => {
    const stuck = at('stuck.mjs')
    writeFileSync(
      stuck,
      `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', (jobs) => {
        if (jobs.some(({ path }) => path?.endsWith('hangs'))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000)
        parentPort.postMessage(jobs.map(({ id }) => ({ kind: 'disk', id, error: null, made: true })))
      })`,
    )
    const two = start(stuck)
    const order: string[] = []
    await Promise.all([
      two.save(1, at('hangs'), []).then(() => order.push('hangs')),
      two.save(2, at('other'), []).then(() => order.push('other')),
    ])
    expect(order).toEqual(['other', 'hangs'])
    await two.close()
  })

  it('has done all that it was given when it is closed', async () => {
    const saving = Array.from({ length: 50 }, (_, n) => files.save(dev, at(`${n}`), [text('x')]))
    await files.close()
    expect(readdirSync(folder)).toHaveLength(50)
    await Promise.all(saving)
  })
})
