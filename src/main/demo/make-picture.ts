import type { Picture } from './canvas'
import { encodeJpeg, encodePng } from './encode'
import { demoGalleries, extensionOf, misnamedPicture, sceneOf, twinPictures } from './galleries'
import { moonlight } from './palettes'
import { type Motif, paintScene } from './scenes'

/** Sizes of the pictures, in pixels; a gallery mixes them. */
const sizes = [
  [1280, 800],
  [1200, 800],
  [1280, 720],
  [1080, 810],
] as const

/** A picture of the site, ready to be sent. */
export interface MadePicture {
  readonly type: 'image/jpeg' | 'image/png' | 'image/gif'
  readonly body: Uint8Array
}

/** The classic 1 × 1 transparent GIF. */
const spacer: MadePicture = {
  type: 'image/gif',
  body: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
}

interface Order {
  readonly motif: Motif
  readonly isPng: boolean
}

/** What a name such as `5510-1` or `logo` stands for; null if the site has no picture of that name. */
function orderOf(name: string): Order | null {
  if (name === 'logo' || name === 'icon') {
    const edge = name === 'logo' ? 64 : 32
    return {
      motif: { scene: 'sea', palettes: moonlight, width: edge, height: edge, seed: name },
      isPng: true,
    }
  }
  const seed = name === twinPictures[1] ? twinPictures[0] : name
  const [number, index] = seed.split('-').map(Number)
  // One spelling a picture: `05510-1` would be another one, kept beside the first.
  if (`${number}-${index}` !== seed) return null
  const gallery = demoGalleries.find((one) => one.number === number)
  if (!gallery || index === undefined || !(index >= 1 && index <= gallery.pictures)) return null
  const [width, height] = sizes[(gallery.number + index) % sizes.length] ?? sizes[0]
  // Half the size, for a photograph is large as PNG.
  const scale = name === misnamedPicture ? 0.5 : 1
  return {
    motif: {
      scene: sceneOf(gallery, index),
      palettes: gallery.mood,
      width: width * scale,
      height: height * scale,
      seed,
    },
    isPng: name === misnamedPicture || extensionOf(gallery, index) === 'png',
  }
}

/**
 * Makes the picture of this name in small steps; null if the site has none of that name. The same name always gives
 * the same bytes. Between two steps others may have a turn; all of them cost some 200 ms, the longest, which is the
 * JPEG, half of it.
 */
export function* makePictureInSteps(name: string): Generator<void, MadePicture | null> {
  if (name === 'spacer') return spacer
  const order = orderOf(name)
  if (!order) return null
  const picture: Picture = yield* paintScene(order.motif)
  yield
  return order.isPng
    ? { type: 'image/png', body: encodePng(picture) }
    : { type: 'image/jpeg', body: encodeJpeg(picture) }
}

/** Makes the picture of this name at once: for a thread that nobody waits for. */
export function makePicture(name: string): MadePicture | null {
  const steps = makePictureInSteps(name)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}
