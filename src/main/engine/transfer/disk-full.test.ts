import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError } from '@shared/failure'
import { Settings } from '@shared/settings'
import { afterAll, expect, it } from 'vitest'
import { startFaultyServer } from '../../../../test/faulty-server'
import { makePng } from '../../../../test/png'
import type { PartRecord } from './save-image'
import { createTransfer } from './transfer'

/** A file system of 2 MiB; only root on Linux can make one. */
const folder = mkdtempSync(join(tmpdir(), 'galleon-full-'))
const mounted = mount()

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

afterAll(() => {
  if (mounted) execFileSync('umount', [folder])
  rmSync(folder, { recursive: true })
})

it.runIf(mounted)(
  'keeps the part when the disk is full and goes on from there when there is room',
  async () => {
    const picture = makePng(1_500_000)
    await using server = await startFaultyServer((e) => e.file(picture, { etag: '"v1"' }))
    const settings = Settings.parse({})
    const ports = {
      settings: () => settings,
      now: () => Date.now(),
      random: () => 0,
      userAgent: '',
      log: () => {},
    }
    const transfer = createTransfer(ports)
    const lane = transfer.lane({
      allowPrivate: new Set([server.host]),
      home: server.origin,
      onWait: () => {},
    })
    let part: PartRecord | null = null
    const { signal } = new AbortController()
    const save = () =>
      lane.saveImage(
        {
          address: `${server.origin}/`,
          folder,
          name: 'a.png',
          part,
          onPart: (record) => void (part = record),
          onBytes: () => {},
        },
        signal,
      )

    writeFileSync(join(folder, 'ballast'), Buffer.alloc(1_400_000))
    const failed: unknown = await save().catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(FailureError)
    expect(failed).toMatchObject({ failure: { kind: 'disk-full' } })
    expect(server.requests).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['a.png.part', 'ballast'])

    rmSync(join(folder, 'ballast'))
    await expect(save()).resolves.toMatchObject({ kind: 'saved', file: 'a.png' })
    expect(server.requests[1]?.headers['range']).toMatch(/^bytes=[1-9]\d+-$/)
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    expect(hash(readFileSync(join(folder, 'a.png')))).toBe(hash(picture))
    await transfer.close()
  },
)
