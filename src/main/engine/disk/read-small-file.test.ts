import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSmallFile, readSmallFileSync, type SmallFileLimits } from './read-small-file'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-small-'))
  path = join(folder, 'x.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const onWindows = process.platform === 'win32'
const limits = { mostBytes: 100_000, links: 'refuse' } as const
const following = { ...limits, links: 'follow' } as const

describe.each([
  ['readSmallFileSync', async (at: string, given: SmallFileLimits) => readSmallFileSync(at, given)],
  ['readSmallFile', readSmallFile],
])('%s', (_, read) => {
  it('reads a file whole up to its limit', async () => {
    const bytes = Buffer.alloc(limits.mostBytes, 'abc')
    writeFileSync(path, bytes)
    expect(await read(path, limits)).toEqual(bytes)
    writeFileSync(path, '')
    expect(await read(path, limits)).toHaveLength(0)
  })

  it('refuses a larger one, also one of gigabytes', async () => {
    writeFileSync(path, '')
    for (const size of [limits.mostBytes + 1, 2 * 1024 ** 3]) {
      truncateSync(path, size)
      await expect(read(path, limits)).rejects.toThrow('it is larger than 100000 bytes')
    }
  })

  it('says that there is nothing', async () => {
    await expect(read(path, limits)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('refuses a folder', async () => {
    mkdirSync(path)
    await expect(read(path, limits)).rejects.toThrow('it is a folder, not a file')
  })

  it.skipIf(onWindows)('refuses a named pipe that nothing is written to', async () => {
    execFileSync('mkfifo', [path])
    await expect(read(path, limits)).rejects.toThrow('it is a named pipe, not a file')
  })

  it.skipIf(onWindows)('follows a link or refuses it, as it is asked to', async () => {
    symlinkSync('kept.json', path)
    writeFileSync(join(folder, 'kept.json'), 'kept')
    expect((await read(path, following)).toString()).toBe('kept')
    await expect(read(path, limits)).rejects.toThrow('it is a symbolic link, not a file')
  })

  it.skipIf(onWindows)('refuses a device and a pipe behind a link', async () => {
    symlinkSync('/dev/zero', path)
    await expect(read(path, following)).rejects.toThrow('it is a device, not a file')
    execFileSync('mkfifo', [join(folder, 'pipe')])
    symlinkSync('pipe', join(folder, 'to-pipe'))
    await expect(read(join(folder, 'to-pipe'), following)).rejects.toThrow('it is a named pipe, not a file')
  })
})

it.runIf(process.platform === 'linux')('reads a file of the system whose size is reported as zero', () => {
  expect(readSmallFileSync('/proc/self/status', limits).length).toBeGreaterThan(0)
})
