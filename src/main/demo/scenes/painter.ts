import type { Canvas } from '../canvas'
import type { Colours } from '../colour'
import type { Random } from '../random'

/**
 * Paints one picture on an empty canvas. It yields after every stroke, some 20 ms apart at most, so that whoever has no
 * thread to spare can let others have a turn.
 */
export type Painter = (canvas: Canvas, random: Random, colours: Colours) => Generator<void>
