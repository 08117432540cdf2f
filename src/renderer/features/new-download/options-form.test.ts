import { describe, expect, it } from 'vitest'
import { changedCount, namesAreGood, noOptions, optionsOf } from './options-form'

describe('options', () => {
  it('that were not touched follow the settings', () => {
    expect(optionsOf(noOptions)).toEqual({})
    expect(changedCount(noOptions)).toBe(0)
  })

  it('are sent in the units of the engine', () => {
    const form = {
      ...noOptions,
      connections: 4,
      pause: 1.5,
      smallestKilobytes: 20,
      fileTemplate: ' {num}.{extension} ',
    }
    expect(optionsOf(form)).toEqual({
      connections: 4,
      intervalMs: 1500,
      smallestBytes: 20_000,
      fileTemplate: '{num}.{extension}',
    })
    expect(changedCount({ ...form, startLater: true })).toBe(5)
  })

  it('are not sent with a template that is none', () => {
    expect(namesAreGood({ ...noOptions, folderTemplate: '{title' })).toBe(false)
    expect(namesAreGood({ ...noOptions, fileTemplate: 'x'.repeat(301) })).toBe(false)
    expect(namesAreGood({ ...noOptions, folderTemplate: '{title}' })).toBe(true)
  })
})
