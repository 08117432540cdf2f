import type { Batch } from '@shared/contract/deltas'
import type { Answer } from '@shared/contract/messages'
import type { Snapshot } from '@shared/contract/snapshot'
import { FailureError, failure } from '@shared/model/failure'
import { describe, expect, it } from 'vitest'
import { deferred } from '../testing/deferred'
import { fakeEngine, sampleSnapshot } from '../testing/fake-engine'
import { follow, invoke } from './bridge'

function batch(revision: number): Batch {
  return { revision, deltas: [] }
}

describe('a command', () => {
  it('gives the value of a good answer', async () => {
    fakeEngine({ chooseFolder: () => ({ ok: true, value: '/there' }) })
    await expect(invoke('chooseFolder', '/here')).resolves.toBe('/there')
  })

  it('throws the failure of a bad one', async () => {
    const reason = failure('not-writable', '/there')
    fakeEngine({ startDemo: () => ({ ok: false, failure: reason }) })
    const thrown: unknown = await invoke('startDemo').catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(FailureError)
    expect(thrown).toMatchObject({ failure: reason })
  })
})

describe('following the engine', () => {
  it('listens before it asks, holds what comes meanwhile and drops what the snapshot contains', async () => {
    const { promise, resolve } = deferred<Answer<Snapshot>>()
    const engine = fakeEngine({ snapshot: () => promise })
    const seen: (number | string)[] = []
    const following = follow(
      () => seen.push('snapshot'),
      ({ revision }) => seen.push(revision),
    )
    for (const revision of [3, 4, 5, 6]) engine.send(batch(revision))
    expect(seen).toEqual([])
    resolve({ ok: true, value: { ...sampleSnapshot, revision: 4 } })
    const end = await following
    expect(seen).toEqual(['snapshot', 5, 6])
    engine.send(batch(7))
    engine.send(batch(7))
    engine.send(batch(2))
    expect(seen).toEqual(['snapshot', 5, 6, 7])
    end()
    engine.send(batch(8))
    expect(seen).toEqual(['snapshot', 5, 6, 7])
  })

  it('stops to listen when there is no snapshot', async () => {
    const engine = fakeEngine({ snapshot: () => ({ ok: false, failure: failure('held-elsewhere', '') }) })
    const seen: number[] = []
    await expect(
      follow(
        () => {},
        ({ revision }) => seen.push(revision),
      ),
    ).rejects.toBeInstanceOf(FailureError)
    engine.send(batch(9))
    expect(seen).toEqual([])
  })
})
