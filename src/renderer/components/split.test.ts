import { describe, expect, it } from 'vitest'
import { firstHeight } from './split'

describe('the height of the lower part before the user chose one', () => {
  it('is what a short list leaves', () => {
    expect(firstHeight(800, 260)).toBe(540)
  })

  it('never leaves the list less than its share', () => {
    expect(firstHeight(1000, 30)).toBe(700)
  })

  it('shows some rows however long the list is', () => {
    expect(firstHeight(800, 20_000)).toBe(300)
  })
})
