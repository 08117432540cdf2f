import { NetworkSettings, Settings } from '@shared/model/settings'
import { describe, expect, it } from 'vitest'
import { boundsOf, boundsProblem } from './number-setting'

describe('limits of a number', () => {
  it('are those that the engine parses with', () => {
    expect(boundsOf(Settings.shape.tasksAtOnce.unwrap())).toEqual({ least: 1, most: 10 })
  })

  it('omit the end of exact numbers, which no schema sets', () => {
    expect(boundsOf(NetworkSettings.shape.idleTimeoutMs.unwrap())).toEqual({ least: 100, most: undefined })
  })

  it('include both ends and refuse what lies beyond', () => {
    const bounds = { least: 1, most: 10 }
    expect([1, 10].map((value) => boundsProblem(value, bounds))).toEqual([null, null])
    expect([0, 11].map((value) => boundsProblem(value, bounds))).toEqual(['outside', 'outside'])
  })

  it('refuse what is no number', () => {
    const bounds = { least: undefined, most: undefined }
    expect([null, Number.NaN, Infinity].map((value) => boundsProblem(value, bounds))).toEqual([
      'no-number',
      'no-number',
      'no-number',
    ])
    expect(boundsProblem(-5, bounds)).toBeNull()
  })
})
