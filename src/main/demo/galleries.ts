/** One numbered page of the demo gallery. */
export interface DemoGallery {
  readonly number: number
  readonly title: string
  /** How many pictures it names, numbered from 1. */
  readonly pictures: number
}

/** First number of the range; the page of every number up to `lastPageNumber` is a gallery, except the missing one. */
export const firstPageNumber = 5510
/** Last number of the range. */
export const lastPageNumber = 5525

/** Answers 404, as a deleted page does. */
export const missingPage = 5517

/** What misbehaves, by the name of the picture: the numbers of the gallery and of the picture. */
export const gonePicture = '5513-3'
/** Answers 503 to its first request. */
export const busyOncePicture = '5512-2'
/** Comes slower than all others. */
export const slowPicture = '5515-1'
/** The bytes of the first one come under the name of the second one too. */
export const twinPictures = ['5520-1', '5520-4'] as const
/** Its name says JPEG, its bytes are PNG. */
export const misnamedPicture = '5511-2'

/** Flat colours: PNG keeps their edges. */
const pngPictures: readonly string[] = ['5522-1', '5522-3']

/** Pictures that are part of every page. */
const pageFiles: Readonly<Record<string, string>> = {
  logo: 'logo.png',
  icon: 'icon.png',
  spacer: 'spacer.gif',
}

/**
 * All galleries in the order of their numbers. The titles hold what is difficult in a folder name: forbidden
 * characters, equal beginnings, great length.
 */
export const demoGalleries: readonly DemoGallery[] = [
  { number: 5510, title: '空山新雨后', pictures: 6 },
  { number: 5511, title: '海上生明月，天涯共此时', pictures: 5 },
  { number: 5512, title: '大漠孤烟直，长河落日圆', pictures: 6 },
  { number: 5513, title: '秋山红叶: 层林尽染的十月', pictures: 7 },
  { number: 5514, title: '春江花月夜', pictures: 5 },
  { number: 5515, title: '北境之光——极光下的雪原与群山，冬夜长曝光摄影合集（上）', pictures: 6 },
  { number: 5516, title: '千里江山图', pictures: 8 },
  { number: 5518, title: '夜深千帐灯 / 星河入梦来?', pictures: 6 },
  { number: 5519, title: '小桥流水人家', pictures: 5 },
  { number: 5520, title: '湖光山色', pictures: 6 },
  { number: 5521, title: '湖光山色', pictures: 5 },
  { number: 5522, title: '形与色的“练习”', pictures: 4 },
  { number: 5523, title: '雪后初晴', pictures: 7 },
  { number: 5524, title: '北境之光——极光下的雪原与群山，冬夜长曝光摄影合集（下）', pictures: 6 },
  { number: 5525, title: '灯火阑珊处', pictures: 6 },
]

/** A picture's address on the site. Its extension is the type that the site promises. */
export function picturePath({ number }: DemoGallery, index: number): string {
  const name = `${number}-${index}`
  return `/p/${name}.${pngPictures.includes(name) ? 'png' : 'jpg'}`
}

/**
 * Name of the file, in the folder of the demo's pictures, that holds the bytes of the picture `name`, such as `5510-1` or
 * `logo`; null if the site has no such picture. `gonePicture` has none.
 */
export function pictureFile(name: string): string | null {
  const pageFile = pageFiles[name]
  if (pageFile !== undefined) return pageFile
  if (name === gonePicture) return null
  if (name === twinPictures[1]) return pictureFile(twinPictures[0])
  const [number, index = 0] = name.split('-').map(Number)
  const gallery = demoGalleries.find((one) => one.number === number)
  // Each picture has one address: `05510-1` is not found.
  if (!gallery || name !== `${number}-${index}` || index < 1 || index > gallery.pictures) return null
  return `${name}.${name === misnamedPicture || pngPictures.includes(name) ? 'png' : 'jpg'}`
}
