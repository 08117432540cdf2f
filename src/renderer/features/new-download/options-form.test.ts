import { describe, expect, it } from 'vitest'
import { changedCount, noOptions, optionsAreGood, optionsOf } from './options-form'

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

  it('of pages are sent where they differ from the defaults of the engine', () => {
    const pages = {
      follow: false,
      oneFolder: true,
      version: 'shown',
      formats: ' .PNG, webp png',
      videos: false,
      mostImages: 50,
    } as const
    expect(optionsOf({ ...noOptions, pages })).toEqual({ ...pages, formats: ['png', 'webp'] })
    expect(changedCount({ ...noOptions, pages })).toBe(6)
  })

  it('are not sent with a format that is none', () => {
    const named = (formats: string) => ({ ...noOptions, pages: { ...noOptions.pages, formats } })
    expect(optionsAreGood(named('png; image/webp'))).toBe(false)
    expect(optionsAreGood(named('a b c d e f g h i j k'))).toBe(false)
    expect(optionsAreGood(named('png、webp'))).toBe(true)
  })

  it('are not sent with a template that is none', () => {
    expect(optionsAreGood({ ...noOptions, folderTemplate: '{title' })).toBe(false)
    expect(optionsAreGood({ ...noOptions, fileTemplate: 'x'.repeat(301) })).toBe(false)
    expect(optionsAreGood({ ...noOptions, folderTemplate: '{title}' })).toBe(true)
  })
})
