import type { UpdateState } from '@shared/model/update'
import { beforeEach, expect, it } from 'vitest'
import { sampleSnapshot } from '../testing/fake-engine'
import { applyUpdateBatch, beginUpdate, useUpdate } from './update'

const available: UpdateState = { kind: 'available', version: '2.0.0' }
const downloading: UpdateState = { kind: 'downloading', version: '2.0.0', share: 0.5 }

/** Applies one batch with these states; what is announced of it. */
const apply = (...states: readonly UpdateState[]) =>
  applyUpdateBatch({ revision: 2, deltas: states.map((state) => ({ kind: 'update', state })) })

beforeEach(() => beginUpdate(sampleSnapshot))

it('the state of a snapshot is followed by the newest one of each batch', () => {
  expect(useUpdate.getState().state).toEqual({ kind: 'idle' })
  expect(apply()).toBeNull()
  apply(available, downloading)
  expect(useUpdate.getState().state).toEqual(downloading)
  beginUpdate({ ...sampleSnapshot, update: null })
  expect(useUpdate.getState().state).toEqual({ kind: 'off' })
})

it('a version is announced when a check has found it, not when its download was cancelled', () => {
  expect(apply({ kind: 'checking' })).toBeNull()
  expect(apply(available)).toBe('2.0.0')
  expect(apply(downloading)).toBeNull()
  expect(apply(available)).toBeNull()
})
