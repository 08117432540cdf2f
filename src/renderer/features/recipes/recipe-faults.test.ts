import { describe, expect, it } from 'vitest'
import { recipeFaults } from './recipe-faults'

const file = 'C:\\recipes\\mine.json'

describe('what is wrong with a recipe', () => {
  it('is told field by field, without the file', () => {
    expect(
      recipeFaults(`${file}: images.selector: expected string; match[0]: not a match pattern`, file),
    ).toEqual([
      { field: 'images.selector', reason: 'expected string' },
      { field: 'match[0]', reason: 'not a match pattern' },
    ])
  })

  it('keeps a reason with a semicolon in one piece', () => {
    expect(recipeFaults('rewrite[0].pattern: bad escape; see position 3', null)).toEqual([
      { field: 'rewrite[0].pattern', reason: 'bad escape; see position 3' },
    ])
  })

  it('has no field when the file is no JSON', () => {
    expect(recipeFaults(`${file}: Expected ',' or '}' in JSON at position 12`, file)).toEqual([
      { field: null, reason: "Expected ',' or '}' in JSON at position 12" },
    ])
  })
})
