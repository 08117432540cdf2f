import { describe, expect, it } from 'vitest'
import { type Fact, factsThatFit, rowLayout } from './row-layout'

const facts: readonly Fact[] = [
  { key: 'host', text: 'tuku.example.cn' },
  { key: 'path', text: '/a/5510–5560', keep: 0 },
  { key: 'images', text: '40 of 88' },
  { key: 'galleries', text: '15 galleries', keep: 1 },
  { key: 'bytes', text: '5.8 of ~12 MB', keep: 2 },
  { key: 'speed', text: '609 KB/s', keep: 4 },
]
const keysAt = (room: number) => factsThatFit(facts, room).map(({ key }) => key)

describe('the second line of a row', () => {
  it('drops the path, then the galleries, then the bytes, and never what it needs', () => {
    expect(keysAt(600)).toEqual(['host', 'path', 'images', 'galleries', 'bytes', 'speed'])
    expect(keysAt(460)).toEqual(['host', 'images', 'galleries', 'bytes', 'speed'])
    expect(keysAt(360)).toEqual(['host', 'images', 'bytes', 'speed'])
    expect(keysAt(260)).toEqual(['host', 'images', 'speed'])
    expect(keysAt(10)).toEqual(['host', 'images'])
  })
})

describe('a row', () => {
  it.each([520, 544, 639, 640, 700, 899, 900, 1200, 2400])(
    'gives its words 260 px and more in a list of %d px, and more in a wider one of its kind',
    (width) => {
      for (const isFinished of [false, true]) {
        const { words, trailing } = rowLayout(width, isFinished)
        expect(words).toBeGreaterThanOrEqual(260)
        expect(words + trailing).toBeLessThan(width)
      }
    },
  )
})
