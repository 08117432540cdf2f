import { TaskOptions } from '@shared/model/download-request'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { parseBytes, parseRate, parseSeconds } from './option-values'
import { readingOptions, withReadingOptions } from './request-options'

describe('options', () => {
  it.each([
    ['500k', 512_000],
    ['1.5M', 1_572_864],
    ['2G', 2_147_483_648],
    ['300KiB', 307_200],
    ['20kb', 20_480],
    ['123', 123],
  ])('the size %s is %i bytes', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes)
  })

  it.each(['', 'k', '-1', '1e3', '1.k5', 'fast', '9999999999G'])('%j is no size', (text) => {
    expect(() => parseBytes(text)).toThrow(/500k/)
  })

  it('a rate may end in /s and is never next to nothing', () => {
    expect(parseRate('500k/s')).toBe(512_000)
    expect(() => parseRate('10')).toThrow(/at least/)
  })

  it('seconds become milliseconds', () => {
    expect(parseSeconds('1.5')).toBe(1500)
    expect(() => parseSeconds('soon')).toThrow(/seconds/)
    expect(() => parseSeconds('601')).toThrow(/seconds/)
  })
})

describe('what pages are read as', () => {
  it.each<[string, readonly string[], object]>([
    ['nothing is given: as pages are judged', [], {}],
    ['what is so without the option', ['--follow', '--largest', '--videos'], {}],
    ['nothing is followed', ['--no-follow'], { follow: false }],
    ['the last of two counts', ['--no-follow', '--follow'], {}],
    ['a kind in any case', ['--read-as', 'Index'], { readAs: 'index' }],
    ['one folder', ['--one-folder'], { oneFolder: true }],
    ['what the page shows, without videos', ['--shown', '--no-videos'], { version: 'shown', videos: false }],
    ['formats in any spelling', ['--format', 'PNG, .jpg,png'], { formats: ['png', 'jpg'] }],
    ['a limit', ['--limit', '12'], { mostImages: 12 }],
  ])('%s', (_, args, options) => {
    const command = withReadingOptions(new Command()).parse([...args], { from: 'user' })
    const read = readingOptions(command.opts())
    expect(read).toEqual(options)
    expect(TaskOptions.parse(read)).toEqual(options)
  })
})
