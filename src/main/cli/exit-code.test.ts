import { failureKinds } from '@shared/model/failure'
import { describe, expect, it } from 'vitest'
import { exitBitsOf } from './exit-code'

describe('failures', () => {
  it('each have a bit of the exit code', () => {
    for (const kind of failureKinds) {
      expect(exitBitsOf(kind) & ~(4 | 16 | 32 | 128)).toBe(0)
      expect(exitBitsOf(kind)).toBeGreaterThan(0)
    }
  })
})
