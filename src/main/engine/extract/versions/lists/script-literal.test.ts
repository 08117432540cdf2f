import { describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../../test/exhaustive'
import { type Literal, literalsIn } from './script-literal'

const plain = (value: Literal): unknown => {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, one]) => [name, plain(one)]))
  return Array.isArray(value) ? value.map(plain) : value
}
const read = (script: string) => literalsIn(script).map(plain)

describe('literalsIn', () => {
  it.each([
    ['{"a": [1, true, null], "b": "x\\u0041\\/"}', [{ a: [1, true, null], b: 'xA/' }]],
    ["var p = ['a', 'b',]; var q = {x: 1, 'y': `z`,}", [['a', 'b'], { x: 1, y: 'z' }]],
    ['f(function () { g([1, 2]) }, {a: -1.5e2})', [[1, 2], { a: -150 }]],
    ['/* [ */ x = [ // one\n 1 /* two */, 2]', [[1, 2]]],
    ['x = [1, f(), [3, 4]]', [[3, 4]]],
    ['x = {a: undefined, 0: "n"}', [{ a: undefined, 0: 'n' }]],
    ['x = [`a${b}`]; y = [1]', [[1]]],
    [
      'var p = new Array("a", "b"), q = Array( [1], new Array (2) )',
      [
        ['a', 'b'],
        [[1], [2]],
      ],
    ],
    ['if (Array.isArray(x)) y = new Array(n)', []],
    ['if (a) { b() }', []],
    ['["unfinished', []],
    ['', []],
  ])('reads %s', (script, expected) => {
    expect(read(script)).toEqual(expected)
  })

  it.runIf(isExhaustive)(
    'takes linear time for brackets that never end, and for strings without an end',
    () => {
      expect(read('['.repeat(500_000))).toEqual([])
      expect(read('[{"a":'.repeat(200_000))).toEqual([])
      expect(read('["a '.repeat(100_000))).toEqual([])
      expect(read(`[${'/*'.repeat(200_000)}`)).toEqual([])
      expect(read('new Array('.repeat(100_000))).toEqual([])
    },
  )

  it('keeps names of prototypes as names', () => {
    const [value] = literalsIn('{"__proto__": {"x": 1}}')
    expect(value instanceof Map && value.has('__proto__')).toBe(true)
  })
})
