import { describe, expect, it } from 'vitest'
import {
  formatOf,
  isPictureAddress,
  isSpacerAddress,
  isStreamAddress,
  isVideoAddress,
  mayBePicture,
  rankOfFormat,
  videoOfGifv,
} from './picture-address'

const at = (path: string) => `https://site.test${path}`

describe('isPictureAddress', () => {
  it.each([
    '/a.jpg',
    '/a.JPEG?w=5',
    '/media/a.jpg:orig',
    '/a.jpg:large',
    '/a.jpg!full',
    '/a.png_large',
    '/a.jpg_640x640q90.jpg',
    '/a.gif;jsessionid=0A1B',
    '/a.webp@1200w',
    '/images/1/12/A.jpg/revision/latest?cb=2020',
    '/media/Xyz?format=jpg&name=orig',
    '/image/a?fm=pjpg&w=5',
  ])('takes %s for a picture', (path) => {
    expect(isPictureAddress(at(path))).toBe(true)
  })

  it.each([
    '/wiki/File:A.jpg',
    '/wiki/Datei%3AA.jpg',
    '/a.jpg.html',
    '/a.jpg_info.html',
    '/show.php?f=a.jpg',
    '/list.php?format=jpg',
    '/a.jpg/',
    '/photo.jpg-123',
    '/jpg',
    '/a',
  ])('does not take %s for a picture', (path) => {
    expect(isPictureAddress(at(path))).toBe(false)
  })

  it('takes linear time for a path that is all extensions', () => {
    expect(isPictureAddress(at(`/${'.jpg_'.repeat(13_000)}/x`))).toBe(false)
  })
})

describe('mayBePicture', () => {
  it.each([
    ['/attachment.php?id=7', true],
    ['/index.php?action=dlattach;topic=1.0;attach=5;image', true],
    ['/forum.php?mod=attachment&aid=MTI', true],
    ['/download/file.php?id=12&mode=view', true],
    ['/attachments/dsc_1-jpg.1234/', true],
    ['/image.php?id=4', true],
    ['/showthread.php?t=5', false],
    ['/album/5', false],
  ])('%s: %s', (path, expected) => {
    expect(mayBePicture(at(path))).toBe(expected)
  })
})

describe('isSpacerAddress', () => {
  it.each([
    ['/i/spacer.gif', true],
    ['/i/1x1.trans.gif', true],
    ['/i/lazy_placeholder.gif', true],
    ['/i/image-placeholder-300x200.png', true],
    ['/i/loading2.gif', true],
    ['/i/blank.0a1b2c3d.gif', true],
    ['/img/horizontal-line.png', true],
    ['/img/divider2.gif', true],
    ['/photos/horizontal-line.jpg', false],
    ['/photos/horizontal-lines-3.png', false],
    ['/photos/clear-sky.png', false],
    ['/photos/loading-dock.png', false],
    ['/photos/pixel-dragon.png', false],
    ['/photos/winter-dot.png', false],
    ['/photos/blank/1.jpg', false],
    ['/photos/spacer.jpg', false],
    ['/photos/pixel.jpeg', false],
    ['/i/placeholder.jpg', true],
    ['/photos/grey.jpg', false],
  ])('%s: %s by its whole name', (path, expected) => {
    expect(isSpacerAddress(at(path), false)).toBe(expected)
  })

  it('takes a doubtful name where the element names another picture', () => {
    expect(isSpacerAddress(at('/i/grey.gif'), true)).toBe(true)
  })
})

describe('formats', () => {
  it.each([
    ['/a.jpeg', 'jpg'],
    ['/a.jpg.webp', 'webp'],
    ['/a?format=png', 'png'],
    ['/a.svg', 'svg'],
    ['/a', null],
  ])('of %s: %s', (path, expected) => {
    expect(formatOf(at(path))).toBe(expected)
  })

  it('stand in the order of the user, then originals first', () => {
    const order = (preferred: string[]) =>
      ['avif', null, 'jpg', 'webp'].sort((a, b) => rankOfFormat(a, preferred) - rankOfFormat(b, preferred))
    expect(order([])).toEqual(['jpg', null, 'avif', 'webp'])
    expect(order(['webp', 'jpeg'])).toEqual(['webp', 'jpg', null, 'avif'])
  })
})

describe('videos', () => {
  it.each([
    ['/a.mp4', true, false],
    ['/a.webm?x=1', true, false],
    ['/a.m3u8', false, true],
    ['/a.mpd?x', false, true],
    ['/a.mp4.html', false, false],
  ])('%s: file %s, stream %s', (path, isFile, isStream) => {
    expect([isVideoAddress(at(path)), isStreamAddress(at(path))]).toEqual([isFile, isStream])
  })

  it('stand behind gifv', () => {
    expect(videoOfGifv(at('/x/a.gifv?1'))).toBe(at('/x/a.mp4?1'))
    expect(videoOfGifv(at('/x/a.gif'))).toBeNull()
  })
})
