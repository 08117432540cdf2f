import { z } from 'zod'
import { readSmallFileSync } from '../../engine/disk/read-small-file'
import { writeSmallFileSync } from '../../engine/disk/write-small-file'

/** Smallest size that the window can have and still be used, in device-independent pixels. */
export const leastSize = { width: 720, height: 480 } as const
/** Wide enough that a row of the list shows all that can be done with it. */
const usualSize = { width: 1240, height: 760 } as const

/** So much of the window must lie on a screen that it can be seen and dragged. */
const grip = { width: 120, height: 60 } as const

/** Place and size in pixels of the screen, independent of scaling. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const pixels = z.number().int().min(-100_000).max(100_000)
const WindowState = z.object({
  bounds: z.object({ x: pixels, y: pixels, width: pixels, height: pixels }),
  maximised: z.boolean(),
})
/** Where the window was, and whether it was maximised. */
export type WindowState = z.infer<typeof WindowState>

/** What to open with; without x and y the system places the window. */
export interface Placement {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximised: boolean
}

const usual: Placement = { ...usualSize, maximised: false }

/** Length that two spans of one axis have in common. */
function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)
}

/** Whether the window's upper edge can be seen and taken hold of on this screen. */
function canBeGripped(bounds: Rectangle, area: Rectangle): boolean {
  return (
    overlap(bounds.x, bounds.width, area.x, area.width) >= grip.width &&
    overlap(bounds.y, grip.height, area.y, area.height) >= grip.height
  )
}

/**
 * Where to open the window: where it was, if that place still exists.
 *
 * `areas` are the work areas of the screens there are now. A window of an unplugged screen keeps its size and is placed
 * by the system; it is never larger than the largest screen nor smaller than can be used.
 */
export function placeWindow(text: string | null, areas: readonly Rectangle[]): Placement {
  const state = parseState(text)
  if (state === null) return usual
  const widest = Math.max(leastSize.width, ...areas.map((area) => area.width))
  const highest = Math.max(leastSize.height, ...areas.map((area) => area.height))
  const bounds = {
    ...state.bounds,
    width: Math.min(widest, Math.max(leastSize.width, state.bounds.width)),
    height: Math.min(highest, Math.max(leastSize.height, state.bounds.height)),
  }
  const { maximised } = state
  if (areas.some((area) => canBeGripped(bounds, area))) return { ...bounds, maximised }
  return { width: bounds.width, height: bounds.height, maximised }
}

function parseState(text: string | null): WindowState | null {
  if (text === null) return null
  try {
    const parsed = WindowState.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Many times what the program writes. */
const mostBytes = 64 * 1024

/** Text of the file; null when there is none that can be read. */
export function loadWindowState(file: string): string | null {
  try {
    return readSmallFileSync(file, { mostBytes, links: 'follow' }).toString('utf8')
  } catch {
    return null
  }
}

/**
 * Writes the file whole or not at all. Synchronous: it is the last thing that a closing window does, which must not wait
 * for the disk. Throws what `writeSmallFileSync` throws.
 */
export function saveWindowState(file: string, state: WindowState): void {
  writeSmallFileSync(file, `${JSON.stringify(state)}\n`, { durable: false })
}
