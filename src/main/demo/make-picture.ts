import { encodeJpeg, encodePng } from './encode'
import { demoGalleries, misnamedPicture, twinPictures } from './galleries'
import { paintScene } from './scenes'

/** Sizes of the pictures, in pixels; a gallery mixes them. */
const sizes = [
  [1280, 800],
  [1200, 800],
  [1280, 720],
  [1080, 810],
] as const

/** What lies under `/static`: on every page, and none of them content. */
const staticNames = ['logo', 'icon', 'spacer'] as const

/** A picture of the site, ready to be sent. */
export interface MadePicture {
  readonly type: 'image/jpeg' | 'image/png' | 'image/gif'
  readonly body: Uint8Array
}

/**
 * Makes the picture of this name, such as `5510-1` or `logo`; null if the site has none of that name. The same name
 * always gives the same bytes. Costs up to some 100 ms.
 */
export function makePicture(name: string): MadePicture | null {
  if ((staticNames as readonly string[]).includes(name))
    return staticPicture(name as (typeof staticNames)[number])
  const seed = name === twinPictures[1] ? twinPictures[0] : name
  const [number, index] = seed.split('-').map(Number)
  const gallery = demoGalleries.find((one) => one.number === number)
  if (!gallery || index === undefined || !(index >= 1 && index <= gallery.pictures)) return null
  const [width, height] = sizes[(gallery.number + index) % sizes.length] ?? sizes[0]
  const isPng = name === misnamedPicture
  const scale = isPng ? 0.5 : 1
  const picture = paintScene(gallery.scene, gallery.palette, width * scale, height * scale, seed)
  return isPng
    ? { type: 'image/png', body: encodePng(picture) }
    : { type: 'image/jpeg', body: encodeJpeg(picture) }
}

function staticPicture(name: (typeof staticNames)[number]): MadePicture {
  if (name === 'spacer') {
    // The classic 1 × 1 transparent GIF.
    return {
      type: 'image/gif',
      body: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
    }
  }
  const edge = name === 'logo' ? 64 : 32
  const palette = demoGalleries[1]?.palette
  if (!palette) throw new Error('the demo has no galleries')
  return { type: 'image/png', body: encodePng(paintScene('sea', palette, edge, edge, name)) }
}
