import { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { describe, expect, it } from 'vitest'
import type { QueuedImage } from '../storage/images/image-row'
import { createSeenAnswers, isNamedPlaceholder } from './placeholders'

const imageOf = (id: number): QueuedImage => ({
  id: ImageId.parse(id),
  taskId: TaskId.parse(1),
  galleryId: GalleryId.parse(1),
  num: id,
  address: at(`${id}.png`),
  alternatives: [],
  page: at('g'),
  referer: null,
  policy: null,
  part: null,
  claimed: null,
  repair: null,
  version: {},
})
const at = (path: string) => `http://a.test/${path}`

describe('a placeholder', () => {
  it.each([
    'removed.png',
    'img/error.gif',
    'no-image.jpg',
    'hotlink.png',
    '404.gif',
    'image_not_found.png',
    'expired-2.jpg',
  ])('is known by its name: %s', (name) => expect(isNamedPlaceholder(at(name))).toBe(true))

  it.each(['terrors.png', 'remover.jpg', '4041.png', 'missingham.jpg', 'img/a.png'])(
    'is not known by a part of a word: %s',
    (name) => expect(isNamedPlaceholder(at(name))).toBe(false),
  )

  it.each([
    ['a redirect to a name of one', [['1.png', 'removed.png', 'x']], [true]],
    [
      'one picture for two addresses',
      [
        ['1.png', 'z.png', 'x'],
        ['2.png', 'z.png', 'x'],
      ],
      [false, true],
    ],
    [
      'the same address twice',
      [
        ['1.png', 'z.png', 'x'],
        ['1.png', 'z.png', 'x'],
      ],
      [false, false],
    ],
    [
      'a redirect that keeps the name',
      [
        ['1.png', 'cdn/1.png', 'x'],
        ['a/1.png', 'cdn/1.png', 'x'],
      ],
      [false, false],
    ],
    [
      'equal bytes under such names',
      [
        ['error.png?1', 'error.png?1', 'x'],
        ['error.png?2', 'error.png?2', 'x'],
      ],
      [false, true],
    ],
    [
      'equal bytes under other names',
      [
        ['1.png', '1.png', 'x'],
        ['2.png', '2.png', 'x'],
      ],
      [false, false],
    ],
    ['a picture that is called so', [['error.png', 'error.png', 'x']], [false]],
  ] as const)('by how it came: %s', (_, came, expected) => {
    const seen = createSeenAnswers()
    const answers = came.map(([asked, answered, sha], place) =>
      seen.isPlaceholder({ image: imageOf(place + 1), asked: at(asked), answered: at(answered) }, sha),
    )
    expect(answers).toEqual(expected)
    // of two the first is exposed
    expect([...seen.exposed.keys()]).toEqual(answers[1] === true ? [1] : [])
  })
})
