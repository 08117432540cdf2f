import { describe, expect, it } from 'vitest'
import { samePicture } from './same-picture'

const at = (path: string) => `https://cdn.test${path}`

describe('samePicture', () => {
  it.each([
    ['/i/1.png?expires=1700000000000&sig=abc', '/i/1.png?expires=1700000009000&sig=abd'],
    [
      '/a.jpg?X-Amz-Date=20240101T000000Z&X-Amz-Signature=aa',
      '/a.jpg?X-Amz-Date=20240102T000000Z&X-Amz-Signature=bb',
    ],
    ['/a.jpg?Expires=1&Signature=a&Key-Pair-Id=K', '/a.jpg?Expires=2&Signature=b&Key-Pair-Id=K'],
    ['/a.jpg?w=5&token=a', '/a.jpg?token=b&w=5'],
    ['/a.jpg?token=a', '/a.jpg'],
    ['/a.jpg?st=AbCdEfGhIjKlMnOpQrSt&e=1700000000', '/a.jpg?st=ZbCdEfGhIjKlMnOpQrSt&e=1700000099'],
    ['/a.jpg?ex=65a1b2c3&is=65a0&hm=aa', '/a.jpg?ex=65a1b2ff&is=65a1&hm=bb'],
    ['/s/0a1b2c3d4e5f6a7b8c9d,1700000000/a.jpg', '/s/1a1b2c3d4e5f6a7b8c9d,1700000100/a.jpg'],
    ['/a.jpg;jsessionid=0A?x=1', '/a.jpg?x=1'],
    ['/a.jpg', '/a.jpg'],
  ])('%s is %s', (a, b) => {
    expect(samePicture(at(a), at(b))).toBe(true)
  })

  it.each([
    ['/1.jpg?token=a', '/2.jpg?token=a'],
    ['/show?id=1&token=a', '/show?id=2&token=a'],
    ['/show?t=5', '/show?t=6'],
    ['/show?s=300', '/show?s=600'],
    ['/a.jpg?w=300', '/a.jpg?w=600'],
  ])('%s is not %s', (a, b) => {
    expect(samePicture(at(a), at(b))).toBe(false)
  })

  it('distinguishes hosts', () => {
    expect(samePicture('https://a.test/1.jpg', 'https://b.test/1.jpg')).toBe(false)
  })
})
