import { expect, it } from 'vitest'
import { parseJson } from './parse-json'

it.each([
  ['{"a": 1}', { a: 1 }],
  ['\uFEFF{"a": 1}\n', { a: 1 }],
])('parses %j', (text, value) => {
  expect(parseJson(text)).toEqual(value)
})

it.each([
  ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['a word that is no value', '{\n  "a": true,\n  "b": secret word\n}', 3, 8],
  ['a comma too many', '{"a": 1,}', 1, 9],
  ['a word alone', 'secret', 1, 1],
  ['a line break inside a text', '{\r\n"a": "secret\r\n"}', 2, 13],
  ['an end that is missing', '{\n"a": "secret",\n', 3, 1],
  ['nothing', '', 1, 1],
  ['something after the end', '{} secret', 1, 4],
  ['a comment', '{\n  // secret\n  "a": 1 }', 2, 3],
  ['an error behind a byte order mark', '\uFEFF{"a" 1}', 1, 6],
  ['a wrong word behind much text', `{"a": "${'x'.repeat(100_000)}",\n "b": nul }`, 2, 10],
])('names line and column of %s, and quotes nothing', (_, text, line, column) => {
  const parse = () => parseJson(text)
  expect(parse).toThrow(SyntaxError)
  expect(parse).toThrow(new RegExp(`^line ${line}, column ${column}: (?!.*secret)`))
})
