import {
  aurora,
  blossom,
  canal,
  dawn,
  desert,
  foliage,
  forenoon,
  jade,
  lamplight,
  type Mood,
  mist,
  moonlight,
  print,
  snowfall,
  starlight,
  violetAurora,
} from './palettes'
import type { Scene } from './scenes'

/** One numbered page of the demo gallery. */
export interface DemoGallery {
  readonly number: number
  readonly title: string
  /** What its pictures show, in turn. */
  readonly scenes: readonly Scene[]
  readonly mood: Mood
  readonly pictures: number
}

/** First number of the range; the page of every number up to `lastPage` is a gallery but for the missing one. */
export const firstPage = 5510
export const lastPage = 5525

/** Answers 404, as a deleted page does. */
export const missingPage = 5517

/** What misbehaves, by the name of the picture: a gallery's number and the picture's. */
export const gonePicture = '5513-3'
export const busyOncePicture = '5512-2'
export const slowPicture = '5515-1'
/** The bytes of the first one come under the name of the second one too. */
export const twinPictures = ['5520-1', '5520-4'] as const
/** Its name says JPEG, its bytes are PNG. */
export const misnamedPicture = '5511-2'

/** Scenes of flat colours: PNG keeps their edges and is no larger. */
const flatScenes: readonly Scene[] = ['poster']

/** What a gallery's picture of this number, counted from 1, shows. */
export function sceneOf({ scenes }: DemoGallery, index: number): Scene {
  const scene = scenes[(index - 1) % scenes.length]
  if (scene === undefined) throw new RangeError(`no picture ${index}`)
  return scene
}

/** The kind that the name of a picture promises. */
export function extensionOf(gallery: DemoGallery, index: number): 'jpg' | 'png' {
  return flatScenes.includes(sceneOf(gallery, index)) ? 'png' : 'jpg'
}

type Shape = readonly [title: string, scenes: readonly Scene[], mood: Mood, pictures: number]

const shapes: readonly Shape[] = [
  ['空山新雨后', ['mountains'], mist, 6],
  ['海上生明月，天涯共此时', ['sea'], moonlight, 5],
  ['大漠孤烟直，长河落日圆', ['dunes'], desert, 6],
  ['秋山红叶: 层林尽染的十月', ['autumn'], foliage, 7],
  ['春江花月夜', ['lake'], blossom, 5],
  ['北境之光——极光下的雪原与群山，冬夜长曝光摄影合集（上）', ['aurora'], aurora, 6],
  ['千里江山图', ['ink'], jade, 8],
  ['', ['mountains'], mist, 0],
  ['夜深千帐灯 / 星河入梦来?', ['stars'], starlight, 6],
  ['小桥流水人家', ['town'], canal, 5],
  ['湖光山色', ['lake'], dawn, 6],
  ['湖光山色', ['lake', 'mountains'], forenoon, 5],
  ['形与色的“练习”', ['poster', 'gradient'], print, 4],
  ['雪后初晴', ['snow'], snowfall, 7],
  ['北境之光——极光下的雪原与群山，冬夜长曝光摄影合集（下）', ['aurora'], violetAurora, 6],
  ['灯火阑珊处', ['city', 'sea'], lamplight, 6],
]

/** All galleries in the order of their numbers; the missing page is not among them. */
export const demoGalleries: readonly DemoGallery[] = shapes
  .map(([title, scenes, mood, pictures], index) => ({
    number: firstPage + index,
    title,
    scenes,
    mood,
    pictures,
  }))
  .filter(({ number }) => number !== missingPage)
