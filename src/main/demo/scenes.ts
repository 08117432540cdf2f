import { createCanvas, finish, type Picture } from './canvas'
import { mixPalettes, type Palette } from './colour'
import { createRandom } from './random'
import { paintAurora } from './scenes/aurora'
import { paintAutumn } from './scenes/autumn'
import { paintCity } from './scenes/city'
import { paintDunes } from './scenes/dunes'
import { paintGradient } from './scenes/gradient'
import { paintInk } from './scenes/ink'
import { paintLake } from './scenes/lake'
import { paintMountains } from './scenes/mountains'
import type { Painter } from './scenes/painter'
import { paintPoster } from './scenes/poster'
import { paintSea } from './scenes/sea'
import { paintSnow } from './scenes/snow'
import { paintStars } from './scenes/stars'
import { paintTown } from './scenes/town'

/** What a picture shows, and how strong its grain is in steps of brightness: flat colours have none. */
const painters = {
  mountains: [paintMountains, 2.4],
  sea: [paintSea, 2.4],
  dunes: [paintDunes, 2.4],
  aurora: [paintAurora, 2.6],
  stars: [paintStars, 2.6],
  lake: [paintLake, 2.4],
  autumn: [paintAutumn, 1.2],
  snow: [paintSnow, 1.8],
  ink: [paintInk, 3.4],
  town: [paintTown, 2.2],
  city: [paintCity, 1.8],
  gradient: [paintGradient, 4],
  poster: [paintPoster, 0],
} as const satisfies Record<string, readonly [Painter, number]>

export type Scene = keyof typeof painters

/** A picture to be painted: the same bytes for the same scene, palettes, size and seed. */
export interface Motif {
  readonly scene: Scene
  /** Moods of a gallery: a picture lies somewhere between the two. */
  readonly palettes: readonly [Palette, Palette]
  readonly width: number
  readonly height: number
  readonly seed: string
}

/**
 * Paints a picture, stroke by stroke: between two steps others may have a turn.
 *
 * Takes some 100 ms of processor time for a million pixels: run it in a worker thread where a window is waiting.
 */
export function* paintScene({ scene, palettes, width, height, seed }: Motif): Generator<void, Picture> {
  const random = createRandom(seed)
  const canvas = createCanvas(width, height)
  const [paint, grain] = painters[scene]
  yield* paint(canvas, random, mixPalettes(...palettes, random.next()))
  return finish(canvas, random, grain)
}
