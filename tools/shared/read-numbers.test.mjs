import { expect, it } from 'vitest'
import { readNumbers } from './read-numbers.mjs'

const defaults = { files: 200, minutes: 1 }

it('what is not given keeps its default', () => {
  expect(readNumbers(['--files', '3'], defaults)).toEqual({ files: 3, minutes: 1 })
})

it('only a number that may have a fraction has one', () => {
  /** @type {{ fractions: readonly ('minutes')[] }} */
  const options = { fractions: ['minutes'] }
  expect(readNumbers(['--minutes', '0.5'], defaults, options)).toEqual({ files: 200, minutes: 0.5 })
  expect(() => readNumbers(['--files', '0.5'], defaults, options)).toThrow('--files is no number.')
})

it.each(['many', '-1', '1e400'])('%s is refused by name', (text) => {
  expect(() => readNumbers([`--files=${text}`], defaults)).toThrow('--files is no number.')
})

it('an unknown option is answered with the known ones', () => {
  expect(() => readNumbers(['--fles', '3'], defaults)).toThrow(
    /--fles.*\n.*the options are --files NUMBER, --minutes NUMBER/,
  )
})
