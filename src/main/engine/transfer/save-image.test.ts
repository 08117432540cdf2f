import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError, localFailure } from '@shared/failure'
import { Settings } from '@shared/settings'
import { expect, it } from 'vitest'
import { startFaultyServer } from '../../../../test/faulty-server'
import { createTransfer } from './transfer'

it('gives up a reply whose file cannot be begun, because the old one cannot be forgotten', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'galleon-save-')))
  const settings = Settings.parse({})
  const transfer = createTransfer({
    settings: () => settings,
    now: Date.now,
    random: () => 0,
    userAgent: '',
    log: () => {},
  })
  try {
    await using server = await startFaultyServer(async (e) => {
      await e.head(200, { 'Content-Type': 'image/png', 'Content-Length': 100_000, ETag: '"new"' })
      await e.closed
    })
    const lane = transfer.lane({
      allowPrivate: new Set([server.host]),
      home: server.origin,
      onWait: () => {},
    })
    const full = new FailureError(localFailure('disk-full', 'no room for the records', { of: 'records' }))
    const address = `${server.origin}/a`
    const saving = lane.saveImage(
      {
        address,
        folder,
        name: 'a.png',
        part: { address, total: 100_000, etag: '"old"', lastModified: null, suggestedName: null },
        onPart: () => Promise.reject(full),
        onBytes: () => {},
      },
      new AbortController().signal,
    )
    await expect(saving).rejects.toBe(full)
    await server.quiet()
    expect(lane.connections).toBe(0)
  } finally {
    await transfer.close()
    await rm(folder, { recursive: true })
  }
})
