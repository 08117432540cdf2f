import type { ActiveImage } from '@shared/model/gallery'
import type { ImageId } from '@shared/model/units'
import { createSpeedMeter, type SpeedMeter } from '../network/limits/speed-meter'

/** The images of a task that are in transfer now. Its size is bounded by the connections. */
export interface ActiveImages {
  begin(id: ImageId): void
  /** `received` counts from the start of the file, resumed bytes included. */
  report(id: ImageId, received: number, total: number | null): void
  end(id: ImageId): void
  has(id: ImageId): boolean
  /** Whether bytes of it came, or were there. */
  hasBytes(id: ImageId): boolean
  list(): readonly ActiveImage[]
}

interface Entry {
  received: number
  total: number | null
  readonly meter: SpeedMeter
}

/** No image is active yet. */
export function createActiveImages(clock: () => number): ActiveImages {
  const images = new Map<ImageId, Entry>()
  return {
    begin(id) {
      images.set(id, { received: 0, total: null, meter: createSpeedMeter(clock) })
    },
    report(id, received, total) {
      const entry = images.get(id)
      if (!entry) return
      // The first report of a resumed file counts what was there before; that was not transferred now.
      if (entry.received > 0 && received > entry.received) entry.meter.add(received - entry.received)
      entry.received = received
      entry.total = total
    },
    end(id) {
      images.delete(id)
    },
    has: (id) => images.has(id),
    hasBytes: (id) => (images.get(id)?.received ?? 0) > 0,
    list: () =>
      [...images]
        .filter(([, { received }]) => received > 0)
        .map(([id, { received, total, meter }]) => ({
          id,
          received,
          total,
          bytesPerSecond: meter.bytesPerSecond,
        })),
  }
}
