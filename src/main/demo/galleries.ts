import type { Palette, Scene } from './scenes'

/** One numbered page of the demo gallery. */
export interface DemoGallery {
  readonly number: number
  readonly title: string
  readonly scene: Scene
  readonly palette: Palette
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

const dawn: Palette = {
  top: '#2b3f6b',
  middle: '#c98a8a',
  low: '#f7d9b0',
  light: '#fff1d0',
  far: '#a98ba3',
  near: '#1d2740',
}
const mist: Palette = {
  top: '#8fb1bd',
  middle: '#c4d7d6',
  low: '#eef1ea',
  light: '#fffdf2',
  far: '#a9c0c2',
  near: '#22403f',
}
const dusk: Palette = {
  top: '#1c2350',
  middle: '#7b4a86',
  low: '#f2955f',
  light: '#ffe2a8',
  far: '#7a5285',
  near: '#15142c',
}
const gold: Palette = {
  top: '#5d86b8',
  middle: '#e9c58c',
  low: '#fbe6b8',
  light: '#fff6d8',
  far: '#e0b273',
  near: '#7a3f22',
}
const polar: Palette = {
  top: '#04081c',
  middle: '#0b1a3c',
  low: '#6a3fb0',
  light: '#58f0a5',
  far: '#102a3f',
  near: '#02060f',
}
const night: Palette = {
  top: '#050a24',
  middle: '#13265a',
  low: '#3d5a96',
  light: '#f3f0dc',
  far: '#1f3566',
  near: '#03081a',
}
const autumn: Palette = {
  top: '#7fa7b8',
  middle: '#f0d3a2',
  low: '#f7e7c6',
  light: '#fff3d3',
  far: '#d59a5b',
  near: '#6b2318',
}
const snow: Palette = {
  top: '#5f86b5',
  middle: '#b9cfe6',
  low: '#f6f4f2',
  light: '#ffffff',
  far: '#d4e0ee',
  near: '#35517a',
}
const jade: Palette = {
  top: '#0f4a55',
  middle: '#4f9a8f',
  low: '#e7e6b5',
  light: '#fff7c9',
  far: '#5f9f8c',
  near: '#0c2f2f',
}
const rose: Palette = {
  top: '#5a3a78',
  middle: '#e58aa5',
  low: '#ffe0cf',
  light: '#fff4e4',
  far: '#d1849f',
  near: '#3a1f48',
}

const shapes: readonly (readonly [title: string, scene: Scene, palette: Palette, pictures: number])[] = [
  ['空山新雨后', 'mountains', mist, 6],
  ['海上生明月，天涯共此时', 'sea', night, 5],
  ['大漠孤烟直，长河落日圆', 'dunes', gold, 6],
  ['秋山红叶: 层林尽染的十月', 'mountains', autumn, 7],
  ['春江花月夜', 'lake', rose, 5],
  ['北境之光——极光下的雪原与群山，冬夜长曝光摄影合集（上）', 'aurora', polar, 6],
  ['千里江山图', 'mountains', jade, 8],
  ['', 'mountains', mist, 0],
  ['夜深千帐灯 / 星河入梦来?', 'stars', night, 6],
  ['晚霞与海', 'sea', dusk, 5],
  ['湖光山色', 'lake', dawn, 6],
  ['湖光山色', 'lake', jade, 5],
  ['沙丘的“呼吸”', 'dunes', dusk, 4],
  ['雪后初晴', 'mountains', snow, 7],
  [
    '北境之光——极光下的雪原与群山，冬夜长曝光摄影合集（下）',
    'aurora',
    { ...polar, light: '#7ae7ff', low: '#c04fd0' },
    6,
  ],
  ['日出东方', 'mountains', dawn, 6],
]

/** All galleries in the order of their numbers; the missing page is not among them. */
export const demoGalleries: readonly DemoGallery[] = shapes
  .map(([title, scene, palette, pictures], index) => ({
    number: firstPage + index,
    title,
    scene,
    palette,
    pictures,
  }))
  .filter(({ number }) => number !== missingPage)
