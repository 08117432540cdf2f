import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPageNumbers } from './find-numbers'

describe('findPageNumbers', () => {
  it.each([
    ['https://h8.org:8080/5510.html', '5510', 20],
    ['h.org/g/55', '55', 8],
    ['https://h.org/12/34/56.html', '56', 20],
    ['https://h.org/2024/05/12/5510.html', '5510', 25],
    ['https://h.org/2024-05-12-3.html', '3', 25],
    ['https://h.org/2023/7.html', '7', 19],
    ['https://h.org/201203/77.html', '77', 21],
    ['https://h.org/show.php?id=77&w=800', '77', 26],
    ['https://h.org/forum5/show.php?tid=5&page=2#p9', '2', 41],
    ['https://h.org/99/?p=3', '3', 20],
    ['https://h.org/99/?sort=3', '99', 14],
    ['https://h.org/page/3/title-1', '3', 19],
    ['https://h.org/title-page-3-part2', '3', 25],
    ['https://h.org/page/5510_2.html', '2', 24],
    ['https://h.org/list_23_5.html', '5', 22],
    ['https://h.org/7-1080p.html', '7', 14],
    ['https://h.org/v2/8/800x600/', '8', 17],
    ['https://h.org/a/7.mp4', '7', 16],
    ['https://h.org/12345-top-10-cars.html', '12345', 14],
    ['https://h.org/第3页_9', '3', 15],
    ['https://h.org/%E7%AC%AC3%E9%A1%B5_9', '3', 23],
    ['https://h.org/x%2012/4%20', '4', 21],
    ['https://h.org/0a1b2c3d4e5f6a7b/3', '3', 31],
    ['https://h.org/photogallery5510', '5510', 26],
    ['https://h.org/[1-5]/7.html', '7', 20],
    ['https://h.org/a*/7?page=3', '*', 15],
    ['https://h.org/a(*)/7', '(*)', 15],
  ])('in %s %s counts pages', (address, text, start) => {
    const { numbers, best } = findPageNumbers(address)
    expect(numbers[best]).toMatchObject({ text, start, end: start + text.length })
  })

  it.each([
    'https://h8.org:8080/',
    'https://[::1]:80/a',
    'https://u5:p5@h.org/',
    'https://h.org/2024/05/12.html',
    'https://h.org/20240512.html',
    'https://h.org/a?w=800&h=600',
    'https://h.org/a.mp4',
    'https://h.org/%41%42#12',
    'https://h.org/[1-50].html',
    'https://h.org/\\*',
    'https://h.org/123456789012345678901',
  ])('in %s no number does', (address) => {
    expect(findPageNumbers(address).best).toBe(-1)
  })

  it('gives every number that a user may choose instead, in order', () => {
    const { numbers } = findPageNumbers('https://h8.org/2024/05/g%2012-7.mp4?page=3#4')
    expect(numbers.map(({ text }) => text)).toEqual(['2024', '05', '12', '7', '3'])
  })

  it('points at what it found, in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('htps:/.?&=page1209-[]{}*%\\@ ')) }),
        (text) => {
          const { numbers, best } = findPageNumbers(text)
          expect(best).toBeLessThan(numbers.length)
          for (const number of numbers) expect(text.slice(number.start, number.end)).toBe(number.text)
        },
      ),
    )
  })
})
