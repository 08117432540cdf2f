import { failureKinds, obstacleFailure } from '@shared/model/failure'
import { pageObstacles } from '@shared/model/page-kind'
import { describe, expect, it } from 'vitest'
import { exitBits, exitBitsOf } from './exit-code'

describe('failures', () => {
  it('each have a bit of the exit code', () => {
    for (const kind of failureKinds) {
      expect(exitBitsOf({ kind }) & ~(4 | 16 | 32 | 128)).toBe(0)
      expect(exitBitsOf({ kind })).toBeGreaterThan(0)
    }
  })

  it('of pages that ask for a login or a check have that of logins, others that of failures', () => {
    for (const page of pageObstacles) {
      const bit = page === 'login' || page === 'challenge' ? exitBits.authorisation : exitBits.failed
      expect(exitBitsOf(obstacleFailure(page, ''))).toBe(bit)
    }
  })
})
